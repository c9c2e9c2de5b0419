package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.Cipher;

/**
 * Ciphers that are initialized with one key for one direction, kept for reuse: looking one up and initializing it costs
 * several times what wrapping a key does. The only place where ciphers are looked up. Safe for use by several threads.
 */
final class CipherPool {

    /** As many as threads are likely to wrap at the same moment; further ones are made and dropped. */
    private static final int KEPT = 16;

    private final String name;
    private final Initialization initialization;
    private final ArrayBlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(KEPT);

    private CipherPool(String name, Initialization initialization) {
        this.name = name;
        this.initialization = initialization;
    }

    /** RFC 3394 with its default initial value (rule WRP-3). */
    static CipherPool aesWrap(int mode, Key key) {
        return new CipherPool(AesWrappingKey.ALGORITHM, cipher -> cipher.init(mode, key));
    }

    static CipherPool rsa(RsaTransformation transformation, int mode, Key key) {
        return new CipherPool(
                transformation.jcaName(),
                transformation
                        .parameters()
                        .<Initialization>map(parameters -> cipher -> cipher.init(mode, key, parameters))
                        .orElse(cipher -> cipher.init(mode, key)));
    }

    /** Encrypts, with padding from a generator of the caller's. */
    static CipherPool rsa(RsaTransformation transformation, PublicKey key, SecureRandom random) {
        return new CipherPool(
                transformation.jcaName(),
                transformation
                        .parameters()
                        .<Initialization>map(
                                parameters -> cipher -> cipher.init(Cipher.ENCRYPT_MODE, key, parameters, random))
                        .orElse(cipher -> cipher.init(Cipher.ENCRYPT_MODE, key, random)));
    }

    /**
     * Works with a cipher. After any failure the cipher is dropped, since its state is unknown. Some JCA providers throw
     * unchecked exceptions of their own at what is only a wrapped key that does not unwrap; those that speak of the provider
     * or the device are told apart.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if the key can't be used at all
     * @throws GeneralSecurityException if the work itself fails, in whatever way
     */
    <T> T with(Work<T> work) throws GeneralSecurityException {
        Cipher cipher = idle.poll();
        if (cipher == null) {
            cipher = initialized();
        }
        T result;
        try {
            result = work.apply(cipher);
        } catch (ProviderException | UnsupportedOperationException e) {
            throw unavailable(e);
        } catch (RuntimeException e) {
            throw new GeneralSecurityException("The JCA provider failed with an unchecked exception", e);
        }
        idle.offer(cipher);
        return result;
    }

    private Cipher initialized() {
        try {
            Cipher cipher = Cipher.getInstance(name);
            initialization.apply(cipher);
            return cipher;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw unavailable(e); // nothing of an item has been seen yet
        }
    }

    private MaterialsException unavailable(Exception cause) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The key for " + name + " can't be used; see whether a JCA provider supports it and, if the key is in a"
                        + " device, whether that can be reached and permits this use",
                false,
                cause);
    }

    /** Sets a fresh cipher up. */
    private interface Initialization {
        void apply(Cipher cipher) throws GeneralSecurityException;
    }

    /** What is done with a cipher; it must leave it as it found it. */
    interface Work<T> {
        T apply(Cipher cipher) throws GeneralSecurityException;
    }
}
