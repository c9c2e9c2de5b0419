package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.HEX;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.binary;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.format.BindingCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.DescriptionCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptions that are bound to their items (chapter BND). */
class DescriptionBindingTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final StandardItemEncryptor checking = StandardItemEncryptor.create();
    private final StandardItemEncryptor writing = encryptor(DescriptionBinding.WRITTEN);
    private final StandardItemEncryptor requiring = encryptor(DescriptionBinding.REQUIRED);

    private static StandardItemEncryptor encryptor(DescriptionBinding binding) {
        return StandardItemEncryptor.builder().descriptionBinding(binding).build();
    }

    private static Map<String, String> entries(Item stored) {
        return DescriptionCodec.deserialize(
                        (BinaryValue) stored.attribute(DESCRIPTION).orElseThrow())
                .entries();
    }

    private static Item with(Item stored, String name, String value) {
        Map<String, String> changed = new TreeMap<>(entries(stored));
        changed.put(name, value);
        return stored.with(
                DESCRIPTION, BinaryValue.copyOf(DescriptionCodec.serialize(MaterialDescription.of(changed))));
    }

    private static void assertRefused(StandardItemEncryptor encryptor, Item item, CryptoConfig config, Reason reason) {
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(item, config));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
        CompletionException later = catchThrowableOfType(
                CompletionException.class,
                () -> encryptor
                        .decryptAsync(item, config, Runnable::run)
                        .toCompletableFuture()
                        .join());
        assertThat(later).cause().hasSameClassAs(refusal).hasMessage(refusal.getMessage());
    }

    @Test
    @DisplayName("BND-1, BND-2: the specification's example")
    void example() {
        Item stored = ITEM.with("drink", binary("404142434445464748494a4b4c4d4e4f74025e205821fa14c140109047ec6573"))
                .with(
                        DESCRIPTION,
                        BinaryValue.copyOf(DescriptionCodec.serialize(MaterialDescription.of(Map.of(
                                "amzn-ddb-map-sym-mode",
                                "/CBC/PKCS5Padding",
                                "itemseal-binding",
                                "03+PxnO991tlG8VSefJpH3vT3xMPGHq89ypYWeq4H+8=")))))
                .with(SIGNATURE, binary("96d78a3a5bc3e1ce5a0a496211ab8c8b46704eac75fe0a8e8c5a9f5ed56c596b"));

        assertThat(requiring.decrypt(stored, CONFIG)).isEqualTo(ITEM);
        assertThat(checking.decrypt(stored, CONFIG)).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("BND-5: bound items are read under every setting, in both dialects, in both forms")
    void everybodyReads(Dialect dialect) {
        Item item = ITEM.with("seen", AttributeValue.ofBinaries(List.of(binary("01"), binary("80"))));
        CryptoConfig config =
                CryptoConfig.of(provider(AES, HMAC, HMAC), TABLE, ACTIONS.with("seen", CryptoAction.SIGN_ONLY));
        StandardItemEncryptor writer = StandardItemEncryptor.builder()
                .dialect(dialect)
                .descriptionBinding(DescriptionBinding.WRITTEN)
                .build();
        Item later = writer.encryptAsync(item, config, Runnable::run)
                .toCompletableFuture()
                .join();

        for (Item stored : List.of(writer.encrypt(item, config), later)) {
            assertThat(entries(stored)).containsOnlyKeys("amzn-ddb-map-sym-mode", DescriptionBinding.ENTRY);
            for (StandardItemEncryptor reader : List.of(checking, writing, requiring)) {
                DecryptedItem read = reader.decryptWithDetails(stored, config);
                assertThat(read.item()).isEqualTo(item);
                assertThat(read.dialect()).isEqualTo(dialect);
                assertThat(reader.decryptAsync(stored, config, Runnable::run)
                                .toCompletableFuture()
                                .join())
                        .isEqualTo(item);
            }
        }
    }

    @Test
    @DisplayName("BND-1: pairs and keys in devices sign bindings too")
    void otherKeys() throws GeneralSecurityException {
        List<CryptoConfig> configs = new ArrayList<>();
        KeyPair rsa = pair("RSA", 2048);
        KeyPair ec = pair("EC", 256);
        configs.add(config(
                PrivateSigningKey.of(SigningAlgorithm.SHA384_WITH_RSA, rsa.getPrivate()),
                PublicVerificationKey.of(
                        rsa.getPublic(), SigningAlgorithm.SHA256_WITH_RSA, SigningAlgorithm.SHA384_WITH_RSA)));
        configs.add(config(
                PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_ECDSA, ec.getPrivate()),
                PublicVerificationKey.of(ec.getPublic(), SigningAlgorithm.SHA256_WITH_ECDSA)));
        configs.add(config(new DeviceKey(), new DeviceKey()));
        for (CryptoConfig config : configs) {
            Item stored = writing.encrypt(ITEM, config);

            assertThat(requiring.decrypt(stored, config)).isEqualTo(ITEM);
            assertRefused(checking, with(stored, "added", "entry"), config, Reason.NOT_AUTHENTIC);
            assertRefused(
                    checking,
                    with(
                            stored,
                            DescriptionBinding.ENTRY,
                            entries(writing.encrypt(ITEM, config)).get(DescriptionBinding.ENTRY)),
                    config,
                    Reason.NOT_AUTHENTIC);
        }
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static CryptoConfig config(SigningKey signing, VerificationKey verification) {
        return CryptoConfig.of(provider(AES, signing, verification), TABLE, ACTIONS);
    }

    /** A MAC that is made elsewhere. */
    private static final class DeviceKey implements ExternalSigningKey, ExternalVerificationKey {

        @Override
        public byte[] sign(byte[] message) {
            return new Signatures(null).sign(HMAC, message, message.length);
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] message, byte[] signature) {
            return Arrays.equals(sign(message), signature);
        }

        @Override
        public SigningAlgorithm algorithm() {
            return HMAC.algorithm();
        }

        @Override
        public SigningAlgorithm defaultAlgorithm() {
            return HMAC.algorithm();
        }

        @Override
        public Set<SigningAlgorithm> algorithms() {
            return HMAC.algorithms();
        }
    }

    @Test
    @DisplayName("BND-1: one spelling of a binding alone is one")
    void spelling() {
        Item stored = writing.encrypt(ITEM, CONFIG);
        String binding = entries(stored).get(DescriptionBinding.ENTRY);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        int last = digits.indexOf(binding.charAt(42)); // of its six bits the last two are not used
        assertThat(with(stored, DescriptionBinding.ENTRY, binding)).isEqualTo(stored);
        for (String other : List.of(
                "",
                "=",
                "no Base64",
                binding.substring(0, 43),
                binding.substring(0, 40),
                binding + "\n",
                " " + binding,
                binding + binding,
                binding.substring(0, 42) + digits.charAt(last + 1) + "=",
                Base64.getEncoder().encodeToString(new byte[32]))) {
            assertRefused(checking, with(stored, DescriptionBinding.ENTRY, other), CONFIG, Reason.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("BND-5: the table name is that of the accepted try, the actions those that match")
    void tries() {
        Item stored = writing.encrypt(ITEM, CONFIG);
        CryptoConfig renamed = CryptoConfig.builder(
                        provider(AES, HMAC, HMAC),
                        TABLE,
                        ACTIONS.withProtectedKeys(Set.of("id")).with("drink", CryptoAction.SIGN_ONLY))
                .alsoReading(ACTIONS.withProtectedKeys(Set.of("id")))
                .tableNameOverride(TableNameOverride.of("New").alsoAccepting("Older", "Example"))
                .build();

        assertThat(requiring.decrypt(stored, renamed)).isEqualTo(ITEM);
        assertRefused(checking, with(stored, "added", "entry"), renamed, Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("BND-2: the key is covered where the signature leaves it out")
    void unsignedKey() {
        TableInfo table = TableInfo.of("Example", TableIndex.of("id", "at"));
        CryptoConfig config = CryptoConfig.builder(
                        provider(AES, HMAC, HMAC),
                        table,
                        ACTIONS.with("id", CryptoAction.DO_NOTHING).with("at", CryptoAction.DO_NOTHING))
                .build();
        Item item = ITEM.with("at", AttributeValue.ofNumber("1.50"));
        Item stored = writing.encrypt(item, config);

        assertThat(requiring
                        .decrypt(stored.with("at", AttributeValue.ofNumber("1.5")), config)
                        .attribute("drink"))
                .isEqualTo(ITEM.attribute("drink"));
        for (String name : List.of("id", "at")) {
            AttributeValue other = AttributeValue.ofNumber("8");
            Item unbound = checking.encrypt(item, config);
            assertThat(checking.decrypt(unbound.with(name, other), config).attribute(name))
                    .as("without a binding, whoever writes the table moves the item")
                    .hasValue(other);
            assertRefused(checking, stored.with(name, other), config, Reason.NOT_AUTHENTIC);
            assertRefused(checking, stored.without(name), config, Reason.MISSING_KEY_ATTRIBUTE);
        }
        Item exchanged = stored.with("id", AttributeValue.ofNumber("1.5")).with("at", AttributeValue.ofString("7"));
        assertRefused(checking, exchanged, config, Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("BND-4: a key is a text, a number or bytes, on writing and on reading")
    void typesOfKeys() {
        CryptoConfig config =
                CryptoConfig.of(provider(AES, HMAC, HMAC), TABLE, ACTIONS.with("id", CryptoAction.DO_NOTHING));
        for (AttributeValue key : List.of(
                AttributeValue.ofString("7"), AttributeValue.ofNumber(7), AttributeValue.ofBytes(new byte[1]))) {
            Item item = ITEM.with("id", key);
            assertThat(requiring.decrypt(writing.encrypt(item, config), config)).isEqualTo(item);
        }
        Item stored = writing.encrypt(ITEM, config);
        for (AttributeValue none : List.of(
                AttributeValue.ofNull(),
                AttributeValue.ofBoolean(true),
                AttributeValue.ofStrings(List.of("7")),
                AttributeValue.ofList(List.of()),
                AttributeValue.ofMap(Map.of()))) {
            ItemsealException refusal =
                    catchThrowableOfType(ItemsealException.class, () -> writing.encrypt(ITEM.with("id", none), config));
            assertThat(refusal.reason()).isEqualTo(Reason.MISSING_KEY_ATTRIBUTE);
            assertThat(refusal).hasMessageContaining("'id'");
            assertRefused(checking, stored.with("id", none), config, Reason.MISSING_KEY_ATTRIBUTE);
        }
    }

    @Test
    @DisplayName("BND-5, BND-6: refused before a content key, or any key, is asked for")
    void beforeKeys() {
        List<String> asked = new ArrayList<>();
        MaterialsProvider spied = new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return new EncryptionMaterials(Optional.of(AES), HMAC, MaterialDescription.empty(), false);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                asked.add("materials");
                return new DecryptionMaterials() {
                    @Override
                    public VerificationKey verificationKey() {
                        return HMAC;
                    }

                    @Override
                    public ContentKey contentKey() {
                        asked.add("content key");
                        return AES;
                    }
                };
            }
        };
        CryptoConfig config = CryptoConfig.of(spied, TABLE, ACTIONS);
        Item stored = writing.encrypt(ITEM, config);

        assertRefused(checking, with(stored, "amzn-ddb-env-key", "AAAA"), config, Reason.NOT_AUTHENTIC);
        assertThat(asked).containsOnly("materials");
        asked.clear();
        assertRefused(requiring, checking.encrypt(ITEM, config), config, Reason.DESCRIPTION_MISSING_ENTRY);
        assertRefused(requiring, stored.without(DESCRIPTION), config, Reason.DESCRIPTION_MISSING_ENTRY);
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("BND-6: plaintext that is asked for has no binding, nor has what nothing is done to")
    void notBound() {
        StandardItemEncryptor plain = StandardItemEncryptor.builder()
                .descriptionBinding(DescriptionBinding.REQUIRED)
                .readingPlaintext(true)
                .build();
        CryptoConfig nothing = CryptoConfig.of(
                provider(AES, HMAC, HMAC), TABLE, AttributeActions.withDefault(CryptoAction.DO_NOTHING));

        assertThat(plain.decrypt(ITEM, CONFIG)).isSameAs(ITEM);
        assertThat(requiring.encrypt(ITEM, nothing)).isSameAs(ITEM);
        assertThat(requiring.decrypt(ITEM, nothing)).isSameAs(ITEM);
    }

    @Test
    @DisplayName("BND-7: a provider's entry of that name is not written")
    void ownEntry() {
        CryptoConfig config = CryptoConfig.of(
                provider(AES, HMAC, HMAC, MaterialDescription.of(Map.of(DescriptionBinding.ENTRY, "x"))),
                TABLE,
                ACTIONS);
        for (StandardItemEncryptor encryptor : List.of(checking, writing)) {
            ItemsealException refusal =
                    catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, config));
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID_SETTING);
            assertThat(refusal).hasMessageContaining(DescriptionBinding.ENTRY);
        }
    }

    @Test
    @DisplayName("BND-3: bytes 64 to 95 of the label are zeros, those of a string to sign one of two digests")
    void label() throws GeneralSecurityException {
        ByteSink message = new ByteSink(256);
        BindingCodec.write(
                new byte[32],
                EncryptionContext.of(TABLE).withItem(ITEM, MaterialDescription.empty()),
                MaterialDescription.empty(),
                message);
        byte[] label = Arrays.copyOf(message.array(), 96);
        assertThat(new String(label, StandardCharsets.US_ASCII).replace("\0", ""))
                .isEqualTo("itemseal/description-binding");
        assertThat(Arrays.copyOfRange(label, 64, 96)).containsOnly(0);

        List<String> actionDigests = new ArrayList<>();
        for (String action : List.of("ENCRYPTED", "PLAINTEXT")) {
            actionDigests.add(HEX.formatHex(
                    MessageDigest.getInstance("SHA-256").digest(action.getBytes(StandardCharsets.US_ASCII))));
        }
        byte[] name = new byte[8];
        for (int i = 0; i < 100; i++) {
            RANDOM.nextBytes(name);
            Item item = Item.builder(1)
                    .put(HEX.formatHex(name), AttributeValue.ofBytes(name))
                    .build();
            for (CryptoAction action : CryptoAction.values()) {
                byte[] bytes =
                        StringToSign.of(HEX.formatHex(name), item, AttributeActions.withDefault(action), Dialect.JAVA);
                if (action == CryptoAction.DO_NOTHING) {
                    assertThat(bytes).hasSizeLessThan(label.length);
                } else {
                    assertThat(HEX.formatHex(bytes, 64, 96)).isIn(actionDigests);
                }
            }
        }
    }
}
