package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.Protection;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tables that change: plaintext items, older actions, other names. */
class MigrationTest {

    private static final MaterialsProvider PROVIDER = provider(AES, HMAC, HMAC);

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final StandardItemEncryptor migrating =
            StandardItemEncryptor.builder().readingPlaintext(true).build();

    private static Reason refusal(StandardItemEncryptor encryptor, Item item, CryptoConfig config) {
        return catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(item, config))
                .reason();
    }

    @Test
    @DisplayName("MIG-1: a plaintext item is read when it is asked for, and marked")
    void plaintext() {
        DecryptedItem read = migrating.decryptWithDetails(ITEM, CONFIG);
        assertThat(read.item()).isSameAs(ITEM);
        assertThat(read.protection()).isEqualTo(Protection.PLAINTEXT);
        assertThat(read.verifiedAttributes()).isEmpty();
        assertThat(refusal(encryptor, ITEM, CONFIG)).isEqualTo(Reason.SIGNATURE_MISSING);
    }

    @Test
    @DisplayName("MIG-2: one reserved attribute without the other is no plaintext item")
    void oneReservedAttribute() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        assertThat(refusal(migrating, stored.without(SIGNATURE), CONFIG)).isEqualTo(Reason.SIGNATURE_MISSING);
        assertThat(refusal(migrating, stored.without(DESCRIPTION), CONFIG)).isEqualTo(Reason.DESCRIPTION_MISSING_ENTRY);
        assertThat(refusal(migrating, ITEM.with(DESCRIPTION, Fixtures.binary("00000000")), CONFIG))
                .isEqualTo(Reason.SIGNATURE_MISSING);
        assertThat(refusal(migrating, ITEM.with(SIGNATURE, Fixtures.binary("00")), CONFIG))
                .isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("MIG-3: a bad signature never falls back to plaintext")
    void noFallback() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        assertThat(refusal(migrating, stored.with("id", AttributeValue.ofString("8")), CONFIG))
                .isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(migrating.decryptWithDetails(stored, CONFIG).protection()).isEqualTo(Protection.SIGNED);
    }

    @Test
    @DisplayName("ACT-5: actions that do nothing pass items through, whatever they hold")
    void nothingToDo() {
        CryptoConfig nothing = CryptoConfig.of(PROVIDER, TABLE, AttributeActions.withDefault(CryptoAction.DO_NOTHING));
        Item odd = ITEM.with(SIGNATURE, AttributeValue.ofString("odd"));
        assertThat(encryptor.encrypt(odd, nothing)).isSameAs(odd);
        assertThat(encryptor.decryptWithDetails(odd, nothing).item()).isSameAs(odd);
        assertThat(encryptor.decryptWithDetails(odd, nothing).protection()).isEqualTo(Protection.NONE);
    }

    @Test
    @DisplayName("MIG-4, MIG-6: items written with older actions are read, and the result says with which")
    void olderActions() {
        AttributeActions older =
                ACTIONS.with("drink", CryptoAction.SIGN_ONLY).withProtectedKeys(TABLE.protectedKeyNames());
        AttributeActions oldest =
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY).with("hot", CryptoAction.DO_NOTHING);
        AttributeActions current = ACTIONS.withProtectedKeys(TABLE.protectedKeyNames());
        CryptoConfig config = CryptoConfig.builder(PROVIDER, TABLE, current)
                .alsoReading(older)
                .alsoReading(oldest)
                .build();
        for (AttributeActions written : List.of(current, older)) {
            Item stored = encryptor.encrypt(
                    ITEM, CryptoConfig.builder(PROVIDER, TABLE, written).build());
            DecryptedItem read = encryptor.decryptWithDetails(stored, config);
            assertThat(read.item()).isEqualTo(ITEM);
            assertThat(read.attributeActions()).isEqualTo(written);
        }
        // The same string to sign under both: the first that holds says what is decrypted.
        Item byOldest = encryptor.encrypt(
                ITEM, CryptoConfig.builder(PROVIDER, TABLE, oldest).build());
        assertThat(encryptor.decryptWithDetails(byOldest, config).attributeActions())
                .isEqualTo(older);
        assertThat(encryptor.decryptWithDetails(byOldest, config).item()).isEqualTo(ITEM);
        Item now = encryptor.encrypt(ITEM, config);
        assertThat(now.attribute("drink").orElseThrow()).isInstanceOf(BinaryValue.class);
        assertThat(refusal(encryptor, byOldest.with("drink", AttributeValue.ofString("poison")), config))
                .isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("MIG-7, MIG-8: items signed under other table names are read, and the result says under which")
    void tableNames() {
        TableInfo restored = TableInfo.of("Example-restored", TableIndex.of("id"));
        AttributeActions actions = ACTIONS.withProtectedKeys(TABLE.protectedKeyNames());
        CryptoConfig config = CryptoConfig.builder(PROVIDER, restored, actions)
                .tableNameOverride(TableNameOverride.of("Example").alsoAccepting("Example-restored", "Older"))
                .build();
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        assertThat(encryptor.decryptWithDetails(stored, config).tableName()).isEqualTo("Example");
        Item underOwnName = encryptor.encrypt(ITEM, CryptoConfig.of(PROVIDER, restored, ACTIONS));
        DecryptedItem read = encryptor.decryptWithDetails(underOwnName, config);
        assertThat(read.tableName()).isEqualTo("Example-restored");
        assertThat(read.item()).isEqualTo(ITEM);
        assertThat(encryptor.decrypt(encryptor.encrypt(ITEM, config), CONFIG)).isEqualTo(ITEM);
        assertThat(refusal(encryptor, underOwnName, CONFIG)).isEqualTo(Reason.NOT_AUTHENTIC);
        TableInfo stranger = TableInfo.of("Stranger", TableIndex.of("id"));
        assertThat(refusal(encryptor, encryptor.encrypt(ITEM, CryptoConfig.of(PROVIDER, stranger, ACTIONS)), config))
                .isEqualTo(Reason.NOT_AUTHENTIC);
    }

    /** Keys bound to a table's name, as with KMS: another name does not unwrap. */
    private static final class BoundProvider implements MaterialsProvider {

        private final String boundTo;
        private final boolean retryable;

        BoundProvider(String boundTo, boolean retryable) {
            this.boundTo = boundTo;
            this.retryable = retryable;
        }

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return PROVIDER.encryptionMaterials(context);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            if (!context.tableName().equals(boundTo)) {
                throw new MaterialsException(
                        retryable ? Reason.KEY_UNAVAILABLE : Reason.KEY_NOT_UNWRAPPED, "not mine", retryable, null);
            }
            return PROVIDER.decryptionMaterials(context);
        }
    }

    @Test
    @DisplayName("MIG-7: a provider that does not know the item under one name is asked under the next")
    void boundKeys() {
        AttributeActions actions = ACTIONS.withProtectedKeys(TABLE.protectedKeyNames());
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        TableNameOverride names = TableNameOverride.of("New").alsoAccepting("Example");
        CryptoConfig config = CryptoConfig.builder(new BoundProvider("Example", false), TABLE, actions)
                .tableNameOverride(names)
                .build();
        assertThat(encryptor.decryptWithDetails(stored, config).tableName()).isEqualTo("Example");
        assertThat(encryptor
                        .decryptAsync(stored, config, Runnable::run)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(ITEM);
        // A passing trouble is no answer: going on could end in a wrong one.
        CryptoConfig troubled = CryptoConfig.builder(new BoundProvider("Example", true), TABLE, actions)
                .tableNameOverride(names)
                .build();
        assertThat(refusal(encryptor, stored, troubled)).isEqualTo(Reason.KEY_UNAVAILABLE);
        // With one name alone, what the provider says is the answer.
        CryptoConfig single = CryptoConfig.of(new BoundProvider("Else", false), TABLE, ACTIONS);
        assertThat(refusal(encryptor, stored, single)).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
        // No error hides the one before it.
        CryptoConfig nowhere = CryptoConfig.builder(new BoundProvider("Nowhere", false), TABLE, actions)
                .tableNameOverride(names)
                .build();
        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, nowhere)))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    @DisplayName("MIG-9: other reserved names, which are reserved then instead of the usual ones")
    void otherReservedNames() {
        ReservedAttributes names = new ReservedAttributes("sig", "desc");
        StandardItemEncryptor renamed =
                StandardItemEncryptor.builder().reservedAttributes(names).build();
        Item odd = ITEM.with(SIGNATURE, AttributeValue.ofString("ordinary here"));
        Item stored = renamed.encrypt(odd, CONFIG);
        assertThat(stored.names()).contains("sig", "desc");
        assertThat(renamed.decrypt(stored, CONFIG)).isEqualTo(odd);
        assertThat(refusal(encryptor, renamed.encrypt(ITEM, CONFIG), CONFIG)).isEqualTo(Reason.SIGNATURE_MISSING);
        CryptoConfig keyed = CryptoConfig.of(PROVIDER, TableInfo.of("T", TableIndex.of("sig")), ACTIONS);
        assertThat(refusal(renamed, ITEM, keyed)).isEqualTo(Reason.INVALID_SETTING);
        CryptoConfig acted = CryptoConfig.of(PROVIDER, TABLE, ACTIONS.with("desc", CryptoAction.DO_NOTHING));
        assertThat(refusal(renamed, ITEM, acted)).isEqualTo(Reason.INVALID_ACTIONS);
        for (CryptoConfig unfitting : List.of(keyed, acted)) {
            Reason reason = refusal(renamed, ITEM, unfitting);
            assertThat(catchThrowableOfType(ItemsealException.class, () -> renamed.encrypt(ITEM, unfitting))
                            .reason())
                    .isEqualTo(reason);
            assertThat(renamed.encryptAsync(ITEM, unfitting, Runnable::run))
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ItemsealException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    @Test
    @DisplayName("ACT-9, KMS-7: a number in the key is signed, stored and shown to the provider in canonical form")
    void canonicalKey() {
        StringBuilder seen = new StringBuilder();
        MaterialsProvider watching = new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                seen.append(((NumberValue) context.attributes().attribute("id").orElseThrow()).text());
                return PROVIDER.encryptionMaterials(context);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                return PROVIDER.decryptionMaterials(context);
            }
        };
        CryptoConfig config = CryptoConfig.of(watching, TABLE, ACTIONS);
        Item stored = encryptor.encrypt(ITEM.with("id", AttributeValue.ofNumber("1.50")), config);
        assertThat(seen).hasToString("1.5");
        assertThat(((NumberValue) stored.attribute("id").orElseThrow()).text()).isEqualTo("1.5");
    }

    @Test
    @DisplayName("ORD-5: the result says in which dialect an item was signed")
    void dialect() {
        StandardItemEncryptor python =
                StandardItemEncryptor.builder().dialect(Dialect.PYTHON).build();
        AttributeActions signBinaries = ACTIONS.with("set", CryptoAction.SIGN_ONLY);
        CryptoConfig config = CryptoConfig.of(PROVIDER, TABLE, signBinaries);
        Item item = ITEM.with("set", AttributeValue.ofBinaries(List.of(Fixtures.binary("01"), Fixtures.binary("80"))));
        assertThat(encryptor
                        .decryptWithDetails(python.encrypt(item, config), config)
                        .dialect())
                .isEqualTo(Dialect.PYTHON);
        assertThat(python.decryptWithDetails(encryptor.encrypt(item, config), config)
                        .dialect())
                .isEqualTo(Dialect.JAVA);
        assertThat(encryptor
                        .decryptWithDetails(python.encrypt(ITEM, config), config)
                        .dialect())
                .isEqualTo(Dialect.JAVA);
    }

    @Test
    @DisplayName("DSC-6, DSC-9: a provider's entries are carried, and the engine's own win")
    void providersEntries() {
        MaterialDescription own =
                MaterialDescription.empty().with("tenant", "blue").with("amzn-ddb-map-sym-mode", "/CBC/NoPadding");
        CryptoConfig config = CryptoConfig.of(provider(AES, HMAC, HMAC, own), TABLE, ACTIONS);
        DecryptedItem read = encryptor.decryptWithDetails(encryptor.encrypt(ITEM, config), config);
        assertThat(read.materialDescription().entry("tenant")).isEqualTo(Optional.of("blue"));
        assertThat(read.materialDescription().entry("amzn-ddb-map-sym-mode")).contains("/CBC/PKCS5Padding");
        MaterialDescription huge = MaterialDescription.empty().with("x", "y".repeat(70_000));
        CryptoConfig tooMuch = CryptoConfig.of(provider(AES, HMAC, HMAC, huge), TABLE, ACTIONS);
        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, tooMuch))
                        .reason())
                .isEqualTo(Reason.INVALID_SETTING);
    }
}
