package dev.itemseal.engine;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.engine.format.FormatV0;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-CBC over all encrypted values of an item in one call, without padding of its own. For one thread; thrown away after
 * any exception.
 *
 * <p>Encrypting, each value stands behind a fresh random block. The cipher turns that block into the encryption of a
 * random block, which is the value's initialization vector, and goes on with the value (rule ENC-2). Decrypting, the
 * vectors are decrypted with the rest, and what they give is not looked at.
 */
final class AesCbc {

    private static final String TRANSFORMATION = "AES/CBC/NoPadding";

    /** Before the first random block of an item; what stands here does not matter, since that block is random. */
    private static final IvParameterSpec START = new IvParameterSpec(new byte[FormatV0.BLOCK_LENGTH]);

    private @Nullable Cipher encrypting;
    private @Nullable Cipher decrypting;

    void encrypt(SecretKey key, byte[] source, int length, byte[] target) {
        if (!reusable(key)) {
            run(newCipher(), Cipher.ENCRYPT_MODE, key, source, length, target);
            return;
        }
        if (encrypting == null) {
            encrypting = newCipher();
        }
        run(encrypting, Cipher.ENCRYPT_MODE, key, source, length, target);
    }

    void decrypt(SecretKey key, byte[] source, int length, byte[] target) {
        if (!reusable(key)) {
            run(newCipher(), Cipher.DECRYPT_MODE, key, source, length, target);
            return;
        }
        if (decrypting == null) {
            decrypting = newCipher();
        }
        run(decrypting, Cipher.DECRYPT_MODE, key, source, length, target);
    }

    /** A key that stays in its device may belong to a provider of its own, which a cipher finds at its first use alone. */
    private static boolean reusable(SecretKey key) {
        return key instanceof SecretBytes || "RAW".equals(key.getFormat());
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
        }
    }

    private static void run(Cipher cipher, int mode, SecretKey key, byte[] source, int length, byte[] target) {
        try {
            cipher.init(mode, key, START);
            cipher.doFinal(source, 0, length, target, 0);
        } catch (InvalidKeyException e) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The platform's cryptography did not take the content key; look at its kind and provider",
                    e);
        } catch (GeneralSecurityException | ProviderException e) {
            // Whole blocks were given, and room for as many, so it is not for what was given.
            throw DeviceKeys.failed(TRANSFORMATION, e);
        }
    }
}
