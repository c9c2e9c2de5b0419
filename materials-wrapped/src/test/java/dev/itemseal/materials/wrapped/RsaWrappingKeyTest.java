package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.EC;
import static dev.itemseal.materials.wrapped.TestKeys.OTHER_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.WEAK_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsaWrappingKeyTest {

    private static final RsaUnwrappingKey UNWRAPPING = RsaUnwrappingKey.of(RSA.getPrivate());
    private static final RsaUnwrappingKey UNWRAPPING_PKCS1 = UNWRAPPING.allowingPkcs1();

    @ParameterizedTest
    @DisplayName("WRP-5, CMP-20: the label is hashed with the named digest, and MGF1 has SHA-1")
    @CsvSource({"OAEP_SHA1, SHA-1", "OAEP_SHA256, SHA-256", "OAEP_SHA384, SHA-384", "OAEP_SHA512, SHA-512"})
    void oaepParameters(RsaTransformation transformation, String labelDigest) throws Exception {
        SecretBytes contentKey = SecretBytes.copyOf(bytes(0, 32), "AES");
        byte[] wrapped = RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(contentKey, context());

        assertThat(decrypt(wrapped, labelDigest, MGF1ParameterSpec.SHA1)).isEqualTo(bytes(0, 32));
        MGF1ParameterSpec other =
                labelDigest.equals("SHA-1") ? MGF1ParameterSpec.SHA256 : new MGF1ParameterSpec(labelDigest);
        assertThatThrownBy(() -> decrypt(wrapped, labelDigest, other)).isInstanceOf(BadPaddingException.class);
        assertThat(UNWRAPPING.unwrap(wrapped, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context()))
                .isEqualTo(contentKey);
    }

    private static byte[] decrypt(byte[] wrapped, String labelDigest, MGF1ParameterSpec maskDigest)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                RSA.getPrivate(),
                new OAEPParameterSpec(labelDigest, "MGF1", maskDigest, PSource.PSpecified.DEFAULT));
        return cipher.doFinal(wrapped);
    }

    @Test
    @DisplayName("WRP-4: OAEP with SHA-256 unless another transformation is named")
    void defaultTransformation() {
        assertThat(RsaWrappingKey.of(RSA.getPublic()).wrappingAlgorithm())
                .isEqualTo("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        assertThat(RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.PKCS1).wrappingAlgorithm())
                .isEqualTo("RSA/ECB/PKCS1Padding");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The padding's random bytes come from the generator that is given")
    void padding(RsaTransformation transformation) {
        SecretBytes contentKey = SecretBytes.copyOf(bytes(0, 32), "AES");
        RsaWrappingKey key = RsaWrappingKey.of(RSA.getPublic(), transformation);

        byte[] wrapped = key.random(new Ones()).wrap(contentKey, context());
        assertThat(key.random(new Ones()).wrap(contentKey, context())).isEqualTo(wrapped);
        assertThat(key.wrap(contentKey, context())).isNotEqualTo(wrapped);
        assertThat(key.random(new Ones()).wrappingAlgorithm()).isEqualTo(transformation.jcaName());
        assertThat(UNWRAPPING_PKCS1.unwrap(wrapped, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context()))
                .isEqualTo(contentKey);
    }

    private static final class Ones extends SecureRandom {

        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 1);
        }
    }

    @Property(tries = 60)
    @Label("What is wrapped unwraps again, in every way")
    void roundTrip(
            @ForAll @Size(32) byte[] contentKey,
            @ForAll ContentKeyAlgorithm algorithm,
            @ForAll RsaTransformation transformation) {
        SecretBytes secret = SecretBytes.copyOf(Arrays.copyOf(contentKey, algorithm.newKeyLength()), "AES");
        byte[] wrapped = RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(secret, context());
        assertThat(UNWRAPPING_PKCS1.unwrap(wrapped, transformation.jcaName(), algorithm, context()))
                .isEqualTo(secret);
    }

    @ParameterizedTest
    @DisplayName("WRP-8: every OAEP variant is accepted")
    @EnumSource(value = RsaTransformation.class, mode = EnumSource.Mode.EXCLUDE, names = "PKCS1")
    void acceptsOaep(RsaTransformation transformation) {
        assertThat(UNWRAPPING.accepts(transformation.jcaName())).isTrue();
    }

    @ParameterizedTest
    @DisplayName("WRP-9, WRP-16, CMP-17: PKCS #1 v1.5, by name, as RSA, or unnamed, only where it was opted in to")
    @ValueSource(strings = {"RSA/ECB/PKCS1Padding", "RSA", ""})
    void acceptsPkcs1(String name) {
        assertThat(UNWRAPPING.accepts(name)).isFalse();
        assertThat(UNWRAPPING_PKCS1.accepts(name)).isTrue();
        byte[] wrapped = RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.PKCS1)
                .wrap(SecretBytes.copyOf(bytes(0, 32), "AES"), context());
        assertThat(UNWRAPPING_PKCS1.unwrap(wrapped, name, ContentKeyAlgorithm.AES_256, context()))
                .isEqualTo(SecretBytes.copyOf(bytes(0, 32), "AES"));
        assertRefused(
                Reason.ALGORITHM_REFUSED,
                () -> UNWRAPPING.unwrap(wrapped, name, ContentKeyAlgorithm.AES_256, context()));
    }

    @ParameterizedTest
    @DisplayName("WRP-10, CMP-19: no other spelling is accepted")
    @ValueSource(
            strings = {
                "rsa/ecb/OAEPWithSHA-256AndMGF1Padding",
                "RSA/ECB/OAEPWithSHA256AndMGF1Padding",
                "RSA/ECB/OAEPPadding",
                "RSA/ECB/NoPadding",
                "RSA/None/OAEPWithSHA-256AndMGF1Padding",
                "rsa",
                "AESWrap"
            })
    void otherSpellings(String name) {
        assertThat(UNWRAPPING_PKCS1.accepts(name)).isFalse();
    }

    @Property(tries = 200)
    @Label("WRP-14: under OAEP arbitrary bytes of any length are refused, with one message")
    void arbitraryBytes(@ForAll @Size(max = 300) byte[] wrapped) {
        assertNotUnwrapped(wrapped);
        assertNotUnwrapped(Arrays.copyOf(wrapped, 256));
    }

    @Test
    @DisplayName("WRP-14: a key that was wrapped for another pair is refused, with the same message")
    void otherPair() {
        assertNotUnwrapped(
                RsaWrappingKey.of(OTHER_RSA.getPublic()).wrap(SecretBytes.copyOf(bytes(0, 32), "AES"), context()));
    }

    private static void assertNotUnwrapped(byte[] wrapped) {
        assertThat(assertRefused(
                        Reason.KEY_NOT_UNWRAPPED,
                        () -> UNWRAPPING.unwrap(
                                wrapped,
                                RsaTransformation.OAEP_SHA256.jcaName(),
                                ContentKeyAlgorithm.AES_256,
                                context())))
                .hasNoCause()
                .hasMessage(Unwrapping.failed(context()).getMessage());
    }

    @Property(tries = 200)
    @Label("WRP-14: under PKCS #1 arbitrary bytes give a key of the length that was named, another one each time")
    void pkcs1ArbitraryBytes(@ForAll @Size(max = 300) byte[] wrapped, @ForAll ContentKeyAlgorithm algorithm) {
        assertReplaced(wrapped, algorithm);
        assertReplaced(Arrays.copyOf(wrapped, 256), algorithm);
    }

    @ParameterizedTest
    @DisplayName(
            "WRP-14: under PKCS #1 a key of another length than was named is replaced, like one that doesn't unwrap")
    @CsvSource({"0, AES_256", "16, AES_256", "24, AES_256", "31, AES_256", "33, AES", "20, AES", "32, AES_128"})
    void pkcs1OtherLength(int length, ContentKeyAlgorithm algorithm) {
        assertReplaced(
                RsaWrappingKey.of(RSA.getPublic(), RsaTransformation.PKCS1)
                        .wrap(SecretBytes.copyOf(bytes(0, length), "AES"), context()),
                algorithm);
    }

    private static void assertReplaced(byte[] wrapped, ContentKeyAlgorithm algorithm) {
        SecretBytes first = UNWRAPPING_PKCS1.unwrap(wrapped, "RSA/ECB/PKCS1Padding", algorithm, context());
        SecretBytes second = UNWRAPPING_PKCS1.unwrap(wrapped, "RSA/ECB/PKCS1Padding", algorithm, context());
        assertThat(first.length()).isEqualTo(algorithm.newKeyLength());
        assertThat(second.length()).isEqualTo(algorithm.newKeyLength());
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    @DisplayName("KEY-5: keys of another kind, or too small for the padding, are refused")
    void otherKeys() {
        assertRefused(Reason.INVALID_KEY, () -> RsaWrappingKey.of(EC.getPublic()));
        assertRefused(Reason.INVALID_KEY, () -> RsaUnwrappingKey.of(EC.getPrivate()));
        RsaWrappingKey.of(WEAK_RSA.getPublic()).wrap(SecretBytes.copyOf(bytes(0, 32), "AES"), context());
        assertRefused(Reason.INVALID_KEY, () -> RsaWrappingKey.of(WEAK_RSA.getPublic(), RsaTransformation.OAEP_SHA384));
        assertThat(assertRefused(
                        Reason.INVALID_KEY,
                        () -> RsaWrappingKey.of(WEAK_RSA.getPublic(), RsaTransformation.OAEP_SHA512)))
                .hasMessageContaining("1296 bits");
    }

    @Test
    @DisplayName("The private key stays out of toString")
    void hidden() {
        assertThat(UNWRAPPING).hasToString("RsaUnwrappingKey(hidden)");
    }
}
