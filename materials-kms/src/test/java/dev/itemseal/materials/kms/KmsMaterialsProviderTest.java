package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

@DisplayName("Direct KMS: what is asked, what is derived, what is refused")
class KmsMaterialsProviderTest {

    private static final Map<String, String> CONTEXT = Map.of(
            "*amzn-ddb-env-alg*", "AES/256",
            "*amzn-ddb-sig-alg*", "HmacSHA256/256",
            "*aws-kms-table*", "Orders",
            "customer", "customer-7",
            "order", "12");

    private final StubKms kms = new StubKms();
    private final KmsMaterialsProvider provider = KmsMaterialsProvider.of(kms.connection(), KmsKeys.of(StubKms.KEY));

    /** How a provider is asked. */
    interface Asking {
        EncryptionMaterials toWrite(KmsMaterialsProvider provider, EncryptionContext context);

        DecryptionMaterials toRead(KmsMaterialsProvider provider, EncryptionContext context);
    }

    static Stream<Named<Asking>> forms() {
        return Stream.of(
                Named.of("waiting", new Asking() {
                    @Override
                    public EncryptionMaterials toWrite(KmsMaterialsProvider provider, EncryptionContext context) {
                        return provider.encryptionMaterials(context);
                    }

                    @Override
                    public DecryptionMaterials toRead(KmsMaterialsProvider provider, EncryptionContext context) {
                        return provider.decryptionMaterials(context);
                    }
                }),
                Named.of("as stages", new Asking() {
                    @Override
                    public EncryptionMaterials toWrite(KmsMaterialsProvider provider, EncryptionContext context) {
                        return provider.encryptionMaterialsAsync(context, Runnable::run)
                                .toCompletableFuture()
                                .join();
                    }

                    @Override
                    public DecryptionMaterials toRead(KmsMaterialsProvider provider, EncryptionContext context) {
                        return provider.decryptionMaterialsAsync(context, Runnable::run)
                                .toCompletableFuture()
                                .join();
                    }
                }));
    }

    @ParameterizedTest
    @DisplayName("KMS-1 to KMS-6, KMS-9, KMS-10: one call each, the context, the keys, the description")
    @MethodSource("forms")
    void roundTrip(Asking asking) {
        for (KmsClients clients : kms.bothKinds()) {
            kms.requests.clear();
            KmsMaterialsProvider both = KmsMaterialsProvider.of(
                    KmsConnection.builder(clients)
                            .grantTokens(List.of("t1", "t2"))
                            .build(),
                    KmsKeys.of(StubKms.KEY));
            EncryptionMaterials written = asking.toWrite(both, Items.toWrite(Items.ORDER));
            DecryptionMaterials read = asking.toRead(both, Items.toRead(Items.ORDER, written));

            GenerateDataKeyRequest generate = kms.last(GenerateDataKeyRequest.class);
            assertThat(generate.keyId()).isEqualTo(StubKms.KEY);
            assertThat(generate.numberOfBytes()).isEqualTo(32);
            assertThat(generate.encryptionContext()).isEqualTo(CONTEXT);
            assertThat(generate.grantTokens()).containsExactly("t1", "t2");
            DecryptRequest decrypt = kms.last(DecryptRequest.class);
            assertThat(decrypt.keyId()).isEqualTo(StubKms.KEY);
            assertThat(decrypt.encryptionContext()).isEqualTo(CONTEXT);
            assertThat(decrypt.grantTokens()).containsExactly("t1", "t2");
            assertThat(kms.requests).hasSize(2);

            String contentKey = "781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78";
            String signingKey = "1ce18b7e6ba3388e72a987d0c3b7993222c321f3cd78aefc2c846699a325a157";
            assertThat(Items.hex(written.contentKey().orElseThrow())).isEqualTo(contentKey);
            assertThat(Items.hex(written.signingKey())).isEqualTo(signingKey);
            assertThat(Items.hex(read.contentKey())).isEqualTo(contentKey);
            assertThat(Items.hex(read.verificationKey())).isEqualTo(signingKey);
            assertThat(written.ephemeral()).isTrue();
            assertThat(read.ephemeral()).isTrue();
            assertThat(written.materialDescription().entries())
                    .containsOnlyKeys(
                            "amzn-ddb-env-key",
                            "amzn-ddb-env-alg",
                            "amzn-ddb-sig-alg",
                            "amzn-ddb-wrap-alg",
                            "aws-kms-ec-attr")
                    .containsEntry("amzn-ddb-env-alg", "AES/256")
                    .containsEntry("amzn-ddb-sig-alg", "HmacSHA256/256")
                    .containsEntry("amzn-ddb-wrap-alg", "kms")
                    .containsEntry("aws-kms-ec-attr", "*keys*");
        }
    }

    @Test
    @DisplayName(
            "KMS-5, KMS-7: B goes in Base64; N in canonical form when writing, as it stands in the item when reading")
    void keyTypes() {
        Item item = Items.ORDER
                .with("customer", BinaryValue.copyOf(new byte[] {1, 2, (byte) 0xff, 0}))
                .with("order", AttributeValue.ofNumber("01.50"));
        EncryptionMaterials written = provider.encryptionMaterials(Items.toWrite(item));
        assertThat(kms.last(GenerateDataKeyRequest.class).encryptionContext())
                .containsEntry("customer", "AQL/AA==")
                .containsEntry("order", "1.5");

        provider.decryptionMaterials(Items.toRead(item.with("order", AttributeValue.ofNumber("1.5")), written));
        ItemsealException refusal = refusal(() -> provider.decryptionMaterials(Items.toRead(item, written)));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(kms.last(DecryptRequest.class).encryptionContext()).containsEntry("order", "01.50");
    }

    @Test
    @DisplayName("KMS-6: a table without sort key")
    void withoutSortKey() {
        TableInfo table = TableInfo.of("Plain", TableIndex.of("id"));
        Item item = Item.builder(1).put("id", AttributeValue.ofString("7")).build();
        provider.encryptionMaterials(EncryptionContext.of(table).withItem(item, MaterialDescription.empty()));

        assertThat(kms.last(GenerateDataKeyRequest.class).encryptionContext())
                .containsOnlyKeys("*amzn-ddb-env-alg*", "*amzn-ddb-sig-alg*", "*aws-kms-table*", "id")
                .containsEntry("*aws-kms-table*", "Plain");
    }

    @ParameterizedTest
    @DisplayName(
            "KMS-8, CMP-24: a missing key attribute, or one of no key's type, is refused by name in both directions")
    @ValueSource(strings = {"customer", "order"})
    void missingKeyAttribute(String name) {
        EncryptionMaterials written = provider.encryptionMaterials(Items.toWrite(Items.ORDER));
        kms.requests.clear();
        for (Item item : List.of(Items.ORDER.without(name), Items.ORDER.with(name, AttributeValue.ofBoolean(true)))) {
            ItemsealException writing = refusal(() -> provider.encryptionMaterials(Items.toWrite(item)));
            assertThat(writing).isInstanceOf(InvalidItemException.class).hasMessageContaining("'" + name + "'");
            assertThat(writing.reason()).isEqualTo(Reason.MISSING_KEY_ATTRIBUTE);
            ItemsealException reading = refusal(() -> provider.decryptionMaterials(Items.toRead(item, written)));
            assertThat(reading).isInstanceOf(ItemRefusedException.class).hasMessageContaining("'" + name + "'");
            assertThat(reading.reason()).isEqualTo(Reason.MISSING_KEY_ATTRIBUTE);
        }
        assertThat(kms.requests).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("KMS-2, KMS-3, KMS-9, KMS-11: every algorithm, and the length of its key in bytes")
    @CsvSource({
        "AES, HmacSHA256, 32, 32",
        "AES/256, HmacSHA224/224, 32, 28",
        "AES/192, HmacSHA384/384, 24, 48",
        "AES/128, HmacSHA512/512, 16, 64",
        "AES/256, HmacSHA512, 32, 32"
    })
    void algorithms(String content, String signing, int contentLength, int signingLength) {
        Map<String, String> context = new HashMap<>(CONTEXT);
        context.put("*amzn-ddb-env-alg*", content);
        context.put("*amzn-ddb-sig-alg*", signing);
        String blob = wrapped(context);

        DecryptionMaterials read = provider.decryptionMaterials(described(Map.of(
                "amzn-ddb-env-key", blob,
                "amzn-ddb-env-alg", content,
                "amzn-ddb-sig-alg", signing,
                "amzn-ddb-wrap-alg", "kms")));

        assertThat(Items.hex(read.contentKey())).hasSize(2 * contentLength);
        assertThat(Items.hex(read.verificationKey())).hasSize(2 * signingLength);
        assertThat(read.verificationKey().defaultAlgorithm().jcaName()).isEqualTo(signing.replaceAll("/.*", ""));
    }

    /** A data key that somebody else made, in the form of the description. */
    private String wrapped(Map<String, String> context) {
        return Base64.getEncoder()
                .encodeToString(kms.client()
                        .generateDataKey(GenerateDataKeyRequest.builder()
                                .keyId(StubKms.KEY)
                                .numberOfBytes(32)
                                .encryptionContext(context)
                                .build())
                        .ciphertextBlob()
                        .asByteArray());
    }

    private static EncryptionContext described(Map<String, String> description) {
        return EncryptionContext.of(Items.ORDERS).withItem(Items.ORDER, MaterialDescription.of(description));
    }

    @ParameterizedTest
    @DisplayName("KMS-10, CMP-25: what is configured is written, in description and context")
    @EnumSource(ContentKeyAlgorithm.class)
    void written(ContentKeyAlgorithm algorithm) {
        KmsMaterialsProvider other = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .contentKeyAlgorithm(algorithm)
                .signingAlgorithm(SigningAlgorithm.HMAC_SHA512)
                .description(MaterialDescription.of(Map.of("team", "seven")))
                .build();
        EncryptionMaterials written = other.encryptionMaterials(Items.toWrite(Items.ORDER));

        assertThat(written.materialDescription().entries())
                .containsEntry("amzn-ddb-env-alg", algorithm.descriptionName())
                .containsEntry("amzn-ddb-sig-alg", "HmacSHA512/512")
                .containsEntry("team", "seven");
        assertThat(kms.last(GenerateDataKeyRequest.class).encryptionContext())
                .containsEntry("*amzn-ddb-env-alg*", algorithm.descriptionName())
                .containsEntry("*amzn-ddb-sig-alg*", "HmacSHA512/512");
        assertThat(Items.hex(provider.decryptionMaterials(Items.toRead(Items.ORDER, written))
                        .verificationKey()))
                .isEqualTo(Items.hex(written.signingKey()))
                .hasSize(128);
    }

    @ParameterizedTest
    @DisplayName("KMS-11: other values in the description are refused before KMS is asked")
    @CsvSource(
            nullValues = "-",
            value = {
                "amzn-ddb-env-alg, AES/0, algorithm-refused",
                "amzn-ddb-env-alg, AES/512, algorithm-refused",
                "amzn-ddb-env-alg, DESede, algorithm-refused",
                "amzn-ddb-env-alg, -, description-missing-entry",
                "amzn-ddb-sig-alg, HmacSHA1, algorithm-refused",
                "amzn-ddb-sig-alg, HmacSHA256/128, algorithm-refused",
                "amzn-ddb-sig-alg, SHA256withRSA, algorithm-refused",
                "amzn-ddb-sig-alg, -, description-missing-entry",
                "amzn-ddb-wrap-alg, KMS, algorithm-refused",
                "amzn-ddb-wrap-alg, AESWrap, algorithm-refused",
                "amzn-ddb-wrap-alg, kms-encrypt, algorithm-refused",
                "amzn-ddb-wrap-alg, -, description-missing-entry",
                "amzn-ddb-env-key, -, description-missing-entry",
                "amzn-ddb-env-key, '', description-malformed",
                "amzn-ddb-env-key, YmxvYi0x=, description-malformed",
                "amzn-ddb-env-key, YmxvYi0, description-malformed",
                "amzn-ddb-env-key, YmxvYi0*, description-malformed"
            })
    void refusedDescriptions(String entry, String value, String reason) {
        EncryptionMaterials written = provider.encryptionMaterials(Items.toWrite(Items.ORDER));
        kms.requests.clear();
        Map<String, String> entries =
                new HashMap<>(written.materialDescription().entries());
        if (value == null) {
            entries.remove(entry);
        } else {
            entries.put(entry, value);
        }

        ItemsealException refusal = refusal(() -> provider.decryptionMaterials(described(entries)));
        assertThat(refusal).isInstanceOf(ItemRefusedException.class).hasMessageContaining("'" + entry + "'");
        assertThat(refusal.reason().code()).isEqualTo(reason);
        assertThat(kms.requests).isEmpty();
    }

    @Test
    @DisplayName("KMS-15: a wrapped key that KMS would not even take is refused without a call")
    void tooLong() {
        EncryptionMaterials written = provider.encryptionMaterials(Items.toWrite(Items.ORDER));
        kms.requests.clear();
        Map<String, String> entries =
                new HashMap<>(written.materialDescription().entries());
        entries.put("amzn-ddb-env-key", Base64.getEncoder().encodeToString(new byte[6145]));

        assertThat(refusal(() -> provider.decryptionMaterials(described(entries)))
                        .reason())
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(kms.requests).isEmpty();
    }

    @Test
    @DisplayName("KMS-9: a data key of another length is refused")
    void otherLength() {
        String blob = Base64.getEncoder()
                .encodeToString(kms.client()
                        .generateDataKey(request ->
                                request.keyId(StubKms.KEY).numberOfBytes(64).encryptionContext(CONTEXT))
                        .ciphertextBlob()
                        .asByteArray());
        Map<String, String> entries = new HashMap<>(provider.encryptionMaterials(Items.toWrite(Items.ORDER))
                .materialDescription()
                .entries());
        entries.put("amzn-ddb-env-key", blob);
        assertThat(refusal(() -> provider.decryptionMaterials(described(entries)))
                        .reason())
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
    }

    @Test
    @DisplayName("KMS-9: an answer that a client gives once more stays as it was, and both items have its key")
    void sameAnswerTwice() {
        GenerateDataKeyResponse answer = kms.client()
                .generateDataKey(
                        request -> request.keyId(StubKms.KEY).numberOfBytes(32).encryptionContext(CONTEXT));
        DecryptResponse other = DecryptResponse.builder()
                .keyId(StubKms.KEY)
                .plaintext(answer.plaintext())
                .build();
        byte[] key = answer.plaintext().asByteArray();
        KmsClient repeating = new KmsClient() {
            @Override
            public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
                return answer;
            }

            @Override
            public DecryptResponse decrypt(DecryptRequest request) {
                return other;
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
        KmsMaterialsProvider reused =
                KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(repeating)), KmsKeys.of(StubKms.KEY));
        for (int time = 0; time < 2; time++) {
            EncryptionMaterials written = reused.encryptionMaterials(Items.toWrite(Items.ORDER));
            DecryptionMaterials read = reused.decryptionMaterials(Items.toRead(Items.ORDER, written));
            String contentKey = "781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78";
            assertThat(Items.hex(written.contentKey().orElseThrow())).isEqualTo(contentKey);
            assertThat(Items.hex(read.contentKey())).isEqualTo(contentKey);
        }
        assertThat(answer.plaintext().asByteArray()).isEqualTo(key);
    }

    @ParameterizedTest
    @DisplayName("KMS-9: a data key of zeros, which was wiped on the way, is neither written under nor read under")
    @ValueSource(ints = {0, 16, 32})
    void zeros(int length) {
        EncryptionContext item = Items.written(provider);
        KmsWrappingKey wrapping = KmsWrappingKey.of(kms.connection(), KmsKeys.of(StubKms.KEY));
        byte[] wrapped = wrapping.wrap(SecretBytes.copyOf(new byte[] {1}, "AES"), item);
        kms.answeredPlaintext = plaintext -> length == 0 ? null : SdkBytes.fromByteArray(new byte[length]);

        ItemsealException writing = refusal(() -> provider.encryptionMaterials(Items.toWrite(Items.ORDER)));
        assertThat(writing.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(writing).hasMessageContaining("nothing was written");
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> provider.decryptionMaterials(item),
                () -> wrapping.unwrap(wrapped, "kms-encrypt", ContentKeyAlgorithm.AES, item))) {
            ItemsealException refusal = refusal(reading);
            assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
            assertThat(refusal).hasMessageContaining("empty or consists of zeros");
        }

        byte[] almost = new byte[32];
        almost[31] = 1;
        kms.answeredPlaintext = plaintext -> SdkBytes.fromByteArray(almost);
        provider.decryptionMaterials(Items.written(provider));
    }

    @Test
    @DisplayName("The key is chosen by the item's table and key; the function sees no description")
    void chosenPerItem() {
        String other = StubKms.arn(StubKms.REGION, "99999999-aaaa-bbbb-cccc-dddddddddddd");
        kms.add(other);
        List<EncryptionContext> seen = new ArrayList<>();
        KmsMaterialsProvider tenants = KmsMaterialsProvider.of(kms.connection(), KmsKeys.chosenBy(item -> {
            seen.add(item);
            return item.attributes().attribute("customer").equals(Items.ORDER.attribute("customer"))
                    ? StubKms.KEY
                    : other;
        }));
        Item theirs = Items.ORDER.with("customer", AttributeValue.ofString("customer-8"));

        tenants.decryptionMaterials(Items.toRead(Items.ORDER, tenants.encryptionMaterials(Items.toWrite(Items.ORDER))));
        assertThat(kms.last(DecryptRequest.class).keyId()).isEqualTo(StubKms.KEY);
        EncryptionMaterials written = tenants.encryptionMaterials(Items.toWrite(theirs));
        assertThat(kms.last(GenerateDataKeyRequest.class).keyId()).isEqualTo(other);
        tenants.decryptionMaterials(Items.toRead(theirs, written));
        assertThat(kms.last(DecryptRequest.class).keyId()).isEqualTo(other);
        assertThat(seen).hasSize(4).allMatch(item -> item.materialDescription().isEmpty());
    }

    @Test
    @DisplayName("A function that gives no key, or a name that is none, is told so")
    void badChoice() {
        KmsMaterialsProvider none = KmsMaterialsProvider.of(kms.connection(), KmsKeys.chosenBy(item -> null));
        assertThat(refusal(() -> none.encryptionMaterials(Items.toWrite(Items.ORDER))))
                .isInstanceOf(PluginException.class);
        KmsMaterialsProvider odd = KmsMaterialsProvider.of(kms.connection(), KmsKeys.chosenBy(item -> "a b"));
        assertThat(refusal(() -> odd.encryptionMaterials(Items.toWrite(Items.ORDER)))
                        .reason())
                .isEqualTo(Reason.INVALID_SETTING);
    }

    @Test
    @DisplayName("Added context entries go along in both directions; a reader without them is told the likely cause")
    void additionalContext() {
        KmsMaterialsProvider adding = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .additionalContext(item -> Map.of("tenant", item.tableName() + "-seven"))
                .build();
        EncryptionContext item = Items.written(adding);
        assertThat(kms.last(GenerateDataKeyRequest.class).encryptionContext())
                .containsEntry("tenant", "Orders-seven")
                .hasSize(6);
        adding.decryptionMaterials(item);

        ItemsealException refusal = refusal(() -> provider.decryptionMaterials(item));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(refusal)
                .hasMessageContaining("give the reader the same function")
                .hasMessageContaining("table name");
    }

    @ParameterizedTest
    @DisplayName("Added context entries can't take the place of others, nor be empty")
    @CsvSource({
        "*amzn-ddb-env-alg*, x",
        "*amzn-ddb-sig-alg*, x",
        "*amzn-ddb-wrap-alg*, x",
        "*aws-kms-table*, x",
        "customer, x",
        "order, x",
        "'', x",
        "tenant, ''"
    })
    void reservedContext(String name, String value) {
        KmsMaterialsProvider adding = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .additionalContext(item -> Map.of(name, value))
                .build();
        ItemsealException refusal = refusal(() -> adding.encryptionMaterials(Items.toWrite(Items.ORDER)));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
        assertThat(refusal).hasMessageContaining("'" + name + "'");
        assertThat(kms.requests).isEmpty();
    }

    @Test
    @DisplayName("A function that gives null instead of entries is told so")
    void nullContext() {
        KmsMaterialsProvider adding = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .additionalContext(item -> null)
                .build();
        assertThat(refusal(() -> adding.encryptionMaterials(Items.toWrite(Items.ORDER))))
                .isInstanceOf(PluginException.class);
    }

    @Test
    @DisplayName("A table whose key is called like an entry of the context is refused")
    void reservedKeyName() {
        TableInfo table = TableInfo.of("Odd", TableIndex.of("*aws-kms-table*"));
        Item item = Item.builder(1)
                .put("*aws-kms-table*", AttributeValue.ofString("7"))
                .build();
        assertThat(refusal(() -> provider.encryptionMaterials(
                                EncryptionContext.of(table).withItem(item, MaterialDescription.empty())))
                        .reason())
                .isEqualTo(Reason.INVALID_SETTING);
    }

    @ParameterizedTest
    @DisplayName("Own description entries can't take the place of others")
    @ValueSource(
            strings = {
                "amzn-ddb-env-key",
                "amzn-ddb-env-alg",
                "amzn-ddb-sig-alg",
                "amzn-ddb-wrap-alg",
                "aws-kms-ec-attr",
                "amzn-ddb-map-sym-mode",
                "amzn-ddb-map-signingAlg"
            })
    void reservedDescription(String name) {
        KmsMaterialsProvider.Builder builder = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .description(MaterialDescription.of(Map.of(name, "x")));
        assertThat(catchThrowableOfType(ConfigurationException.class, builder::build)
                        .reason())
                .isEqualTo(Reason.INVALID_SETTING);
    }

    @Test
    @DisplayName("A signature that is no HMAC is refused")
    void noPairs() {
        KmsMaterialsProvider.Builder builder = KmsMaterialsProvider.builder(kms.connection(), KmsKeys.of(StubKms.KEY))
                .signingAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
        assertThat(catchThrowableOfType(ConfigurationException.class, builder::build)
                        .reason())
                .isEqualTo(Reason.INVALID_KEY);
    }

    @Test
    @DisplayName("Nothing secret shows")
    void hidden() {
        EncryptionMaterials written = provider.encryptionMaterials(Items.toWrite(Items.ORDER));
        DecryptionMaterials read = provider.decryptionMaterials(Items.toRead(Items.ORDER, written));
        assertThat(provider + " " + written + " " + read)
                .doesNotContain("781ddf37", "1ce18b7e", "customer-7", "blob-1")
                .contains("hidden");
    }

    private static ItemsealException refusal(ThrowingCallable work) {
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, work);
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("customer-7");
        return refusal;
    }
}
