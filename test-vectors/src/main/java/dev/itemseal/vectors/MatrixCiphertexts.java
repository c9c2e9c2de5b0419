package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Encrypts the cases of the matrix, with all that is random out of the seed: each case has a generator of its own for each
 * thing that is drawn, so that no case depends on another. For one thread.
 */
final class MatrixCiphertexts {

    /** The newest version of the keys in the meta tables. */
    static final int NEWEST_VERSION = 1;

    static final String MATERIAL_NAME = "matrix";

    /** When the versions of the meta tables were made, by their clock. */
    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

    private final long seed;
    private final MatrixKeys keys;
    private final MetaItems metaItems;
    private final Map<MetaTable, MetaStore> metaStores = new EnumMap<>(MetaTable.class);
    private final List<KmsRecording.Entry> dataKeys = new ArrayList<>();

    MatrixCiphertexts(long seed, MatrixKeys keys, Plugins plugins) {
        this.seed = seed;
        this.keys = keys;
        metaItems = MetaItems.inMemory(plugins);
        for (MetaTable table : MetaTable.values()) {
            metaStores.put(table, metaStore(table));
        }
    }

    /** The meta tables of most-recent cases, which use them in turn. */
    enum MetaTable {
        STATIC("static"),
        WRAPPED("wrapped");

        private final String provider;

        MetaTable(String provider) {
            this.provider = provider;
        }

        static MetaTable of(MatrixCase vector) {
            return vector.number() % 2 == 0 ? STATIC : WRAPPED;
        }

        /** {@return what protects it} */
        String provider() {
            return provider;
        }

        String tableName() {
            return "matrix-meta-" + provider;
        }
    }

    private MetaStore metaStore(MetaTable table) {
        MetaStore store = metaItems
                .newTable(
                        table.tableName(),
                        encryptor("IVs of " + table.tableName()).build(),
                        protection(table))
                .random(random("keys of " + table.tableName()))
                .clock(InstantSource.fixed(CREATED))
                .build();
        for (int version = 0; version <= NEWEST_VERSION; version++) {
            store.getOrCreate(MATERIAL_NAME, version);
        }
        return store;
    }

    private MaterialsProvider protection(MetaTable table) {
        return switch (table) {
            case STATIC ->
                StaticMaterialsProvider.builder()
                        .contentKey(keys.metaContentKey())
                        .macKey(keys.metaSigningKey())
                        .build();
            case WRAPPED ->
                WrappedMaterialsProvider.builder()
                        .wrappingKey(keys.metaWrappingKey())
                        .unwrappingKey(keys.metaWrappingKey())
                        .macKey(keys.metaSigningKey())
                        .random(random("content keys of " + table.tableName()))
                        .build();
        };
    }

    private SecureRandom random(String purpose) {
        return SeededRandom.of(seed, purpose);
    }

    private StandardItemEncryptor.Builder encryptor(String purpose) {
        return StandardItemEncryptor.builder().secureRandom(random(purpose));
    }

    /** The plaintext of a case. */
    Item item(MatrixCase vector) {
        return vector.item(random("item of " + vector.id()));
    }

    /** The stored item of a case. */
    Item encrypted(MatrixCase vector) {
        return encrypted(vector, vector.id());
    }

    /** The stored item of a case, encrypted once more with other IVs and content key. */
    Item encryptedAgain(MatrixCase vector) {
        return encrypted(vector, vector.id() + " again");
    }

    private Item encrypted(MatrixCase vector, String name) {
        return encryptor("IVs of " + name)
                .dialect(vector.dialect())
                .descriptionBinding(vector.bound() ? DescriptionBinding.WRITTEN : DescriptionBinding.CHECKED)
                .build()
                .encrypt(item(vector), CryptoConfig.of(provider(vector, name), vector.table(), vector.actions()));
    }

    private MaterialsProvider provider(MatrixCase vector, String name) {
        return switch (vector.level(MatrixFactor.PROVIDER)) {
            case "static" ->
                StaticMaterialsProvider.builder()
                        .contentKey(keys.contentKey(vector))
                        .signingKey(keys.signingKey(vector))
                        .build();
            case "wrapped" ->
                WrappedMaterialsProvider.builder()
                        .wrappingKey(keys.wrappingKey(vector, random("wrapping of " + name)))
                        .signingKey(keys.signingKey(vector))
                        .contentKeyAlgorithm(vector.contentKey())
                        .random(random("content key of " + name))
                        .build();
            case "most-recent" ->
                CachingMostRecentProvider.builder(
                                Objects.requireNonNull(metaStores.get(MetaTable.of(vector))), MATERIAL_NAME)
                        .build();
            default -> kms(vector, new SeededKms(random("data key of " + name), dataKeys));
        };
    }

    private static MaterialsProvider kms(MatrixCase vector, SeededKms kms) {
        return KmsMaterialsProvider.builder(
                        KmsConnection.of(KmsClients.perRegion(region -> kms)), KmsKeys.of(MatrixKeys.KMS_KEY))
                .contentKeyAlgorithm(vector.contentKey())
                .signingAlgorithm(vector.signature())
                .build();
    }

    /** The stored items of a meta table, in the layout of ciphertext files. */
    JsonNode stored(MetaTable table) {
        return metaItems.stored(table.tableName());
    }

    /** The data keys that were made so far, in the layout of recordings. */
    JsonNode recording() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        dataKeys.forEach(entry -> entry.writeTo(array));
        return array;
    }
}
