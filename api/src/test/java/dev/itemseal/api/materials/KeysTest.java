package dev.itemseal.api.materials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of the JCA are checked when they are configured: KEY-1, KEY-2, KEY-4, KEY-5. */
class KeysTest {

    private static KeyPair rsa;
    private static KeyPair ec;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        rsa = newPair("RSA", 1024);
        ec = newPair("EC", 256);
    }

    private static KeyPair newPair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void contentKeysHaveTheSizesOfAes(int length) { // KEY-1
        byte[] bytes = new byte[length];
        bytes[0] = 1;

        AesContentKey key = AesContentKey.ofBytes(bytes);

        assertThat(key.key().getEncoded()).isEqualTo(bytes);
        assertThat(key.key().getAlgorithm()).isEqualTo("AES");
        assertThat(AesContentKey.of(new SecretKeySpec(bytes, "AES")).key().getEncoded())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15, 17, 23, 25, 31, 33, 64})
    void contentKeysHaveNoOtherSize(int length) { // KEY-1
        assertInvalidKey(() -> AesContentKey.ofBytes(new byte[length]), length * 8 + " bits");
    }

    @Test
    void contentKeysAreAesKeys() { // KEY-5
        assertInvalidKey(() -> AesContentKey.of(new SecretKeySpec(new byte[16], "DES")), "DES");
        assertInvalidKey(() -> AesContentKey.of(SecretBytes.copyOf(new byte[32], "HmacSHA256")), "HmacSHA256");
    }

    @Test
    void keysInADeviceHaveNoSize() {
        assertThat(AesContentKey.of(new DeviceKey("AES")).key()).isInstanceOf(DeviceKey.class);
        assertThat(MacKey.of(SigningAlgorithm.HMAC_SHA256, new DeviceKey("HmacSHA256"))
                        .weak())
                .isFalse();
        assertInvalidKey(() -> AesContentKey.of(new DeviceKey("DES")), "DES");
    }

    @ParameterizedTest
    @EnumSource(names = "HMAC_.*", mode = EnumSource.Mode.MATCH_ALL)
    void aMacKeyIsBoundToItsAlgorithm(SigningAlgorithm algorithm) { // KEY-2
        MacKey key = MacKey.ofBytes(algorithm, new byte[] {1, 2, 3});

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.defaultAlgorithm()).isEqualTo(algorithm);
        assertThat(key.algorithms()).containsExactly(algorithm);
        assertThat(key.key().getEncoded()).containsExactly(1, 2, 3);
        assertThat(key.key().getAlgorithm()).isEqualTo(algorithm.jcaName());
    }

    @Test
    void aShortMacKeyIsWeak() { // KEY-2
        assertThat(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[1]).weak())
                .isTrue();
        assertThat(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[15]).weak())
                .isTrue();
        assertThat(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[16]).weak())
                .isFalse();
    }

    @Test
    void refusesAnEmptyMacKey() { // KEY-2
        assertInvalidKey(() -> MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[0]), "without any byte");
    }

    @Test
    void refusesAnAesKeyToVerify() { // KEY-5
        assertInvalidKey(() -> MacKey.of(SigningAlgorithm.HMAC_SHA256, new SecretKeySpec(new byte[32], "AES")), "AES");
        assertInvalidKey(() -> MacKey.of(SigningAlgorithm.HMAC_SHA256, new DeviceKey("AES")), "AES");
    }

    @ParameterizedTest
    @EnumSource(names = "HMAC_.*", mode = EnumSource.Mode.MATCH_NONE)
    void aMacNeedsAnHmacAlgorithm(SigningAlgorithm algorithm) { // KEY-5
        assertInvalidKey(() -> MacKey.ofBytes(algorithm, new byte[32]), algorithm.jcaName());
    }

    @ParameterizedTest
    @EnumSource
    void aSigningPairFitsItsAlgorithm(SigningAlgorithm algorithm) { // KEY-5
        for (KeyPair pair : new KeyPair[] {rsa, ec}) {
            boolean fits = algorithm.family().name().equals(pair.getPrivate().getAlgorithm());
            if (fits) {
                PrivateSigningKey signing = PrivateSigningKey.of(algorithm, pair.getPrivate());
                assertThat(signing.algorithm()).isEqualTo(algorithm);
                assertThat(signing.key()).isSameAs(pair.getPrivate());
                PublicVerificationKey verifying = PublicVerificationKey.of(pair.getPublic(), algorithm);
                assertThat(verifying.defaultAlgorithm()).isEqualTo(algorithm);
                assertThat(verifying.algorithms()).containsExactly(algorithm);
                assertThat(verifying.key()).isSameAs(pair.getPublic());
            } else {
                assertInvalidKey(
                        () -> PrivateSigningKey.of(algorithm, pair.getPrivate()),
                        pair.getPrivate().getAlgorithm());
                assertInvalidKey(
                        () -> PublicVerificationKey.of(pair.getPublic(), algorithm),
                        pair.getPrivate().getAlgorithm());
            }
        }
    }

    @Test
    void aVerificationKeyHasASetOfAlgorithms() { // KEY-4
        PublicVerificationKey key = PublicVerificationKey.of(
                rsa.getPublic(), SigningAlgorithm.SHA512_WITH_RSA, SigningAlgorithm.SHA256_WITH_RSA);

        assertThat(key.defaultAlgorithm()).isEqualTo(SigningAlgorithm.SHA512_WITH_RSA);
        assertThat(key.algorithms())
                .containsExactlyInAnyOrder(SigningAlgorithm.SHA256_WITH_RSA, SigningAlgorithm.SHA512_WITH_RSA);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> key.algorithms().clear());
        assertInvalidKey(
                () -> PublicVerificationKey.of(
                        rsa.getPublic(), SigningAlgorithm.SHA512_WITH_RSA, SigningAlgorithm.SHA256_WITH_ECDSA),
                "SHA256withECDSA");
    }

    @Test
    void keysHideThemselves() {
        assertThat(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, rsa.getPrivate()))
                .hasToString("SHA256withRSA private key (hidden)");
        assertThat(PublicVerificationKey.of(rsa.getPublic(), SigningAlgorithm.SHA256_WITH_RSA)
                        .toString())
                .startsWith("PublicVerificationKey[");
        assertThat(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[1])).hasToString("HmacSHA256(hidden)");
        assertThat(AesContentKey.ofBytes(new byte[16])).hasToString("AesContentKey(hidden)");
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> AesContentKey.of(null));
        assertThatNullPointerException().isThrownBy(() -> MacKey.of(SigningAlgorithm.HMAC_SHA256, null));
        assertThatNullPointerException().isThrownBy(() -> MacKey.ofBytes(null, new byte[1]));
        assertThatNullPointerException().isThrownBy(() -> PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, null));
        assertThatNullPointerException()
                .isThrownBy(() -> PublicVerificationKey.of(null, SigningAlgorithm.SHA256_WITH_RSA));
    }

    private static void assertInvalidKey(ThrowingCallable call, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.INVALID_KEY);
            assertThat(e).hasMessageContaining(named);
        });
    }

    /** A key that stays in its device. */
    private record DeviceKey(String algorithm) implements SecretKey {
        @Override
        public String getAlgorithm() {
            return algorithm;
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
