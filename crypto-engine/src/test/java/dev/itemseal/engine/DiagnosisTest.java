package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.Diagnosis.Cause;
import dev.itemseal.engine.Diagnosis.Hints;
import dev.itemseal.engine.format.DescriptionCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is found out about items that are refused. */
class DiagnosisTest {

    private static final String MARK = "MARKED";

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final Item item =
            ITEM.with("drink", AttributeValue.ofString(MARK)).with("seen", AttributeValue.ofString(MARK));
    private final CryptoConfig config =
            CryptoConfig.of(provider(AES, HMAC, HMAC), TABLE, ACTIONS.with("seen", CryptoAction.SIGN_ONLY));
    private final Item stored = encryptor.encrypt(item, config);

    private Diagnosis diagnosis(Item refused, CryptoConfig reading) {
        return encryptor.diagnose(refused, reading, Hints.NONE);
    }

    private void assertFound(Cause cause, String named, Diagnosis diagnosis) {
        assertThat(diagnosis.cause()).as(diagnosis.explanation()).isEqualTo(cause);
        assertThat(diagnosis.explanation()).contains(named);
        assertThat(diagnosis.tries()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void readable() {
        Diagnosis diagnosis = diagnosis(stored, config);

        assertFound(Cause.READABLE, "nothing is wrong", diagnosis);
        assertThat(diagnosis.reason()).isEmpty();
    }

    @Test
    @DisplayName("Another table name: a configured one that isn't accepted, a hint, a slip in upper and lower case")
    void tableNames() {
        CryptoConfig renamed = CryptoConfig.builder(config.materialsProvider(), TABLE, config.attributeActions())
                .tableNameOverride(TableNameOverride.of("Signed"))
                .build();
        CryptoConfig lower = CryptoConfig.of(
                config.materialsProvider(), TableInfo.of("EXAMPLE", TABLE.primaryIndex()), config.attributeActions());
        CryptoConfig hinted = CryptoConfig.of(
                config.materialsProvider(), TableInfo.of("Restored", TABLE.primaryIndex()), config.attributeActions());
        Item upper = encryptor.encrypt(item, lower);

        assertFound(Cause.OTHER_TABLE_NAME, "'Example'", diagnosis(stored, renamed));
        assertFound(Cause.OTHER_TABLE_NAME, "'EXAMPLE'", diagnosis(upper, config));
        assertFound(Cause.FORGED, "forged", diagnosis(stored, hinted));
        assertFound(
                Cause.OTHER_TABLE_NAME,
                "'Example'",
                encryptor.diagnose(stored, hinted, new Hints(List.of("Elsewhere", "Example"), Item.empty())));
    }

    @Test
    @DisplayName("One action that changed, or all of them")
    void actions() {
        for (CryptoAction action : List.of(CryptoAction.ENCRYPT_AND_SIGN, CryptoAction.DO_NOTHING)) {
            CryptoConfig changed = CryptoConfig.of(
                    config.materialsProvider(), TABLE, config.attributeActions().with("seen", action));
            assertFound(Cause.OTHER_ACTIONS, "SIGN_ONLY for 'seen'", diagnosis(stored, changed));
        }
        CryptoConfig all = CryptoConfig.of(
                config.materialsProvider(), TABLE, AttributeActions.withDefault(CryptoAction.SIGN_ONLY));
        assertFound(Cause.OTHER_ACTIONS, "SIGN_ONLY for all", diagnosis(encryptor.encrypt(item, all), config));
    }

    @Test
    @DisplayName("Attributes that were added or left out")
    void attributes() {
        assertFound(
                Cause.ATTRIBUTE_ADDED, "'ttl'", diagnosis(stored.with("ttl", AttributeValue.ofNumber("1")), config));
        assertFound(Cause.FORGED, "it lacks [seen]", diagnosis(stored.without("seen"), config));
        assertFound(
                Cause.ATTRIBUTE_LEFT_OUT,
                "[seen]",
                encryptor.diagnose(stored.without("seen"), config, new Hints(List.of(), stored)));
        assertFound(
                Cause.ATTRIBUTE_LEFT_OUT,
                "[drink, seen]",
                encryptor.diagnose(
                        stored.without("seen").without("drink"), config, new Hints(List.of(), stored.without("hot"))));
    }

    @Test
    @DisplayName("A change under one of the accepted table names is found, and the name told where it is another")
    void acceptedNames() {
        CryptoConfig older = CryptoConfig.builder(config.materialsProvider(), TABLE, config.attributeActions())
                .tableNameOverride(TableNameOverride.of("Older"))
                .build();
        CryptoConfig renamed = CryptoConfig.builder(config.materialsProvider(), TABLE, config.attributeActions())
                .tableNameOverride(TableNameOverride.of("New").alsoAccepting("Older"))
                .build();
        AttributeValue added = AttributeValue.ofNumber("1");

        Diagnosis underOther = diagnosis(encryptor.encrypt(item, older).with("ttl", added), renamed);
        assertFound(Cause.ATTRIBUTE_ADDED, "'ttl' was added", underOther);
        assertThat(underOther.explanation()).contains("under the table name 'Older'");
        Diagnosis underOwn = diagnosis(encryptor.encrypt(item, renamed).with("ttl", added), renamed);
        assertFound(Cause.ATTRIBUTE_ADDED, "'ttl' was added", underOwn);
        assertThat(underOwn.explanation()).doesNotContain("under the table name");
    }

    @Test
    @DisplayName("A guess that can't be looked at, for a value that can't be signed, is no finding")
    void unsignable() {
        Item forged = stored.with("seen", AttributeValue.ofString("x")).with("hot", AttributeValue.ofNumber("1E126"));

        assertFound(Cause.FORGED, "simply forged", diagnosis(forged, config));
    }

    @Test
    @DisplayName("Reserved attributes that are missing or none")
    void reserved() {
        assertFound(Cause.NOT_SIGNED, "neither", diagnosis(item, config));
        assertFound(Cause.NOT_SIGNED, "no signature", diagnosis(stored.without(SIGNATURE), config));
        assertFound(
                Cause.DAMAGED,
                "can't be read",
                diagnosis(stored.with(DESCRIPTION, AttributeValue.ofBytes(new byte[3])), config));
        assertFound(Cause.DAMAGED, "instead of B", diagnosis(stored.with(SIGNATURE, AttributeValue.ofNull()), config));
    }

    @Test
    @DisplayName("Other keys: of the signature, of the content, of another provider, in another version")
    void keys() {
        MacKey otherMac = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]);
        CryptoConfig otherSigning =
                CryptoConfig.of(provider(AES, otherMac, otherMac), TABLE, config.attributeActions());
        CryptoConfig otherContent = CryptoConfig.of(
                provider(AesContentKey.ofBytes(new byte[32]), HMAC, HMAC), TABLE, config.attributeActions());

        assertFound(Cause.FORGED, "fixed keys", diagnosis(stored, otherSigning));
        assertFound(Cause.OTHER_CONTENT_KEY, "signature holds", diagnosis(stored, otherContent));
        assertFound(
                Cause.OTHER_CONTENT_KEY,
                "content key",
                diagnosis(stored, CryptoConfig.of(provider(null, HMAC, HMAC), TABLE, config.attributeActions())));
        assertFound(
                Cause.OTHER_PROVIDER,
                "direct KMS",
                diagnosis(described(stored, Map.of("amzn-ddb-wrap-alg", "kms")), config));
        Item foreign = encryptor.encrypt(item, otherSigning);
        assertFound(
                Cause.FORGED,
                "wrapped provider",
                diagnosis(described(foreign, Map.of("amzn-ddb-env-key", "AAAA")), config));
    }

    @Test
    @DisplayName("Keys that are bound to the table's name, as with KMS, are asked for under other names")
    void boundKeys() {
        MaterialsProvider bound = new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return config.materialsProvider().encryptionMaterials(context);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                if (!context.tableName().equals("Example")) {
                    throw new MaterialsException(Reason.KEY_NOT_UNWRAPPED, "not under this name");
                }
                return config.materialsProvider().decryptionMaterials(context);
            }
        };
        CryptoConfig other =
                CryptoConfig.of(bound, TableInfo.of("Other", TABLE.primaryIndex()), config.attributeActions());

        assertFound(
                Cause.OTHER_TABLE_NAME,
                "'Example'",
                encryptor.diagnose(stored, other, new Hints(List.of("Example"), Item.empty())));
        assertFound(Cause.OTHER_CONTENT_KEY, "not under this name", diagnosis(stored, other));
    }

    @Test
    @DisplayName("A version of the keys that the item doesn't name")
    void versions() {
        List<String> asked = new ArrayList<>();
        CryptoConfig numbered = numbered(3, 5, asked);
        Item third = encryptor.encrypt(item, numbered);
        Map<String, String> mode = Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding");

        assertFound(
                Cause.OTHER_KEY_VERSION,
                "version 3 of the keys and names version 5",
                diagnosis(described(described(third, mode), Map.of("amzn-ddb-meta-id", "orders#5")), numbered));
        asked.clear();
        assertFound(
                Cause.KEYS_UNAVAILABLE,
                "there is no version 7",
                diagnosis(described(third, Map.of("amzn-ddb-meta-id", "orders#7")), numbered));
        Item forged = third.with("seen", AttributeValue.ofString("x"));
        assertFound(Cause.FORGED, "most-recent", diagnosis(forged, numbered));
        assertThat(asked).as("look-ups are few").hasSizeLessThan(30);
    }

    @Test
    @DisplayName("Versions up to eight away from the named one are tried, and no others")
    void distantVersions() {
        for (int signed : new int[] {0, 1, 17, 18}) {
            CryptoConfig numbered = numbered(signed, 20, new ArrayList<>());
            Map<String, String> named =
                    Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding", "amzn-ddb-meta-id", "orders#9");
            Diagnosis diagnosis = diagnosis(described(encryptor.encrypt(item, numbered), named), numbered);

            assertThat(diagnosis.cause())
                    .as("signed with version %s", signed)
                    .isEqualTo(Math.abs(signed - 9) <= 8 ? Cause.OTHER_KEY_VERSION : Cause.FORGED);
        }
    }

    /** Keys in versions, of which one signs and the newer ones are not there. */
    private CryptoConfig numbered(int written, int newest, List<String> asked) {
        return CryptoConfig.of(
                new MaterialsProvider() {
                    @Override
                    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                        return new EncryptionMaterials(
                                Optional.of(AES),
                                mac(written),
                                MaterialDescription.of(Map.of("amzn-ddb-meta-id", "orders#" + written)),
                                false);
                    }

                    @Override
                    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                        String id = context.materialDescription()
                                .entry("amzn-ddb-meta-id")
                                .orElseThrow();
                        asked.add(id);
                        int version = Integer.parseInt(id.substring(7));
                        if (version > newest) {
                            throw new MaterialsException(Reason.KEY_UNAVAILABLE, "there is no version " + version);
                        }
                        return DecryptionMaterials.of(mac(version), AES);
                    }
                },
                TABLE,
                config.attributeActions());
    }

    private static MacKey mac(int version) {
        return MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, Fixtures.range(version, 32));
    }

    private static Item described(Item item, Map<String, String> entries) {
        return item.with(DESCRIPTION, BinaryValue.copyOf(DescriptionCodec.serialize(MaterialDescription.of(entries))));
    }

    @Test
    @DisplayName("BND-5, BND-6: a binding that doesn't hold, or isn't there")
    void bindings() {
        StandardItemEncryptor requiring = StandardItemEncryptor.builder()
                .descriptionBinding(DescriptionBinding.REQUIRED)
                .build();
        String binding = ItemInspection.of(requiring.encrypt(item, config), ReservedAttributes.DEFAULT)
                .description()
                .orElseThrow()
                .entry(DescriptionBinding.ENTRY)
                .orElseThrow();

        assertFound(
                Cause.DESCRIPTION_CHANGED,
                "bound",
                diagnosis(described(stored, Map.of(DescriptionBinding.ENTRY, binding)), config));
        assertFound(Cause.OTHER_PROVIDER, DescriptionBinding.ENTRY, requiring.diagnose(stored, config, Hints.NONE));
    }

    @Test
    @DisplayName("Work is bounded, however many attributes there are")
    void bounded() {
        Item.Builder wide = Item.builder(500).putAll(stored);
        for (int i = 0; i < 400; i++) {
            wide.put("a" + i, AttributeValue.ofNull());
        }

        Diagnosis diagnosis = diagnosis(wide.build(), config);

        assertThat(diagnosis.cause()).isEqualTo(Cause.FORGED);
        assertThat(diagnosis.tries()).isEqualTo(2_000);
        assertThat(diagnosis.explanation()).contains("too many attributes");
    }

    @Test
    @DisplayName(
            "Large items have fewer signatures looked at; behind the bound no copy is made and no key is asked for")
    void boundedByWork() {
        Item.Builder wide = Item.builder(70_000).putAll(stored);
        for (int i = 0; i < 70_000; i++) {
            wide.put("a" + i, AttributeValue.ofNull());
        }
        Item.Builder large = Item.builder(500).putAll(stored);
        for (int i = 0; i < 400; i++) {
            large.put("b" + i, AttributeValue.ofString("x".repeat(5_000)));
        }
        AttributeValue deep = AttributeValue.ofNull();
        for (int level = 0; level < 100; level++) {
            deep = AttributeValue.ofList(List.of(deep)); // deeper than anything that is written
        }
        AttributeValue nested = AttributeValue.ofList(List.of(deep, AttributeValue.ofString("x".repeat(2_000_000))));
        List<Item> refusedItems = List.of(wide.build(), large.build(), stored.with("nested", nested));
        AtomicInteger lookUps = new AtomicInteger();
        CryptoConfig counting = CryptoConfig.of(
                new MaterialsProvider() {
                    @Override
                    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                        return config.materialsProvider().encryptionMaterials(context);
                    }

                    @Override
                    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                        lookUps.incrementAndGet();
                        return config.materialsProvider().decryptionMaterials(context);
                    }
                },
                TABLE,
                config.attributeActions());
        Hints hints = new Hints(List.of("Other"), refusedItems.get(1));

        for (Item refused : refusedItems) {
            lookUps.set(0);
            long before = System.nanoTime();
            Diagnosis diagnosis = encryptor.diagnose(
                    described(refused, Map.of(MaterialDescription.MATERIALS_VERSION, "m#100")), counting, hints);

            // Without a bound that knows the item's size: minutes.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            assertThat(diagnosis.cause()).isEqualTo(Cause.FORGED);
            assertThat(diagnosis.tries()).isBetween(10, 200);
            assertThat(diagnosis.explanation()).contains("too large");
            assertThat(lookUps).hasValueLessThan(10);
        }
    }

    @Test
    @DisplayName("Keys that are not to be had any more are told, and not taken for a forgery")
    void outage() {
        AtomicInteger calls = new AtomicInteger();
        CryptoConfig failing = CryptoConfig.of(
                new MaterialsProvider() {
                    @Override
                    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                        return new DecryptionMaterials() {
                            @Override
                            public VerificationKey verificationKey() {
                                if (calls.incrementAndGet() > 3) {
                                    throw new MaterialsException(Reason.KEY_UNAVAILABLE, "the device is gone");
                                }
                                return HMAC;
                            }

                            @Override
                            public ContentKey contentKey() {
                                return AES;
                            }
                        };
                    }
                },
                TABLE,
                config.attributeActions());

        Diagnosis diagnosis = diagnosis(stored.with("seen", AttributeValue.ofString("changed")), failing);

        assertFound(Cause.KEYS_UNAVAILABLE, "the device is gone", diagnosis);
        assertThat(calls).hasValue(4);
    }

    @Test
    @DisplayName("An attribute that both existing clients reserve, in a table with names of its own")
    void namesReservedByOthers() {
        StandardItemEncryptor own = StandardItemEncryptor.builder()
                .reservedAttributes(new ReservedAttributes("sig", "desc"))
                .build();
        Item refused = own.encrypt(item, config).with(SIGNATURE, AttributeValue.ofString(MARK));

        assertFound(Cause.ATTRIBUTE_ADDED, SIGNATURE, own.diagnose(refused, config, Hints.NONE));
    }

    @Test
    @DisplayName("RD-2: a diagnosis shows no value, and the item stays refused")
    void showsNothing() {
        for (Item refused : List.of(
                stored.with("seen", AttributeValue.ofString(MARK + MARK)),
                stored.with("added", AttributeValue.ofString(MARK)),
                stored.without("seen"),
                stored.without(SIGNATURE),
                described(stored, Map.of("amzn-ddb-map-signingAlg", MARK)))) {
            Diagnosis diagnosis = encryptor.diagnose(refused, config, new Hints(List.of("Other"), stored));

            assertThat(diagnosis.toString()).doesNotContain(MARK);
            assertThat(diagnosis.reason()).isPresent();
            assertThat(catchThrowable(() -> encryptor.decrypt(refused, config)))
                    .isInstanceOf(ItemRefusedException.class);
        }
    }

    @Test
    @DisplayName("Keys for one item serve all tries, and are destroyed at the end")
    void keysForOneItem() {
        List<SecretBytes> given = new ArrayList<>();
        MaterialsProvider fixed = config.materialsProvider();
        MaterialsProvider oneItem = new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return fixed.encryptionMaterials(context);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                SecretBytes secret = SecretBytes.copyOf(HMAC.key().getEncoded(), "HmacSHA256");
                given.add(secret);
                return DecryptionMaterials.of(MacKey.ephemeral(SigningAlgorithm.HMAC_SHA256, secret), AES);
            }
        };
        CryptoConfig changed =
                CryptoConfig.of(oneItem, TABLE, config.attributeActions().with("seen", CryptoAction.DO_NOTHING));

        assertFound(Cause.OTHER_ACTIONS, "SIGN_ONLY for 'seen'", diagnosis(stored, changed));
        assertThat(given).isNotEmpty().allMatch(SecretBytes::isDestroyed);
    }
}
