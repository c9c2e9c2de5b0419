package dev.itemseal.materials.wrapped;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Where a {@link KeyStoreMaterialsProvider} gets its keystore from, once when it is built and again at each refresh. A
 * keystore that is no file, such as a PKCS #11 token's, comes from a lambda. Safe for use by several threads.
 */
@FunctionalInterface
public interface KeyStoreSource {

    /**
     * Loads the keystore as it is now.
     *
     * @return the keystore, loaded, never null
     * @throws IOException if it can't be read, or the password is wrong
     * @throws GeneralSecurityException if no JCA provider knows its type or what is in it
     */
    KeyStore load() throws IOException, GeneralSecurityException;

    /**
     * Reads a file.
     *
     * @param file the keystore's file
     * @param type its type as the JCA names it, such as {@code PKCS12}
     * @param password gives the password, fresh each time; it is wiped after use
     * @return a source that reads the file each time
     */
    static KeyStoreSource file(Path file, String type, Supplier<char[]> password) {
        return () -> {
            KeyStore keyStore = KeyStore.getInstance(type);
            char[] secret = password.get();
            try (InputStream in = Files.newInputStream(file)) {
                keyStore.load(in, secret);
            } finally {
                Arrays.fill(secret, '\0');
            }
            return keyStore;
        };
    }
}
