package dev.itemseal.benchmarks;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The same keys for everyone, so that one client's items can be read by the other. Not secret, of course. */
final class Keys {

    static final String MATERIAL_NAME = "benchmark";

    private static final byte[] BYTES = new byte[96];

    static {
        new Random(1).nextBytes(BYTES);
    }

    /** Made when somebody needs it. */
    private static final class Rsa {

        private static final KeyPair PAIR = newPair();

        private static KeyPair newPair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Keys() {}

    static SecretKey content() {
        return new SecretKeySpec(BYTES, 0, 32, "AES");
    }

    static SecretKey wrapping() {
        return new SecretKeySpec(BYTES, 32, 32, "AES");
    }

    /** One for each JVM. */
    static KeyPair rsa() {
        return Rsa.PAIR;
    }

    static SecretKey mac() {
        return new SecretKeySpec(BYTES, 64, 32, "HmacSHA256");
    }
}
