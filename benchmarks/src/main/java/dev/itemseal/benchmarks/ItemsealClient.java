package dev.itemseal.benchmarks;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.kms.CacheLimits;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Our item encryptor, on our own values. */
final class ItemsealClient implements Subject {

    private final ItemEncryptor encryptor;
    private final CryptoConfig config;

    ItemsealClient(KeyScheme keys) {
        this(keys, DescriptionBinding.CHECKED);
    }

    ItemsealClient(KeyScheme keys, DescriptionBinding binding) {
        encryptor = StandardItemEncryptor.builder().descriptionBinding(binding).build();
        config = CryptoConfig.of(provider(keys), ItemShape.TABLE, AttributeActions.encryptAndSignAll());
    }

    static MaterialsProvider provider(KeyScheme keys) {
        return switch (keys) {
            case STATIC ->
                StaticMaterialsProvider.builder()
                        .contentKey(AesContentKey.ofBytes(Keys.content().getEncoded()))
                        .macKey(macKey())
                        .build();
            case STATIC_RSA ->
                StaticMaterialsProvider.builder()
                        .contentKey(AesContentKey.ofBytes(Keys.content().getEncoded()))
                        .signingKey(PrivateSigningKey.of(
                                SigningAlgorithm.SHA256_WITH_RSA, Keys.rsa().getPrivate()))
                        .verificationKey(
                                PublicVerificationKey.of(Keys.rsa().getPublic(), SigningAlgorithm.SHA256_WITH_RSA))
                        .build();
            case WRAPPED -> wrapped(MaterialDescription.empty());
            case MOST_RECENT ->
                CachingMostRecentProvider.builder(new OneVersion(), Keys.MATERIAL_NAME)
                        .timeToLive(Duration.ofHours(1))
                        .build();
            case DIRECT_KMS -> directKms(KmsConnection.of(kmsClients()));
            case DIRECT_KMS_CACHED ->
                directKms(KmsConnection.builder(kmsClients())
                        .cache(CacheLimits.standard())
                        .build());
        };
    }

    private static KmsClients kmsClients() {
        return KmsClients.of(KmsServer.client());
    }

    private static KmsMaterialsProvider directKms(KmsConnection connection) {
        return KmsMaterialsProvider.of(connection, KmsKeys.of(KmsServer.keyArn()));
    }

    private static MacKey macKey() {
        return MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, Keys.mac().getEncoded());
    }

    private static WrappedMaterialsProvider wrapped(MaterialDescription description) {
        AesWrappingKey key = AesWrappingKey.ofBytes(Keys.wrapping().getEncoded());
        return WrappedMaterialsProvider.builder()
                .wrappingKey(key)
                .unwrappingKey(key)
                .macKey(macKey())
                .description(description)
                .build();
    }

    /** A store whose one version is in memory: what is measured is what comes before it. */
    private static final class OneVersion implements ProviderStore {

        private final MaterialsProvider provider = wrapped(
                MaterialDescription.empty().with(MaterialDescription.MATERIALS_VERSION, Keys.MATERIAL_NAME + "#0"));

        @Override
        public OptionalLong newestVersion(String materialName) {
            return OptionalLong.of(0);
        }

        @Override
        public Optional<MaterialsProvider> provider(String materialName, long version) {
            return Optional.of(provider);
        }

        @Override
        public MaterialsProvider getOrCreate(String materialName, long version) {
            return provider;
        }

        @Override
        public long createNext(String materialName) {
            throw new UnsupportedOperationException("the only version is there from the beginning");
        }
    }

    Item encrypt(Item item) {
        return encryptor.encrypt(item, config);
    }

    Item decrypt(Item item) {
        return encryptor.decrypt(item, config);
    }

    @Override
    public Workload workload(List<Item> items) {
        List<Item> encrypted = items.stream().map(this::encrypt).toList();
        return new Workload() {
            @Override
            public Object encrypt(int index) {
                return ItemsealClient.this.encrypt(items.get(index));
            }

            @Override
            public Object decrypt(int index) {
                return ItemsealClient.this.decrypt(encrypted.get(index));
            }
        };
    }
}
