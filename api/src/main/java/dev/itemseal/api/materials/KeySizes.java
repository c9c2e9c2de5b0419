package dev.itemseal.api.materials;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** Sizes of secret keys, where a key shows its bytes at all. */
final class KeySizes {

    private KeySizes() {}

    /** The length in bytes, or -1 for a key that stays in its device. */
    static int rawLength(SecretKey key) {
        if (key instanceof SecretBytes secret) {
            return secret.length();
        }
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            return -1;
        }
        int length = encoded.length;
        Arrays.fill(encoded, (byte) 0);
        return length;
    }
}
