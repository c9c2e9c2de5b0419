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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of key in each role. */
class KeysTest {

    private static final KeyPair RSA = pair("RSA", 2048);
    private static final KeyPair EC = pair("EC", 521);

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private record SignatureKeys(SigningKey signing, VerificationKey verification) {}

    private static SignatureKeys keys(SigningAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case HMAC -> {
                MacKey key = MacKey.ofBytes(algorithm, Fixtures.range(1, 32));
                yield new SignatureKeys(key, key);
            }
            case RSA -> keys(algorithm, RSA);
            case EC -> keys(algorithm, EC);
        };
    }

    private static SignatureKeys keys(SigningAlgorithm algorithm, KeyPair pair) {
        return new SignatureKeys(
                PrivateSigningKey.of(algorithm, pair.getPrivate()),
                PublicVerificationKey.of(pair.getPublic(), algorithm));
    }

    private static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(provider, TABLE, ACTIONS);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("SIG-2 to SIG-4, DSC-8, CMP-14: every algorithm signs and verifies")
    void everyAlgorithm(SigningAlgorithm algorithm) {
        SignatureKeys keys = keys(algorithm);
        CryptoConfig config = config(provider(AES, keys.signing(), keys.verification()));
        Item stored = encryptor.encrypt(ITEM, config);
        DecryptedItem read = encryptor.decryptWithDetails(stored, config);
        assertThat(read.item()).isEqualTo(ITEM);
        Optional<String> named = algorithm.family() == SigningAlgorithm.Family.HMAC
                ? Optional.empty()
                : Optional.of(algorithm.jcaName());
        assertThat(read.materialDescription().entry("amzn-ddb-map-signingAlg")).isEqualTo(named);
        for (byte[] garbage : new byte[][] {{}, {0}, new byte[64], new byte[256], {0x30, 0x06, 2, 1, 1, 2, 1, 1}}) {
            ItemsealException refusal = catchThrowableOfType(
                    ItemsealException.class,
                    () -> encryptor.decrypt(stored.with(SIGNATURE, BinaryValue.copyOf(garbage)), config));
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        }
    }

    @Test
    @DisplayName("RD-7, KEY-4: the description selects within the algorithms that the key is configured with")
    void selection() {
        PrivateSigningKey signing = PrivateSigningKey.of(SigningAlgorithm.SHA384_WITH_RSA, RSA.getPrivate());
        PublicVerificationKey wide = PublicVerificationKey.of(
                RSA.getPublic(), SigningAlgorithm.SHA256_WITH_RSA, SigningAlgorithm.SHA384_WITH_RSA);
        PublicVerificationKey narrow = PublicVerificationKey.of(RSA.getPublic(), SigningAlgorithm.SHA256_WITH_RSA);
        Item stored = encryptor.encrypt(ITEM, config(provider(AES, signing, wide)));
        assertThat(encryptor.decrypt(stored, config(provider(AES, signing, wide))))
                .isEqualTo(ITEM);
        ItemsealException refusal = catchThrowableOfType(
                ItemsealException.class, () -> encryptor.decrypt(stored, config(provider(AES, signing, narrow))));
        assertThat(refusal.reason()).isEqualTo(Reason.ALGORITHM_REFUSED);
    }

    @Test
    @DisplayName("ENC-3: content keys of all sizes, as keys of the JCA too, used in turn")
    void contentKeys() {
        SecretKey hidden = new SecretKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "AES";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };
        for (int size : new int[] {16, 24, 32, 16}) {
            AesContentKey raw = AesContentKey.ofBytes(Fixtures.range(3, size));
            AesContentKey jca = AesContentKey.of(new SecretKeySpec(Fixtures.range(3, size), "AES"));
            Item stored = encryptor.encrypt(ITEM, config(provider(raw, HMAC, HMAC)));
            assertThat(encryptor.decrypt(stored, config(provider(jca, HMAC, HMAC))))
                    .isEqualTo(ITEM);
        }
        // A key that no provider of this platform can use: an error that says so, and the encryptor goes on working.
        CryptoConfig unusable = config(provider(AesContentKey.of(hidden), HMAC, HMAC));
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, unusable));
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_KEY);
        CryptoConfig usable = config(provider(AES, HMAC, HMAC));
        assertThat(encryptor.decrypt(encryptor.encrypt(ITEM, usable), usable)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("External keys do their own work, and write the same format")
    void externalKeys() {
        MaterialsProvider external = provider(new ServiceContentKey(), new ServiceMac(), new ServiceMac());
        MaterialsProvider local = provider(AES, HMAC, HMAC);
        for (MaterialsProvider writer : List.of(external, local)) {
            for (MaterialsProvider reader : List.of(external, local)) {
                Item stored = encryptor.encrypt(ITEM, config(writer));
                assertThat(encryptor.decrypt(stored, config(reader))).isEqualTo(ITEM);
            }
        }
        Item stored = encryptor.encrypt(ITEM, config(local));
        CryptoConfig wrongKey = config(provider(new ServiceContentKey(Fixtures.range(9, 32)), HMAC, HMAC));
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, wrongKey));
        assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
    }

    @Test
    @DisplayName("A content key that was made for one item is wiped when the item is done, also when it fails")
    void ephemeralKeys() {
        SecretBytes secret = SecretBytes.copyOf(Fixtures.range(0, 32), "AES");
        AesContentKey key = AesContentKey.of(secret);
        MaterialsProvider once = new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return new EncryptionMaterials(Optional.of(key), HMAC, MaterialDescription.empty(), true);
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                throw new AssertionError("not read here");
            }
        };
        Item stored = encryptor.encrypt(ITEM, config(once));
        assertThat(secret.isDestroyed()).isTrue();
        assertThat(encryptor.decrypt(stored, config(provider(AES, HMAC, HMAC)))).isEqualTo(ITEM);

        SecretBytes unwrapped = SecretBytes.copyOf(new byte[32], "AES");
        MaterialsProvider wrong = readingOnceWith(AesContentKey.of(unwrapped));
        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, config(wrong))))
                .isNotNull();
        assertThat(unwrapped.isDestroyed()).isTrue();
    }

    private static MaterialsProvider readingOnceWith(AesContentKey key) {
        return new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                throw new AssertionError("not written here");
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                return new DecryptionMaterials() {
                    @Override
                    public VerificationKey verificationKey() {
                        return HMAC;
                    }

                    @Override
                    public ContentKey contentKey() {
                        return key;
                    }

                    @Override
                    public boolean ephemeral() {
                        return true;
                    }
                };
            }
        };
    }

    @Test
    @DisplayName("SIG-7: a signed item without encrypted attributes needs neither content key nor description")
    void signOnly() {
        CryptoConfig config = CryptoConfig.of(
                provider(null, HMAC, HMAC), TABLE, AttributeActions.withDefault(CryptoAction.SIGN_ONLY));
        Item stored = encryptor.encrypt(ITEM, config);
        assertThat(stored.has(DESCRIPTION)).isFalse();
        assertThat(encryptor.decrypt(stored, config)).isEqualTo(ITEM);
        assertThat(encryptor.decryptAsync(stored, config, Runnable::run))
                .succeedsWithin(Duration.ZERO)
                .isEqualTo(ITEM);
        SignatureKeys rsa = keys(SigningAlgorithm.SHA256_WITH_RSA);
        CryptoConfig asymmetric = CryptoConfig.of(
                provider(null, rsa.signing(), rsa.verification()),
                TABLE,
                AttributeActions.withDefault(CryptoAction.SIGN_ONLY));
        // A missing entry stands for the algorithm that the key is configured to write.
        Item undescribed = encryptor.encrypt(ITEM, asymmetric).without(DESCRIPTION);
        assertThat(encryptor.decrypt(undescribed, asymmetric)).isEqualTo(ITEM);
    }

    /** What a key behind a service would do, done here. */
    private static final class ServiceContentKey implements ExternalContentKey {

        private final byte[] key;

        ServiceContentKey() {
            this(Fixtures.range(0, 32));
        }

        ServiceContentKey(byte[] key) {
            this.key = key;
        }

        @Override
        public byte[] encrypt(byte[] iv, byte[] plaintext) {
            return run(Cipher.ENCRYPT_MODE, iv, plaintext);
        }

        @Override
        public byte[] decrypt(byte[] iv, byte[] ciphertext) {
            return run(Cipher.DECRYPT_MODE, iv, ciphertext);
        }

        private byte[] run(int mode, byte[] iv, byte[] input) {
            try {
                Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
                return cipher.doFinal(input);
            } catch (BadPaddingException e) {
                throw new ItemRefusedException(Reason.NOT_AUTHENTIC, "the padding is wrong");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class ServiceMac implements ExternalSigningKey, ExternalVerificationKey {

        @Override
        public SigningAlgorithm algorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public SigningAlgorithm defaultAlgorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public Set<SigningAlgorithm> algorithms() {
            return Set.of(SigningAlgorithm.HMAC_SHA256);
        }

        @Override
        public byte[] sign(byte[] stringToSign) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Fixtures.range(0x20, 32), "HmacSHA256"));
                return mac.doFinal(stringToSign);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
            return MessageDigest.isEqual(sign(stringToSign), signature);
        }
    }
}
