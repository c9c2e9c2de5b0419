package dev.itemseal.materials.kms;

import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/** HKDF with SHA-256 (RFC 5869), on the JCA's own HMAC. */
final class Hkdf {

    private static final SigningAlgorithm HMAC = SigningAlgorithm.HMAC_SHA256;
    private static final int MAX_BLOCKS = 255;

    private Hkdf() {}

    /**
     * Derives a key.
     *
     * @param input the secret to derive from
     * @param salt empty for none, which stands for zeros
     * @param info what the key is for
     * @param length the key's length in bytes, 1 to 8,160
     * @param algorithm the JCA name of the algorithm that it becomes a key of
     */
    static SecretBytes derive(SecretBytes input, byte[] salt, byte[] info, int length, String algorithm) {
        if (length < 1 || length > MAX_BLOCKS * HMAC.digestLength()) {
            throw new IllegalArgumentException("HKDF with SHA-256 makes no key of " + length + " bytes");
        }
        SecretBytes pseudorandomKey = extract(input, salt);
        try {
            return expand(pseudorandomKey, info, length, algorithm);
        } finally {
            pseudorandomKey.destroy();
        }
    }

    private static SecretBytes extract(SecretBytes input, byte[] salt) {
        Mac mac = mac(SecretBytes.copyOf(salt.length == 0 ? new byte[HMAC.digestLength()] : salt, HMAC.jcaName()));
        byte[] bytes = input.toByteArray();
        byte[] extracted = mac.doFinal(bytes);
        Arrays.fill(bytes, (byte) 0);
        return wiped(extracted, HMAC.jcaName());
    }

    private static SecretBytes expand(SecretBytes pseudorandomKey, byte[] info, int length, String algorithm) {
        Mac mac = mac(pseudorandomKey);
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (int counter = 1; done < length; counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            Arrays.fill(block, (byte) 0);
            block = mac.doFinal();
            int taken = Math.min(block.length, length - done);
            System.arraycopy(block, 0, output, done, taken);
            done += taken;
        }
        Arrays.fill(block, (byte) 0);
        return wiped(output, algorithm);
    }

    private static SecretBytes wiped(byte[] bytes, String algorithm) {
        SecretBytes secret = SecretBytes.copyOf(bytes, algorithm);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    private static Mac mac(SecretBytes key) {
        try {
            Mac mac = Mac.getInstance(HMAC.jcaName());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
