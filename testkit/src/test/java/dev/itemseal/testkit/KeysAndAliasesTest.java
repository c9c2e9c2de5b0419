package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidAliasNameException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Keys, their names and states, regions and accounts, through the service's real client. */
class KeysAndAliasesTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-01-17T10:00:00Z"));
    private LocalKms kms;
    private KmsClient client;

    @BeforeEach
    void start() {
        kms = LocalKms.builder().clock(now::get).start();
        client = KmsClients.of(kms);
    }

    @AfterEach
    void end() {
        client.close();
        kms.close();
    }

    @Test
    void aKeyIsDescribed() {
        KeyMetadata made =
                client.createKey(request -> request.description("orders")).keyMetadata();

        assertThat(made).isEqualTo(describe(made.keyId()));
        assertThat(made.arn()).isEqualTo("arn:aws:kms:us-east-1:111122223333:key/" + made.keyId());
        assertThat(made.awsAccountId()).isEqualTo("111122223333");
        assertThat(made.description()).isEqualTo("orders");
        assertThat(made.creationDate()).isEqualTo(now.get());
        assertThat(made.enabled()).isTrue();
        assertThat(made.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(made.keyUsage()).isEqualTo(KeyUsageType.ENCRYPT_DECRYPT);
        assertThat(made.keySpec()).isEqualTo(KeySpec.SYMMETRIC_DEFAULT);
        assertThat(made.multiRegion()).isFalse();
    }

    @Test
    void aKeyIsFoundByEachOfItsNames() {
        String key = kms.keyOf("alias/orders");
        String id = describe(key).keyId();

        for (String name : List.of(key, id, "alias/orders", "arn:aws:kms:us-east-1:111122223333:alias/orders")) {
            assertThat(encryptWith(name)).as(name).isEqualTo(key);
        }
        assertThat(kms.keyOf("alias/orders")).isEqualTo(key);
        assertThat(kms.aliases())
                .containsExactly(java.util.Map.entry("arn:aws:kms:us-east-1:111122223333:alias/orders", key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/none",
                "no-key",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "mrk-1234abcd12ab34cd56ef1234567890ab",
                "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:us-east-1:111122223333:alias/none",
                "arn:aws:kms:us-east-1:111122223333:grant/x",
                "arn:aws:s3:::bucket"
            })
    void whatIsNotThereIsNotFound(String name) {
        assertThatThrownBy(() -> encryptWith(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> describe(name)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aKeyOfAnotherRegionOrPartitionIsNotFound() {
        String key = kms.createKey();

        try (KmsClient elsewhere = KmsClients.of(kms, "eu-west-1", "any")) {
            assertThatThrownBy(() -> elsewhere.describeKey(request -> request.keyId(key)))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("Invalid arn us-east-1");
        }
        assertThatThrownBy(() -> describe(key.replace("arn:aws:", "arn:aws-cn:")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void anAliasMovesToAnotherKeyAndItsOldItemsStayWithTheirs() {
        String first = kms.keyOf("alias/orders");
        String second = kms.createKey();
        SdkBytes blob = encrypt("alias/orders");

        client.updateAlias(request -> request.aliasName("alias/orders").targetKeyId(second));

        assertThat(encryptWith("alias/orders")).isEqualTo(second);
        assertThat(client.decrypt(request -> request.ciphertextBlob(blob)).keyId())
                .isEqualTo(first);
        assertThatThrownBy(() ->
                        client.decrypt(request -> request.ciphertextBlob(blob).keyId("alias/orders")))
                .extracting(e -> ((KmsException) e).awsErrorDetails().errorCode())
                .isEqualTo("IncorrectKeyException");
        client.deleteAlias(request -> request.aliasName("alias/orders"));
        assertThatThrownBy(() -> encryptWith("alias/orders")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void namesOfKeysAreChecked() {
        String key = kms.keyOf("alias/orders");

        assertThatThrownBy(() -> client.createAlias(
                        request -> request.aliasName("alias/orders").targetKeyId(key)))
                .isInstanceOf(AlreadyExistsException.class);
        for (String name : List.of("orders", "alias/", "alias/a b", "alias/aws/orders", "alias/ä")) {
            assertThatThrownBy(() -> client.createAlias(
                            request -> request.aliasName(name).targetKeyId(key)))
                    .as(name)
                    .isInstanceOf(InvalidAliasNameException.class);
            assertThatThrownBy(() -> kms.keyOf(name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> client.deleteAlias(request -> request.aliasName("alias/none")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.updateAlias(
                        request -> request.aliasName("alias/none").targetKeyId(key)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aDisabledKeyNeitherEncryptsNorDecrypts() {
        String key = kms.createKey();
        SdkBytes blob = encrypt(key);

        client.disableKey(request -> request.keyId(key));

        assertThat(describe(key).keyState()).isEqualTo(KeyState.DISABLED);
        assertThatThrownBy(() -> encryptWith(key)).isInstanceOf(DisabledException.class);
        assertThatThrownBy(() -> client.decrypt(request -> request.ciphertextBlob(blob)))
                .isInstanceOf(DisabledException.class);
        client.enableKey(request -> request.keyId(key));
        assertThat(client.decrypt(request -> request.ciphertextBlob(blob)).keyId())
                .isEqualTo(key);
    }

    @Test
    void aKeyThatIsToBeDeletedWaitsAndIsGoneThen() {
        String key = kms.keyOf("alias/orders");
        SdkBytes blob = encrypt(key);

        var scheduled = client.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        assertThat(scheduled.deletionDate()).isEqualTo(now.get().plus(Duration.ofDays(7)));
        assertThat(describe(key).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(describe(key).deletionDate()).isEqualTo(scheduled.deletionDate());
        for (Runnable call : List.<Runnable>of(
                () -> encryptWith(key),
                () -> client.decrypt(request -> request.ciphertextBlob(blob)),
                () -> client.enableKey(request -> request.keyId(key)),
                () -> client.disableKey(request -> request.keyId(key)),
                () -> client.scheduleKeyDeletion(request -> request.keyId(key)),
                () -> client.createAlias(
                        request -> request.aliasName("alias/other").targetKeyId(key)))) {
            assertThatThrownBy(call::run).isInstanceOf(KmsInvalidStateException.class);
        }
        now.set(now.get().plus(Duration.ofDays(7)));
        assertThatThrownBy(() -> describe(key)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> describe("alias/orders")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.decrypt(request -> request.ciphertextBlob(blob)))
                .isInstanceOf(KmsException.class)
                .hasMessageContaining("does not exist in this region");
        assertThat(kms.keyArns()).isEmpty();
    }

    @Test
    void aDeletionIsTakenBack() {
        String key = kms.createKey();
        client.scheduleKeyDeletion(request -> request.keyId(key));

        client.cancelKeyDeletion(request -> request.keyId(key));

        assertThat(describe(key).keyState()).isEqualTo(KeyState.DISABLED);
        now.set(now.get().plus(Duration.ofDays(40)));
        assertThat(describe(key).deletionDate()).isNull();
        assertThatThrownBy(() -> client.cancelKeyDeletion(request -> request.keyId(key)))
                .isInstanceOf(KmsInvalidStateException.class);
    }

    @Test
    void administrationTakesNoAlias() {
        kms.keyOf("alias/orders");

        assertThatThrownBy(() -> client.disableKey(request -> request.keyId("alias/orders")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aKeyForSigningDoesNotEncrypt() {
        String key = client.createKey(
                        request -> request.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata()
                .arn();

        assertThat(describe(key).keyUsage()).isEqualTo(KeyUsageType.SIGN_VERIFY);
        assertThatThrownBy(() -> encryptWith(key)).isInstanceOf(InvalidKeyUsageException.class);
        assertThatThrownBy(() ->
                        client.generateDataKey(request -> request.keyId(key).numberOfBytes(32)))
                .isInstanceOf(InvalidKeyUsageException.class);
    }

    @Test
    void whatTheServerDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> client.createKey(
                        request -> request.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.ENCRYPT_DECRYPT)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> client.createKey(request -> request.customKeyStoreId("store")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> client.createKey(request -> request.origin("EXTERNAL")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> client.listResourceTags(request -> request.keyId("x")))
                .extracting(e -> ((KmsException) e).awsErrorDetails().errorCode())
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void listsComeInPages() {
        List<String> keys = java.util.stream.IntStream.range(0, 5)
                .mapToObj(number -> kms.keyOf("alias/key-" + number))
                .toList();

        assertThat(client.listKeysPaginator(request -> request.limit(2)).keys())
                .extracting(KeyListEntry::keyArn)
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(client.listAliasesPaginator(request -> request.limit(2)).aliases())
                .extracting(AliasListEntry::aliasName)
                .containsExactly("alias/key-0", "alias/key-1", "alias/key-2", "alias/key-3", "alias/key-4");
        assertThat(client.listAliases(request -> request.keyId(keys.get(3))).aliases())
                .singleElement()
                .satisfies(alias -> assertThat(alias.targetKeyId())
                        .isEqualTo(describe(keys.get(3)).keyId()));
    }

    @Test
    void relatedKeysOfSeveralRegionsOpenEachOthersCiphertexts() {
        String primary = client.createKey(request -> request.multiRegion(true))
                .keyMetadata()
                .arn();
        String id = describe(primary).keyId();
        String replica = client.replicateKey(request -> request.keyId(primary).replicaRegion("eu-west-1"))
                .replicaKeyMetadata()
                .arn();
        SdkBytes blob = encrypt(primary);

        assertThat(id).startsWith("mrk-");
        assertThat(replica).isEqualTo("arn:aws:kms:eu-west-1:111122223333:key/" + id);
        try (KmsClient elsewhere = KmsClients.of(kms, "eu-west-1", "any")) {
            assertThat(elsewhere
                            .decrypt(request -> request.ciphertextBlob(blob).keyId(replica))
                            .keyId())
                    .isEqualTo(replica);
            elsewhere.disableKey(request -> request.keyId(replica));
            assertThatThrownBy(() -> elsewhere.decrypt(request -> request.ciphertextBlob(blob)))
                    .isInstanceOf(DisabledException.class);
            var configuration = elsewhere
                    .describeKey(request -> request.keyId(replica))
                    .keyMetadata()
                    .multiRegionConfiguration();
            assertThat(configuration.multiRegionKeyType()).isEqualTo(MultiRegionKeyType.REPLICA);
            assertThat(configuration.primaryKey().arn()).isEqualTo(primary);
            assertThat(configuration.replicaKeys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.region()).isEqualTo("eu-west-1"));
            assertThatThrownBy(() -> elsewhere.replicateKey(
                            request -> request.keyId(replica).replicaRegion("us-west-2")))
                    .isInstanceOf(DisabledException.class);
        }
        assertThat(client.decrypt(request -> request.ciphertextBlob(blob)).keyId())
                .isEqualTo(primary);
        assertThatThrownBy(() ->
                        client.replicateKey(request -> request.keyId(primary).replicaRegion("eu-west-1")))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> client.replicateKey(
                        request -> request.keyId(kms.createKey()).replicaRegion("eu-west-1")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCallersAccountIsItsAccessKeyId() {
        String ours = kms.keyOf("alias/orders");
        try (KmsClient other = KmsClients.of(kms, kms.region(), "444455556666")) {
            String theirs = other.createKey().keyMetadata().arn();

            assertThat(theirs).startsWith("arn:aws:kms:us-east-1:444455556666:key/");
            assertThat(other.listKeys().keys()).extracting(KeyListEntry::keyArn).containsExactly(theirs);
            assertThat(encryptWith(theirs))
                    .as("by its ARN a key is known everywhere")
                    .isEqualTo(theirs);
            assertThatThrownBy(() -> other.describeKey(request -> request.keyId("alias/orders")))
                    .isInstanceOf(NotFoundException.class);
            SdkBytes blob = encrypt(ours);
            assertThat(other.decrypt(request -> request.ciphertextBlob(blob)).keyId())
                    .isEqualTo(ours);
        }
    }

    private KeyMetadata describe(String key) {
        return client.describeKey(request -> request.keyId(key)).keyMetadata();
    }

    private SdkBytes encrypt(String key) {
        return client.encrypt(request -> request.keyId(key).plaintext(SdkBytes.fromUtf8String("text")))
                .ciphertextBlob();
    }

    private String encryptWith(String key) {
        return client.encrypt(request -> request.keyId(key).plaintext(SdkBytes.fromUtf8String("text")))
                .keyId();
    }
}
