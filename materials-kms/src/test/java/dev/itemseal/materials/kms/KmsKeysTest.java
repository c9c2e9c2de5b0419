package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

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

    @Test
    @DisplayName("A rule adds calls in its regions; only where no rule looks is the one configured key named")
    void attemptsUnderARule() {
        KmsKeyName expected = KmsKeyName.of(StubKms.arn("eu-west-1", StubKms.KEY_ID));
        KmsKeys keys = KmsKeys.of(expected.text());
        Optional<Region> here = Optional.of(Region.of("eu-west-1"));
        Optional<Region> there = Optional.of(Region.of("us-east-2"));

        assertThat(keys.attempts(expected)).containsExactly(new KmsKeys.Attempt(here, Optional.of(expected)));
        assertThat(keys.accepting(new KmsKeyRule("aws", Set.of("111122223333"), Set.of("us-east-2")))
                        .attempts(expected))
                .containsExactly(
                        new KmsKeys.Attempt(here, Optional.of(expected)), new KmsKeys.Attempt(there, Optional.empty()));
        assertThat(keys.accepting(new KmsKeyRule("aws", Set.of("111122223333"), Set.of("eu-west-1")))
                        .attempts(expected))
                .containsExactly(new KmsKeys.Attempt(here, Optional.empty()));
        assertThat(keys.accepting(new KmsKeyRule("aws", Set.of("111122223333"), Set.of()))
                        .attempts(expected))
                .containsExactly(new KmsKeys.Attempt(here, Optional.empty()));
    }

    @ParameterizedTest
    @DisplayName("An answer that is not the ARN of a key is none")
    @ValueSource(
            strings = {ALIAS, StubKms.KEY_ID, "arn:aws:kms:eu-west-1:111122223333:alias/orders", "", "arn:aws:kms"})
    void answersThatAreNoKey(String answer) {
        assertThat(KmsKeyName.ofAnswer(answer)).isEmpty();
        assertThat(KmsKeyName.ofAnswer(StubKms.KEY)).isPresent();
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
                "arn:aws:kms:eu-west-1:111122223333:key/1234 5678",
                "arn:aws:kms:eu-west-1:111122223333:alias/one:two",
                "key/1234",
                "alias/a b",
                "alias/one\nalias/two",
                "alias/one\n",
                "alias/\u00e4",
                "alias/'quoted'"
            })
    void badNames(String name) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> KmsKeys.of(name));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
        assertThat(refusal).hasMessageContaining("A text of " + name.length() + " characters");
        if (name.length() > 10) {
            assertThat(refusal).hasMessageNotContaining(name);
        }
        assertThat(catchThrowableOfType(
                        ConfigurationException.class,
                        () -> KmsKeys.of(StubKms.KEY).accepting(List.of(name))))
                .isNotNull();
    }

    @Test
    @DisplayName("Names are as long as those of KMS")
    void longNames() {
        assertThat(KmsKeys.of("alias/" + "a".repeat(250))).isNotNull();
        for (String name : List.of("alias/" + "a".repeat(251), "a".repeat(100_000), "alias/" + "a-".repeat(50_000))) {
            assertThat(catchThrowableOfType(ConfigurationException.class, () -> KmsKeys.of(name)))
                    .isNotNull();
        }
    }

    @Test
    @DisplayName(
            "A name that a function chose, in KMS' own form too, stands in no error and in no call that is told of")
    void chosenNames() {
        String alias = "alias/jane-doe";
        kms.alias(alias, OTHER);
        EncryptionContext item = writtenUnder(StubKms.KEY);
        List<KmsCall> calls = new ArrayList<>();
        KmsConnection heard = KmsConnection.builder(KmsClients.of(kms.client()))
                .clock(clock)
                .listener(new KmsListener() {
                    @Override
                    public void called(KmsCall call) {
                        calls.add(call);
                    }
                })
                .build();
        for (String chosen : List.of(alias, "alias/jane-doe-2", OTHER, "jane-doe")) {
            KmsMaterialsProvider provider = KmsMaterialsProvider.of(heard, KmsKeys.chosenBy(anyItem -> chosen));
            for (RuntimeException failure : List.of(
                    NotFoundException.builder().message("no key " + chosen).build(),
                    StubKms.refusal("AccessDeniedException", 400),
                    IncorrectKeyException.builder().message("not " + chosen).build(),
                    InvalidKeyUsageException.builder().message(chosen).build(),
                    StubKms.refusal("ThrottlingException", 400),
                    SdkClientException.create("no credentials"))) {
                kms.fail(failure);
                assertNotQuoted(chosen, () -> provider.decryptionMaterials(item));
                kms.fail(failure);
                assertNotQuoted(chosen, () -> Items.written(provider));
            }
            assertNotQuoted(chosen, () -> provider.decryptionMaterials(item));
            kms.answeredPlaintext = plaintext -> null;
            assertNotQuoted(chosen, () -> Items.written(provider));
            kms.answeredPlaintext = plaintext -> plaintext;
        }
        assertThat(calls).hasSizeGreaterThan(50).allMatch(call -> call.keyId().isEmpty());
    }

    @Test
    @DisplayName("Nor does a chosen alias that KMS does not resolve, or to another key")
    void chosenAliases() {
        String alias = "alias/jane-doe";
        kms.alias(alias, StubKms.KEY);
        KmsMaterialsProvider provider = provider(KmsKeys.chosenBy(anyItem -> alias));
        EncryptionContext item = Items.written(provider);
        kms.answeredKey = arn -> OTHER;
        assertNotQuoted(alias, () -> provider.decryptionMaterials(item));
        clock.move(AliasKeys.KEPT_FOR);
        failLookUps(NotFoundException.builder().message("no " + alias).build());
        for (int i = 0; i < 2; i++) {
            assertNotQuoted(alias, () -> provider.decryptionMaterials(item));
        }
    }

    private void failLookUps(RuntimeException failure) {
        kms.onCall = () -> {
            if (kms.requests.get(kms.requests.size() - 1) instanceof DescribeKeyRequest) {
                throw failure;
            }
        };
    }

    private static void assertNotQuoted(String chosen, ThrowingCallable work) {
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, work);
        assertThat(refusal).isNotNull();
        StringWriter all = new StringWriter();
        refusal.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(chosen).doesNotContain("jane");
    }

    @Test
    @DisplayName("Of a chosen key the error says where its name is found")
    void whereAChosenNameIs() {
        kms.fail(StubKms.refusal("AccessDeniedException", 400));
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> Items.written(provider(KmsKeys.chosenBy(item -> ALIAS))));
        assertThat(refusal)
                .hasMessageContaining("with the key that was chosen for it: access is denied")
                .hasMessageContaining("(CloudTrail), request r-1");
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

    @ParameterizedTest
    @DisplayName(
            "An alias that can't be looked up is tried once a second at most, for whatever reason; each error is new")
    @MethodSource("lookUpFailures")
    void failedLookUpsAreNotFlooded(RuntimeException failure, boolean retryable) {
        KmsKeys keys = KmsKeys.of(StubKms.KEY_ID).accepting(List.of("alias/one", "alias/two", "alias/three"));
        EncryptionContext foreign = writtenUnder(OTHER);
        failLookUps(failure);
        Set<Throwable> refusals = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int second = 1; second <= 2; second++) {
            for (int i = 0; i < 50; i++) {
                MaterialsException refusal = catchThrowableOfType(
                        MaterialsException.class, () -> provider(keys).decryptionMaterials(foreign));
                assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
                assertThat(refusal.retryable()).isEqualTo(retryable);
                assertThat(refusal).hasMessageContaining("alias/one");
                assertThat(refusal.getSuppressed()).hasSize(2);
                refusals.add(refusal);
            }
            assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(3L * second);
            clock.move(AliasKeys.PAUSE);
        }
        assertThat(refusals).hasSize(100);
        assertThat(kms.calls(DecryptRequest.class)).isEqualTo(100);

        kms.onCall = () -> {};
        kms.alias("alias/one", StubKms.KEY).alias("alias/two", OTHER);
        read(keys, foreign);
        clock.move(AliasKeys.PAUSE.minusNanos(1));
        read(keys, foreign);
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(8);
    }

    static Stream<Arguments> lookUpFailures() {
        return Stream.of(
                Arguments.of(NotFoundException.builder().message("no alias").build(), false),
                Arguments.of(StubKms.refusal("AccessDeniedException", 400), false),
                Arguments.of(StubKms.refusal("ThrottlingException", 400), true));
    }

    @Test
    @DisplayName("A look-up that failed for a foreign item takes no alias from the others")
    void failedLookUpIsNobodyElses() {
        KmsKeys keys = KmsKeys.of(ALIAS).accepting(List.of("99999999"));
        EncryptionContext item = writtenUnder(ALIAS);
        EncryptionContext foreign = writtenUnder(OTHER);
        read(keys, item);
        clock.move(AliasKeys.PAUSE);
        failLookUps(NotFoundException.builder().message("no alias").build());
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> provider(keys).decryptionMaterials(foreign));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        read(keys, item);
        assertThat(kms.calls(DescribeKeyRequest.class)).isEqualTo(2);
    }

    @Test
    @DisplayName("A look-up that was cancelled is nobody's failure")
    void cancelledLookUp() {
        List<Runnable> held = new ArrayList<>();
        KmsMaterialsProvider provider =
                KmsMaterialsProvider.of(KmsConnection.of(KmsClients.of(kms.asyncClient())), KmsKeys.of(ALIAS));
        EncryptionContext item = Items.written(provider);
        kms.answers = held::add;
        CompletableFuture<?> cancelled =
                provider.decryptionMaterialsAsync(item, StagesTest.NO_THREADS).toCompletableFuture();
        held.remove(0).run();
        assertThat(held).hasSize(1);
        cancelled.cancel(true);

        kms.answers = Runnable::run;
        assertThat(provider.decryptionMaterials(item)).isNotNull();
    }

    @Test
    @DisplayName("An answer that names no key is a failure of the look-up")
    void oddLookUp() {
        KmsKeys keys = KmsKeys.of(ALIAS);
        EncryptionContext item = writtenUnder(ALIAS);
        kms.onCall = () -> {
            boolean lookUp = kms.requests.get(kms.requests.size() - 1) instanceof DescribeKeyRequest;
            kms.alias(ALIAS, lookUp ? "no arn" : StubKms.KEY);
        };
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> provider(keys).decryptionMaterials(item));
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("an alias stands for").hasMessageContaining("name the key by its ARN");
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
