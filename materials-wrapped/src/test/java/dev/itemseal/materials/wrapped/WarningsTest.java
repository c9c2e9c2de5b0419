package dev.itemseal.materials.wrapped;

import static dev.itemseal.materials.wrapped.TestKeys.EC;
import static dev.itemseal.materials.wrapped.TestKeys.MAC;
import static dev.itemseal.materials.wrapped.TestKeys.RSA;
import static dev.itemseal.materials.wrapped.TestKeys.WEAK_MAC;
import static dev.itemseal.materials.wrapped.TestKeys.WEAK_RSA;
import static dev.itemseal.materials.wrapped.TestKeys.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Warnings when a provider is built")
class WarningsTest {

    /** Held, since java.util.logging itself holds loggers weakly. */
    private final Logger logger = Logger.getLogger("dev.itemseal.materials.wrapped");

    private final List<String> warnings = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
            warnings.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    @DisplayName("KEY-2: an HMAC key of less than 128 bits is used with one warning, one of 128 bits without")
    void weakMac() {
        StaticMaterialsProvider.builder().macKey(WEAK_MAC).build();
        assertWarned("The signing key is an HMAC key of less than 128 bits");
        StaticMaterialsProvider.builder().verificationKey(WEAK_MAC).build();
        assertWarned("The verification key is an HMAC key of less than 128 bits");
        StaticMaterialsProvider.builder()
                .signingKey(WEAK_MAC)
                .verificationKey(MAC)
                .build();
        assertWarned("The signing key is an HMAC key");
        StaticMaterialsProvider.builder()
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA512, bytes(1, 16)))
                .build();
        assertWarned();
    }

    @Test
    @DisplayName("KEY-3: RSA keys of less than 2,048 bits are used with a warning for each use")
    void weakRsa() {
        WrappedMaterialsProvider.builder()
                .wrappingKey(RsaWrappingKey.of(WEAK_RSA.getPublic()))
                .unwrappingKey(RsaUnwrappingKey.of(WEAK_RSA.getPrivate()))
                .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, WEAK_RSA.getPrivate()))
                .verificationKey(PublicVerificationKey.of(WEAK_RSA.getPublic(), SigningAlgorithm.SHA256_WITH_RSA))
                .build();
        assertWarned(
                "The signing key is an RSA key of 1024 bits",
                "The verification key is an RSA key of 1024 bits",
                "The wrapping key is an RSA key of 1024 bits",
                "The unwrapping key is an RSA key of 1024 bits");
        WrappedMaterialsProvider.builder()
                .wrappingKey(RsaWrappingKey.of(RSA.getPublic()))
                .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()))
                .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, RSA.getPrivate()))
                .verificationKey(PublicVerificationKey.of(EC.getPublic(), SigningAlgorithm.SHA256_WITH_ECDSA))
                .build();
        assertWarned();
    }

    @Test
    @DisplayName("WRP-17: RSA wrapping with HMAC signing is warned of, in either direction; AES wrapping is not")
    void exchangeableContentKey() {
        WrappedMaterialsProvider.builder()
                .wrappingKey(RsaWrappingKey.of(RSA.getPublic()))
                .signingKey(MAC)
                .build();
        assertWarned("Content keys are wrapped with RSA, but items are signed with an HMAC key");
        WrappedMaterialsProvider.builder()
                .unwrappingKey(RsaUnwrappingKey.of(RSA.getPrivate()))
                .verificationKey(MAC)
                .build();
        assertWarned("Content keys are wrapped with RSA, but items are signed with an HMAC key");
        AesWrappingKey aes = AesWrappingKey.ofBytes(bytes(0, 32));
        WrappedMaterialsProvider.builder()
                .wrappingKey(aes)
                .unwrappingKey(aes)
                .macKey(MAC)
                .build();
        assertWarned();
    }

    /** The warnings since the last call. */
    private void assertWarned(String... starts) {
        assertThat(warnings).hasSize(starts.length);
        for (int i = 0; i < starts.length; i++) {
            assertThat(warnings.get(i)).startsWith(starts[i]);
        }
        warnings.clear();
    }
}
