package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.Refusals.assertRefused;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static dev.itemseal.materials.wrapped.TestKeys.context;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.SecretBytes;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("Where Bouncy Castle does the work of the JCA, which throws other exceptions than the JDK's own provider")
class BouncyCastleTest {

    private static final SecretBytes CONTENT_KEY = SecretBytes.copyOf(bytes(0, 32), "AES");

    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final DeviceProvider device = new DeviceProvider(bouncyCastle);

    @AfterEach
    void remove() {
        Security.removeProvider(bouncyCastle.getName());
        Security.removeProvider(device.getName());
    }

    /** Keys that it unwraps with: as the first provider, and behind another one, whose keys don't show their size. */
    private List<RsaUnwrappingKey> keys() {
        Security.insertProviderAt(bouncyCastle, 1);
        Security.addProvider(device);
        PrivateKey inside = device.keep(RSA.getPrivate());
        return Stream.of(RSA.getPrivate(), inside)
                .map(key -> RsaUnwrappingKey.of(key).allowingPkcs1())
                .toList();
    }

    /** Numbers that are not below the modulus, and other lengths. */
    private static List<byte[]> hostile() {
        byte[] ones = new byte[256];
        Arrays.fill(ones, (byte) 0xff);
        return List.of(
                ones, new byte[256], new byte[0], new byte[1], Arrays.copyOf(ones, 257), Arrays.copyOf(ones, 5000));
    }

    @ParameterizedTest
    @DisplayName("WRP-14: what does not unwrap is refused, with the one error")
    @EnumSource(mode = Mode.EXCLUDE, names = "PKCS1")
    void refused(RsaTransformation transformation) {
        for (RsaUnwrappingKey key : keys()) {
            for (byte[] wrapped : hostile()) {
                assertThat(assertRefused(
                                Reason.KEY_NOT_UNWRAPPED,
                                () -> key.unwrap(
                                        wrapped, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context())))
                        .hasNoCause();
            }
            byte[] genuine = RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(CONTENT_KEY, context());
            assertThat(key.unwrap(genuine, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context()))
                    .isEqualTo(CONTENT_KEY);
        }
    }

    @Test
    @DisplayName("WRP-14, WRP-16: under PKCS #1 a random key takes its place, another one each time")
    void replaced() {
        for (RsaUnwrappingKey key : keys()) {
            for (byte[] wrapped : hostile()) {
                SecretBytes first =
                        key.unwrap(wrapped, RsaTransformation.PKCS1.jcaName(), ContentKeyAlgorithm.AES_192, context());
                assertThat(first.length()).isEqualTo(24);
                assertThat(first)
                        .isNotEqualTo(key.unwrap(
                                wrapped, RsaTransformation.PKCS1.jcaName(), ContentKeyAlgorithm.AES_192, context()));
            }
        }
    }

    @ParameterizedTest
    @DisplayName("WRP-8, WRP-9: what one JCA provider wraps another one unwraps, though their defaults for MGF1 differ")
    @EnumSource
    void betweenProviders(RsaTransformation transformation) {
        byte[] before = RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(CONTENT_KEY, context());
        Security.insertProviderAt(bouncyCastle, 1);
        byte[] here = RsaWrappingKey.of(RSA.getPublic(), transformation).wrap(CONTENT_KEY, context());
        assertThat(unwrapped(before, transformation)).isEqualTo(CONTENT_KEY);
        Security.removeProvider(bouncyCastle.getName());
        assertThat(unwrapped(here, transformation)).isEqualTo(CONTENT_KEY);
    }

    private static SecretBytes unwrapped(byte[] wrapped, RsaTransformation transformation) {
        return RsaUnwrappingKey.of(RSA.getPrivate())
                .allowingPkcs1()
                .unwrap(wrapped, transformation.jcaName(), ContentKeyAlgorithm.AES_256, context());
    }

    @Test
    @DisplayName("WRP-33: the reader's other keys are tried, and unwrap")
    void othersAreTried() {
        Security.insertProviderAt(bouncyCastle, 1);
        AesWrappingKey aes = AesWrappingKey.ofBytes(bytes(1, 32));
        UnwrappingKeys keys = new UnwrappingKeys(
                List.of(new NamedKey<>("rsa", RsaUnwrappingKey.of(RSA.getPrivate())), new NamedKey<>("aes", aes)));
        String oaep = RsaTransformation.OAEP_SHA256.jcaName();
        assertThat(keys.unwrap(
                        List.of(
                                new WrappedKey(oaep, hostile().get(0)),
                                new WrappedKey("AESWrap", aes.wrap(CONTENT_KEY, context()))),
                        ContentKeyAlgorithm.AES_256,
                        context()))
                .isEqualTo(CONTENT_KEY);
    }

    @Test
    @DisplayName("WRP-14: AES, too")
    void aes() {
        Security.insertProviderAt(bouncyCastle, 1);
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(1, 32));
        byte[] genuine = key.wrap(CONTENT_KEY, context());
        for (int length = 0; length < 100; length++) {
            byte[] wrapped = Arrays.copyOf(genuine, length);
            if (length != genuine.length) {
                assertThat(assertRefused(
                                Reason.KEY_NOT_UNWRAPPED,
                                () -> key.unwrap(wrapped, "AESWrap", ContentKeyAlgorithm.AES_256, context())))
                        .hasNoCause();
            }
        }
        assertThat(key.unwrap(genuine, "AESWrap", ContentKeyAlgorithm.AES_256, context()))
                .isEqualTo(CONTENT_KEY);
    }
}
