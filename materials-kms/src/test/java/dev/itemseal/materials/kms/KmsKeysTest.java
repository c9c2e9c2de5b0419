package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;

@DisplayName("KMS-12, KMS-14, CMP-33: which keys items are read under, and in which region")
class KmsKeysTest {

    private static final String OTHER = StubKms.arn(StubKms.REGION, "99999999-aaaa-bbbb-cccc-dddddddddddd");
    private static final String ALIAS = "alias/orders";

    private final StubKms kms = new StubKms().add(OTHER).alias(ALIAS, StubKms.KEY);
    private final MovedClock clock = new MovedClock();
    private final KmsConnection connection =
            KmsConnection.builder(KmsClients.of(kms.client())).clock(clock).build();

    private KmsMaterialsProvider provider(KmsKeys keys) {
        return KmsMaterialsProvider.of(connection, keys);
    }

    private EncryptionContext writtenUnder(String key) {
        return Items.written(provider(KmsKeys.of(key)));
    }

    private void read(KmsKeys keys, EncryptionContext item) {
        assertThat(provider(keys).decryptionMaterials(item).ephemeral()).isTrue();
    }

    private MaterialsException refusal(KmsKeys keys, EncryptionContext item) {
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> provider(keys).decryptionMaterials(item));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        return refusal;
    }

    @ParameterizedTest
    @DisplayName("A key is named by ARN, id or alias, and Decrypt names it as well")
    @ValueSource(strings = {StubKms.KEY_ID, "arn:aws:kms:eu-west-1:111122223333:key/" + StubKms.KEY_ID, ALIAS})
    void named(String name) {
        read(KmsKeys.of(name), writtenUnder(name));
        assertThat(kms.last(GenerateDataKeyRequest.class).keyId()).isEqualTo(name);
        assertThat(kms.last(DecryptRequest.class).keyId()).isEqualTo(name);
    }

    @ParameterizedTest
    @DisplayName("What is no key's name is refused when it is configured")
    @ValueSource(
            strings = {
                "",
                "a b",
                "alias/",
                "arn:aws:kms:eu-west-1:111122223333:grant/1",
                "arn:aws:s3:::bucket",
                "arn:aws:kms:eu-west-1::key/1234",
                "key/1234"
            })
    void badNames(String name) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> KmsKeys.of(name));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
        assertThat(catchThrowableOfType(
                        ConfigurationException.class,
                        () -> KmsKeys.of(StubKms.KEY).accepting(List.of(name))))
                .isNotNull();
    }

    @Test
    @DisplayName("What a function chose and is no key's name is not quoted: it may be the value of an attribute")
    void badChosenName() {
        KmsKeys keys = KmsKeys.chosenBy(item -> "Jane Doe");
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> Items.written(provider(keys)));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
        assertThat(refusal)
                .hasMessageContaining("gave no key's name")
                .hasMessageContaining("'Orders'")
                .hasMessageNotContaining("Jane");
    }

    @Test
    @DisplayName("An item under another key is refused, and the error says what to do")
    void otherKey() {
        assertThat(refusal(KmsKeys.of(StubKms.KEY), writtenUnder(OTHER)))
                .hasMessageContaining("'" + StubKms.KEY + "'")
                .hasMessageContaining("accepted-keys")
                .hasMessageContaining("alias was pointed elsewhere");
    }

    @Test
    @DisplayName("The answer is checked: a service that used another key than the named one is not believed")
    void answerIsChecked() {
        EncryptionContext item = writtenUnder(StubKms.KEY);
        for (String lie : List.of(OTHER, StubKms.KEY.replace(StubKms.ACCOUNT, "444455556666"), "no arn", ALIAS)) {
            kms.answeredKey = arn -> lie;
            refusal(KmsKeys.of(StubKms.KEY), item);
        }
        kms.answeredKey = arn -> OTHER;
        refusal(KmsKeys.of(StubKms.KEY_ID), item);
        refusal(KmsKeys.of(ALIAS), item);
        kms.answeredKey = arn -> null;
        refusal(KmsKeys.of(StubKms.KEY), item);
    }

    @Test
    @DisplayName("Writing, an answer for another key is refused too")
    void answerIsCheckedWhenWriting() {
        kms.answeredKey = arn -> OTHER;
        MaterialsException refusal = catchThrowableOfType(MaterialsException.class, () -> writtenUnder(StubKms.KEY));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
    }

    @Test
    @DisplayName(
            "With a list of keys one call without a key's name is made, and the answer is checked against the list")
    void list() {
        KmsKeys both = KmsKeys.of(StubKms.KEY).accepting(List.of(OTHER));
        EncryptionContext under = writtenUnder(StubKms.KEY);
        EncryptionContext underOther = writtenUnder(OTHER);
        read(both, under);
        read(both, underOther);
        assertThat(kms.last(DecryptRequest.class).keyId()).isNull();
        assertThat(kms.calls(DecryptRequest.class)).isEqualTo(2);

        String third = StubKms.arn(StubKms.REGION, "33333333-aaaa-bbbb-cccc-dddddddddddd");
        kms.add(third);
        refusal(both, writtenUnder(third));
    }

    @Test
    @DisplayName("A rule accepts by partition, account and region")
    void rule() {
        EncryptionContext item = writtenUnder(OTHER);
        read(KmsKeys.of(StubKms.KEY).accepting(new KmsKeyRule("aws", Set.of(StubKms.ACCOUNT), Set.of())), item);
        read(
                KmsKeys.of(StubKms.KEY)
                        .accepting(new KmsKeyRule("aws", Set.of("1", StubKms.ACCOUNT), Set.of(StubKms.REGION))),
                item);
        refusal(KmsKeys.of(StubKms.KEY).accepting(new KmsKeyRule("aws-cn", Set.of(StubKms.ACCOUNT), Set.of())), item);
        refusal(KmsKeys.of(StubKms.KEY).accepting(new KmsKeyRule("aws", Set.of("444455556666"), Set.of())), item);
        refusal(
                KmsKeys.of(StubKms.KEY).accepting(new KmsKeyRule("aws", Set.of(StubKms.ACCOUNT), Set.of("us-east-1"))),
                item);
    }

    @Test
    @DisplayName("A rule without partition or account is refused")
    void emptyRules() {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> new KmsKeyRule("aws", Set.of(), Set.of())))
                .isNotNull();
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> new KmsKeyRule("", Set.of("1"), Set.of())))
                .isNotNull();
    }

    @Test
    @DisplayName("An alias is resolved once for many items, and again after some minutes")
    void aliasIsKept() {
        KmsKeys keys = KmsKeys.of(ALIAS);
        EncryptionContext item = writtenUnder(ALIAS);
        assertThat(kms.calls(DescribeKeyRequest.class)).isZero();
        for (int i = 0; i < 10; i++) {
            read(keys, item);
        }
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(1);
        assertThat(kms.last(DescribeKeyRequest.class).keyId()).isEqualTo(ALIAS);
        clock.move(AliasKeys.KEPT_FOR);
        read(keys, item);
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "An alias that was pointed elsewhere: new items are read at once, old ones with the former key on the list")
    void aliasMoves() {
        KmsKeys keys = KmsKeys.of(ALIAS);
        EncryptionContext before = writtenUnder(ALIAS);
        read(keys, before);
        kms.alias(ALIAS, OTHER);
        clock.move(AliasKeys.PAUSE);
        EncryptionContext after = writtenUnder(ALIAS);
        read(keys, after);
        assertThat(refusal(keys, before)).hasMessageContaining("add the former key to the accepted keys");
        read(keys.accepting(List.of(StubKms.KEY)), before);
        read(keys.accepting(List.of(StubKms.KEY)), after);
    }

    @Test
    @DisplayName("An accepted alias that was deleted leaves the next ones to be tried; it is the error if none fits")
    void deletedAlias() {
        KmsKeys keys = KmsKeys.of(StubKms.KEY_ID).accepting(List.of("alias/deleted", "alias/other"));
        kms.alias("alias/other", OTHER);
        read(keys, writtenUnder(OTHER));

        String third = StubKms.arn(StubKms.REGION, "33333333-aaaa-bbbb-cccc-dddddddddddd");
        kms.add(third);
        EncryptionContext foreign = writtenUnder(third);
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> provider(keys).decryptionMaterials(foreign));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("alias/deleted");

        kms.alias("alias/other", third);
        clock.move(AliasKeys.PAUSE);
        read(keys, foreign);
    }

    @Test
    @DisplayName("Foreign keys make an alias be looked up once a second at most")
    void aliasIsNotFlooded() {
        KmsKeys keys = KmsKeys.of(ALIAS).accepting(List.of(StubKms.KEY_ID));
        EncryptionContext foreign = writtenUnder(OTHER);
        for (int i = 0; i < 10; i++) {
            refusal(keys, foreign);
        }
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(1);
        clock.move(Duration.ofSeconds(1));
        refusal(keys, foreign);
        refusal(keys, foreign);
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(2);
    }

    @Test
    @DisplayName("Related multi-region keys are accepted when the caller says so, and only keys that are multi-region")
    void related() {
        String here = StubKms.arn(StubKms.REGION, "mrk-1234");
        kms.add(here);
        EncryptionContext item = writtenUnder(here);
        kms.answeredKey = arn -> arn.replace(StubKms.REGION, "us-east-1");
        refusal(KmsKeys.of(here), item);
        read(KmsKeys.of(here).acceptingRelatedMultiRegionKeys(), item);
        kms.answeredKey = arn -> arn;
        EncryptionContext single = writtenUnder(StubKms.KEY);
        kms.answeredKey = arn -> arn.replace(StubKms.REGION, "us-east-1");
        refusal(KmsKeys.of(StubKms.KEY).acceptingRelatedMultiRegionKeys(), single);
    }

    /** One stub for each region; the usual one has no name. */
    private final Map<Optional<Region>, StubKms> regions = new HashMap<>();

    private final List<Optional<Region>> asked = new ArrayList<>();

    private KmsClient clientIn(Optional<Region> region) {
        asked.add(region);
        return regions.computeIfAbsent(region, name -> new StubKms()).client();
    }

    @ParameterizedTest
    @DisplayName("The region is the ARN's, else the client's usual one; each client is made once")
    @CsvSource(
            nullValues = "-",
            value = {
                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, eu-west-1",
                "1234abcd-12ab-34cd-56ef-1234567890ab, -"
            })
    void regionOfTheArn(String name, String region) {
        KmsMaterialsProvider regional =
                KmsMaterialsProvider.of(KmsConnection.of(KmsClients.perRegion(this::clientIn)), KmsKeys.of(name));
        regional.decryptionMaterials(Items.written(regional));
        regional.decryptionMaterials(Items.written(regional));
        assertThat(asked).containsExactly(Optional.ofNullable(region).map(Region::of));
    }

    @Test
    @DisplayName("Keys of several regions are tried one region after the other, the expected one first, each by name")
    void severalRegions() {
        String elsewhere = StubKms.arn("us-east-1", "99999999-aaaa-bbbb-cccc-dddddddddddd");
        regions.put(Optional.of(Region.US_EAST_1), new StubKms().add(elsewhere));
        KmsConnection regional = KmsConnection.of(KmsClients.perRegion(this::clientIn));
        EncryptionContext item = Items.written(KmsMaterialsProvider.of(regional, KmsKeys.of(elsewhere)));
        KmsMaterialsProvider reader =
                KmsMaterialsProvider.of(regional, KmsKeys.of(StubKms.KEY).accepting(List.of(elsewhere)));

        reader.decryptionMaterials(item);
        assertThat(regions.get(Optional.of(Region.EU_WEST_1))
                        .last(DecryptRequest.class)
                        .keyId())
                .isEqualTo(StubKms.KEY);
        assertThat(regions.get(Optional.of(Region.US_EAST_1))
                        .last(DecryptRequest.class)
                        .keyId())
                .isEqualTo(elsewhere);

        EncryptionContext foreign = item.withTableName("Others");
        MaterialsException refusal =
                catchThrowableOfType(MaterialsException.class, () -> reader.decryptionMaterials(foreign));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        assertThat(refusal.getSuppressed()).hasSize(1);
    }

    @Test
    @DisplayName("A passing failure in one region is not taken for a refusal")
    void throttledRegion() {
        String elsewhere = StubKms.arn("us-east-1", "99999999-aaaa-bbbb-cccc-dddddddddddd");
        regions.put(Optional.of(Region.US_EAST_1), new StubKms().add(elsewhere));
        KmsConnection regional = KmsConnection.of(KmsClients.perRegion(this::clientIn));
        EncryptionContext item = Items.written(KmsMaterialsProvider.of(regional, KmsKeys.of(elsewhere)));
        KmsMaterialsProvider reader =
                KmsMaterialsProvider.of(regional, KmsKeys.of(StubKms.KEY).accepting(List.of(elsewhere)));
        regions.put(Optional.of(Region.EU_WEST_1), new StubKms());
        regions.get(Optional.of(Region.EU_WEST_1)).fail(StubKms.refusal("ThrottlingException", 400));

        MaterialsException refusal =
                catchThrowableOfType(MaterialsException.class, () -> reader.decryptionMaterials(item));
        assertThat(refusal.retryable()).isTrue();
        assertThat(regions.get(Optional.of(Region.US_EAST_1)).calls(DecryptRequest.class))
                .isZero();
    }
}
