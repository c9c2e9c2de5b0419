package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.OTHER_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SecretBytes;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Security;
import java.util.stream.Stream;
import org.bouncycastle.crypto.DataLengthException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Keys that stay in a device")
class DeviceKeyTest {

    private static final SecretBytes CONTENT_KEY = SecretBytes.copyOf(bytes(0, 32), "AES");

    private final DeviceProvider device = new DeviceProvider();

    @BeforeEach
    void plugIn() {
        Security.addProvider(device);
    }

    @AfterEach
    void remove() {
        Security.removeProvider(device.getName());
    }

    private static SecretBytes unwrap(PrivateKey key, RsaTransformation transformation, byte[] wrapped) {
        return RsaUnwrappingKey.of(key)
                .allowingPkcs1()
                .unwrap(wrapped, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context());
    }

    private static byte[] wrap(RsaTransformation transformation) {
        return RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(CONTENT_KEY, context());
    }

    @ParameterizedTest
    @DisplayName("They unwrap like any other")
    @EnumSource(RsaTransformation.class)
    void unwraps(RsaTransformation transformation) {
        assertThat(unwrap(device.keep(RSA.getPrivate()), transformation, wrap(transformation)))
                .isEqualTo(CONTENT_KEY);
    }

    @Test
    @DisplayName("WRP-14: and what does not unwrap is refused, or replaced under PKCS #1, like with any other")
    void doesNotUnwrap() {
        PrivateKey other = device.keep(OTHER_RSA.getPrivate());
        assertRefused(
                Reason.KEY_NOT_UNWRAPPED,
                () -> unwrap(other, RsaTransformation.OAEP_SHA256, wrap(RsaTransformation.OAEP_SHA256)));
        assertThat(unwrap(other, RsaTransformation.PKCS1, wrap(RsaTransformation.PKCS1)))
                .isNotEqualTo(CONTENT_KEY);
    }

    @ParameterizedTest
    @DisplayName("A device that was unplugged is reported as such, and never as an item that was forged")
    @EnumSource(RsaTransformation.class)
    void unplugged(RsaTransformation transformation) {
        PrivateKey key = device.keep(RSA.getPrivate());
        device.unplug();
        ItemsealException refusal =
                assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrap(key, transformation, wrap(transformation)));
        assertThat(refusal).hasCauseInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @DisplayName("WRP-14: whatever else a JCA provider fails with at a wrapped key, that key does not unwrap")
    @MethodSource("ofTheWrappedKey")
    void otherFailures(RuntimeException failure) {
        PrivateKey key = device.keep(RSA.getPrivate());
        AesWrappingKey aes = AesWrappingKey.of(device.aesKey());
        device.failWith(failure);
        for (RsaTransformation transformation : RsaTransformation.values()) {
            byte[] wrapped = wrap(transformation);
            if (transformation == RsaTransformation.PKCS1) {
                assertThat(unwrap(key, transformation, wrapped).length()).isEqualTo(32);
                assertThat(unwrap(key, transformation, wrapped)).isNotEqualTo(unwrap(key, transformation, wrapped));
            } else {
                assertThat(assertRefused(Reason.KEY_NOT_UNWRAPPED, () -> unwrap(key, transformation, wrapped)))
                        .hasNoCause();
            }
        }
        assertThat(assertRefused(Reason.KEY_NOT_UNWRAPPED, () -> unwrap(aes))).hasNoCause();
        assertThat(assertRefused(Reason.KEY_UNAVAILABLE, () -> aes.wrap(CONTENT_KEY, context())))
                .hasRootCause(failure);
    }

    static Stream<RuntimeException> ofTheWrappedKey() {
        return Stream.of(
                new IllegalArgumentException("too large"),
                new ArrayIndexOutOfBoundsException("too much data"),
                new ArithmeticException("no inverse"),
                new IllegalStateException("odd"),
                new DataLengthException("input too large for RSA cipher."));
    }

    @Test
    @DisplayName("A provider that can't unwrap at all is reported as such")
    void unsupported() {
        PrivateKey key = device.keep(RSA.getPrivate());
        AesWrappingKey aes = AesWrappingKey.of(device.aesKey());
        device.failWith(new UnsupportedOperationException("no unwrapping"));
        for (RsaTransformation transformation : RsaTransformation.values()) {
            assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrap(key, transformation, wrap(transformation)));
        }
        assertThat(assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrap(aes)))
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    private static SecretBytes unwrap(AesWrappingKey key) {
        return key.unwrap(bytes(0, 40), "AESWrap", ContentKeyAlgorithm.AES_256, context());
    }

    @Test
    @DisplayName("A device that unwraps a content key and keeps it inside can't be used")
    void contentKeyStaysInside() {
        AesWrappingKey key = AesWrappingKey.of(device.aesKey());
        assertThat(assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrap(key))).hasMessageContaining("keeps it inside");
    }

    @ParameterizedTest
    @DisplayName("So is a key that no JCA provider can use")
    @EnumSource(RsaTransformation.class)
    void noProvider(RsaTransformation transformation) {
        PrivateKey key = device.keep(RSA.getPrivate());
        remove();
        assertRefused(Reason.KEY_UNAVAILABLE, () -> unwrap(key, transformation, wrap(transformation)));
    }
}
