package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.WrappingKeys;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/** One state of a keystore, and its entries in the forms that providers take. */
final class KeyStoreEntries {

    private final KeyStore keyStore;
    private final Optional<Supplier<char[]>> keyPassword;

    private KeyStoreEntries(KeyStore keyStore, Optional<Supplier<char[]>> keyPassword) {
        this.keyStore = keyStore;
        this.keyPassword = keyPassword;
    }

    static KeyStoreEntries load(KeyStoreSource source, Optional<Supplier<char[]>> keyPassword) {
        try {
            return new KeyStoreEntries(source.load(), keyPassword);
        } catch (FileSystemException e) {
            // Not kept as the cause: its message is the file's name, which may be a key that someone has put there by
            // mistake.
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The keystore can't be read (" + e.getClass().getSimpleName()
                            + "); see whether the file is there and may be read");
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new ConfigurationException(
                        Reason.INVALID_KEY, "The keystore can't be opened: its password is another one", e);
            }
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The keystore can't be read; see whether the file is there, is a keystore of that type, and may be"
                            + " read",
                    e);
        } catch (GeneralSecurityException e) {
            // Of a type that nobody knows, the message quotes the type.
            boolean unknownType = e instanceof KeyStoreException && e.getCause() instanceof NoSuchAlgorithmException;
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The keystore can't be read: no JCA provider here knows its type, or an algorithm in it",
                    unknownType ? null : e);
        }
    }

    Entry entry(String alias) {
        try {
            Key key = key(alias);
            Certificate certificate = keyStore.getCertificate(alias);
            if (key == null && certificate == null) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The keystore has no entry '" + alias + "'; name one that 'keytool -list' shows");
            }
            return new Entry(
                    alias,
                    Optional.ofNullable(key),
                    Optional.ofNullable(certificate).map(Certificate::getPublicKey));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The keystore's entry '" + alias + "' can't be opened; see whether its password is another one",
                    e);
        }
    }

    private Key key(String alias) throws GeneralSecurityException {
        char[] password = keyPassword.map(Supplier::get).orElse(null);
        try {
            return keyStore.getKey(alias, password);
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    /** A secret key, a key pair, or the public key of a certificate. */
    record Entry(String alias, Optional<Key> key, Optional<PublicKey> publicKey) {

        AesContentKey contentKey() {
            if (key.orElse(null) instanceof SecretKey secret) {
                return AesContentKey.of(secret);
            }
            throw unsuitable("an AES key");
        }

        WrappingKeys wrappingKeys(RsaTransformation transformation, boolean pkcs1Allowed) {
            if (key.orElse(null) instanceof SecretKey secret) {
                AesWrappingKey both = AesWrappingKey.of(secret);
                return new WrappingKeys(Optional.of(both), Optional.of(both));
            }
            return new WrappingKeys(
                    publicKey.map(half -> RsaWrappingKey.of(half, transformation)),
                    key.map(half -> unwrappingKey(half, pkcs1Allowed)));
        }

        private RsaUnwrappingKey unwrappingKey(Key half, boolean pkcs1Allowed) {
            RsaUnwrappingKey unwrapping = RsaUnwrappingKey.of(privateKey(half));
            return pkcs1Allowed ? unwrapping.allowingPkcs1() : unwrapping;
        }

        SignatureKeys signatureKeys(Optional<SigningAlgorithm> algorithm) {
            if (key.orElse(null) instanceof SecretKey secret) {
                MacKey both = MacKey.of(algorithm.orElseGet(() -> SignatureKeys.usualAlgorithm(secret)), secret);
                return new SignatureKeys(Optional.of(both), Optional.of(both));
            }
            return new SignatureKeys(
                    key.map(half -> PrivateSigningKey.of(
                            algorithm.orElseGet(() -> SignatureKeys.usualAlgorithm(half)), privateKey(half))),
                    publicKey.map(half -> PublicVerificationKey.of(
                            half, algorithm.orElseGet(() -> SignatureKeys.usualAlgorithm(half)))));
        }

        private PrivateKey privateKey(Key half) {
            if (half instanceof PrivateKey privateKey) {
                return privateKey;
            }
            throw unsuitable("a key pair");
        }

        private ConfigurationException unsuitable(String wanted) {
            return new ConfigurationException(
                    Reason.INVALID_KEY, "The keystore's entry '" + alias + "' is not " + wanted + "; name one that is");
        }

        @Override
        public String toString() {
            return "Entry(" + alias + ')';
        }
    }
}
