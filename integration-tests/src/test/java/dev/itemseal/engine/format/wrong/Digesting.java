package dev.itemseal.engine.format.wrong;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;

/** Breaks rules: cryptography in the format, look-ups, generators and clocks of its own, and weak randomness. */
public final class Digesting {

    private Digesting() {}

    static Object lookUp(Map<String, Mac> macs) throws GeneralSecurityException {
        macs.computeIfAbsent("HmacSHA256", Digesting::mac);
        return MessageDigest.getInstance("SHA-256");
    }

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object randomness() throws GeneralSecurityException {
        return new SecureRandom().nextInt()
                + SecureRandom.getInstance("DRBG").nextInt()
                + UUID.randomUUID().toString();
    }

    static String time() {
        return Instant.now() + " " + System.nanoTime();
    }
}
