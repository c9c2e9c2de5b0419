package dev.itemseal.integration;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.conformance.ContentKeyContract;
import dev.itemseal.conformance.MaterialsProviderContract;
import dev.itemseal.conformance.ProviderStoreContract;
import dev.itemseal.conformance.SigningKeyContract;
import dev.itemseal.conformance.WrappingKeyContract;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.mostrecent.CachingMostRecentProvider;
import dev.itemseal.materials.mostrecent.MetaStore;
import dev.itemseal.materials.tink.TinkWrappingKey;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.KeyStoreMaterialsProvider;
import dev.itemseal.materials.wrapped.MultiMaterialsProvider;
import dev.itemseal.materials.wrapped.RsaTransformation;
import dev.itemseal.materials.wrapped.RsaUnwrappingKey;
import dev.itemseal.materials.wrapped.RsaWrappingKey;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;

/** All built-in providers, keys and provider stores fulfil the contracts that plugins are held to. */
class ContractsTest {

    private static final KeyPair RSA = pair("RSA", 2048);
    private static final KeyPair EC = pair("EC", 256);
    private static final AesWrappingKey AES_WRAPPING = AesWrappingKey.ofBytes(bytes(1));
    private static final MacKey MAC = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(2));

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static KeyPair pair(String algorithm, int sizeBits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(sizeBits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MaterialsProvider wrapped(MaterialDescription description) {
        return WrappedMaterialsProvider.builder()
                .wrappingKey(AES_WRAPPING)
                .unwrappingKey(AES_WRAPPING)
                .macKey(MAC)
                .description(description)
                .build();
    }

    private static MetaStore metaStore() {
        return MetaStore.builder(
                        InMemoryItemStore.create(),
                        StandardItemEncryptor.create(),
                        wrapped(MaterialDescription.empty()),
                        "Meta")
                .creatingTable(true)
                .build();
    }

    @Nested
    class Static extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return StaticMaterialsProvider.builder()
                    .contentKey(AesContentKey.ofBytes(bytes(3)))
                    .macKey(MAC)
                    .description(MaterialDescription.of(Map.of("team", "tea")))
                    .build();
        }
    }

    @Nested
    class StaticThatSignsOnly extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return StaticMaterialsProvider.builder()
                    .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_ECDSA, EC.getPrivate()))
                    .build();
        }

        @Override
        protected MaterialsProvider reader() {
            return StaticMaterialsProvider.builder()
                    .verificationKey(PublicVerificationKey.of(EC.getPublic(), SigningAlgorithm.SHA256_WITH_ECDSA))
                    .build();
        }
    }

    @Nested
    class Wrapped extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return wrapped(MaterialDescription.of(Map.of("team", "tea")));
        }
    }

    @Nested
    class WrappedWithSeveralKeys extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return WrappedMaterialsProvider.builder()
                    .addWrappingKey("rsa", RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.OAEP_SHA256))
                    .addWrappingKey("aes", AES_WRAPPING)
                    .macKey(MAC)
                    .build();
        }

        @Override
        protected MaterialsProvider reader() {
            return WrappedMaterialsProvider.builder()
                    .addUnwrappingKey("aes", AES_WRAPPING)
                    .addUnwrappingKey("rsa", RsaUnwrappingKey.of(RSA.getPrivate()))
                    .macKey(MAC)
                    .build();
        }
    }

    @Nested
    class WrappedWithRsa extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return WrappedMaterialsProvider.builder()
                    .wrappingKey(RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.OAEP_SHA256))
                    .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, RSA.getPrivate()))
                    .build();
        }

        @Override
        protected MaterialsProvider reader() {
            return WrappedMaterialsProvider.builder()
                    .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()))
                    .verificationKey(PublicVerificationKey.of(RSA.getPublic(), SigningAlgorithm.SHA256_WITH_RSA))
                    .build();
        }
    }

    @Nested
    class FromAKeyStore extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return KeyStoreMaterialsProvider.builder(FromAKeyStore::keyStore)
                    .keyPassword("opensesame"::toCharArray)
                    .wrappingKeyAlias("aes")
                    .signingKeyAlias("mac")
                    .build();
        }

        private static KeyStore keyStore() throws GeneralSecurityException, IOException {
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            char[] password = "opensesame".toCharArray();
            keyStore.setKeyEntry("aes", new SecretKeySpec(bytes(4), "AES"), password, null);
            keyStore.setKeyEntry("mac", new SecretKeySpec(bytes(5), "HmacSHA256"), password, null);
            return keyStore;
        }
    }

    @Nested
    class Multi extends MaterialsProviderContract {
        private final MaterialsProvider writer = wrapped(MaterialDescription.empty());

        @Override
        protected MaterialsProvider provider() {
            return MultiMaterialsProvider.of(
                    writer, List.of(wrapped(MaterialDescription.of(Map.of("keys", "new"))), writer));
        }
    }

    @Nested
    class MostRecent extends MaterialsProviderContract {
        private final MaterialsProvider provider =
                CachingMostRecentProvider.builder(metaStore(), "contract").build();

        @Override
        protected MaterialsProvider provider() {
            return provider;
        }
    }

    @Nested
    class StoreInATable extends ProviderStoreContract {
        private final MetaStore store = metaStore();

        @Override
        protected ProviderStore store() {
            return store;
        }
    }

    @Nested
    class AesForContent extends ContentKeyContract {
        @Override
        protected ContentKey contentKey() {
            return AesContentKey.ofBytes(bytes(6));
        }
    }

    @Nested
    class Hmac extends SigningKeyContract {
        @Override
        protected SigningKey signingKey() {
            return MAC;
        }

        @Override
        protected VerificationKey verificationKey() {
            return MAC;
        }
    }

    @Nested
    class RsaSignatures extends SigningKeyContract {
        @Override
        protected SigningKey signingKey() {
            return PrivateSigningKey.of(SigningAlgorithm.SHA512_WITH_RSA, RSA.getPrivate());
        }

        @Override
        protected VerificationKey verificationKey() {
            return PublicVerificationKey.of(RSA.getPublic(), SigningAlgorithm.SHA512_WITH_RSA);
        }
    }

    @Nested
    class EcSignatures extends SigningKeyContract {
        @Override
        protected SigningKey signingKey() {
            return PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_ECDSA, EC.getPrivate());
        }

        @Override
        protected VerificationKey verificationKey() {
            return PublicVerificationKey.of(EC.getPublic(), SigningAlgorithm.SHA256_WITH_ECDSA);
        }
    }

    @Nested
    class AesWrap extends WrappingKeyContract {
        @Override
        protected WrappingKey wrappingKey() {
            return AES_WRAPPING;
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return AES_WRAPPING;
        }
    }

    @Nested
    class RsaOaep extends WrappingKeyContract {
        @Override
        protected WrappingKey wrappingKey() {
            return RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.OAEP_SHA256);
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return RsaUnwrappingKey.of(RSA.getPrivate());
        }
    }

    @Nested
    class RsaPkcs1 extends WrappingKeyContract {
        @Override
        protected WrappingKey wrappingKey() {
            return RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.PKCS1);
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return RsaUnwrappingKey.of(RSA.getPrivate()).allowingPkcs1();
        }
    }

    @Nested
    class Tink extends WrappingKeyContract {
        private final TinkWrappingKey key = key();

        private static TinkWrappingKey key() {
            try {
                return TinkWrappingKey.of(
                        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get())
                                .getPrimitive(AeadConfig2026.get(), Aead.class));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected WrappingKey wrappingKey() {
            return key;
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return key;
        }
    }
}
