package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.materials.wrapped.BouncyCastleFormats.PemBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Turns the bytes of a file into a private or public key, and a key into PEM text (rules KEY-7 to KEY-10). RSA and EC
 * keys are read from
 *
 * <ul>
 *   <li>DER: PKCS #8 and X.509 SubjectPublicKeyInfo;
 *   <li>PEM: the same under {@code PRIVATE KEY} and {@code PUBLIC KEY}, with Bouncy Castle;
 *   <li>PKCS #1, as DER or as PEM under {@code RSA PRIVATE KEY} and {@code RSA PUBLIC KEY}, with Bouncy Castle.
 * </ul>
 *
 * <p>Which one it is, the bytes tell. Secret keys have no such encoding: the classes that use them take their bytes.
 */
public final class KeyCodec {

    /** More bytes than any key has; longer input is not looked at. */
    static final int MAX_BYTES = 64 * 1024;

    private static final List<String> ALGORITHMS = List.of("RSA", "EC");
    private static final byte DER_SEQUENCE = 0x30;
    private static final byte DER_INTEGER = 0x02;

    private KeyCodec() {}

    /**
     * Reads a private key.
     *
     * @param encoded the bytes of a DER or PEM file, at most 65,536; the caller may wipe them
     * @return an RSA or EC key, never null
     * @throws ConfigurationException with {@code INVALID_KEY} if that is not what the bytes hold, or with
     *     {@code MISSING_DEPENDENCY} if reading them takes Bouncy Castle and that is not there
     */
    public static PrivateKey decodePrivateKey(byte[] encoded) {
        byte[] pkcs8 = standardForm(encoded, Half.PRIVATE);
        try {
            return (PrivateKey) keyOf(pkcs8, Half.PRIVATE);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /**
     * Reads a public key.
     *
     * @param encoded the bytes of a DER or PEM file, at most 65,536
     * @return an RSA or EC key, never null
     * @throws ConfigurationException with {@code INVALID_KEY} if that is not what the bytes hold, or with
     *     {@code MISSING_DEPENDENCY} if reading them takes Bouncy Castle and that is not there
     */
    public static PublicKey decodePublicKey(byte[] encoded) {
        return (PublicKey) keyOf(standardForm(encoded, Half.PUBLIC), Half.PUBLIC);
    }

    /**
     * Writes a private key as PEM.
     *
     * @param key a key that shows its encoding
     * @return the text of a {@code PRIVATE KEY}, never null
     * @throws ConfigurationException with {@code INVALID_KEY} if the key does not leave its device
     */
    public static String encodePem(PrivateKey key) {
        return pem(Half.PRIVATE.standardLabel, key);
    }

    /**
     * Writes a public key as PEM.
     *
     * @param key a key that shows its encoding
     * @return the text of a {@code PUBLIC KEY}, never null
     * @throws ConfigurationException with {@code INVALID_KEY} if the key has no encoding
     */
    public static String encodePem(PublicKey key) {
        return pem(Half.PUBLIC.standardLabel, key);
    }

    private static String pem(String label, Key key) {
        byte[] der = key.getEncoded();
        if (der == null) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The key does not show its encoding, as keys in a device do; it can't be written");
        }
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** Whether bytes are PEM text: DER is told by its first byte, and text may stand before the first line of PEM. */
    static boolean isPem(byte[] encoded) {
        return encoded.length > 0
                && encoded[0] != DER_SEQUENCE
                && new String(encoded, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** A fresh array with PKCS #8 or SubjectPublicKeyInfo, or something that is neither. */
    private static byte[] standardForm(byte[] encoded, Half half) {
        if (encoded.length > MAX_BYTES) {
            throw invalid(half, "has more than " + MAX_BYTES + " bytes, which no key has");
        }
        if (isPem(encoded)) {
            String text = new String(encoded, StandardCharsets.ISO_8859_1);
            PemBlock block = withBouncyCastle(half, () -> BouncyCastleFormats.firstPemBlock(text));
            if (block.type().equals(half.standardLabel)) {
                return block.content();
            }
            if (block.type().equals(half.pkcs1Label)) {
                return withBouncyCastle(half, () -> half.standardFormOfPkcs1(block.content()));
            }
            throw invalid(
                    half,
                    "is PEM, but its first block is neither " + half.standardLabel + " nor " + half.pkcs1Label
                            + "; decrypt or convert it with 'openssl pkey'");
        }
        return isPkcs1(encoded, half)
                ? withBouncyCastle(half, () -> half.standardFormOfPkcs1(encoded))
                : encoded.clone();
    }

    /** PKCS #1 goes on with an integer where the standard forms have a sequence. */
    private static boolean isPkcs1(byte[] der, Half half) {
        if (der.length < 2 || der[0] != DER_SEQUENCE) {
            return false;
        }
        int lengthBytes = der[1] >= 0 ? 0 : der[1] & 0x7f;
        int position = 2 + lengthBytes + half.versionLength;
        return position < der.length && der[position] == DER_INTEGER;
    }

    private static Key keyOf(byte[] standardForm, Half half) {
        return ALGORITHMS.stream()
                .flatMap(algorithm -> keyOf(algorithm, standardForm, half).stream())
                .findFirst()
                .orElseThrow(() -> invalid(
                        half,
                        "is not an RSA or EC key in " + half.standardFormName
                                + ", or the JDK does not support its size or curve"));
    }

    private static Optional<Key> keyOf(String algorithm, byte[] standardForm, Half half) {
        try {
            return Optional.of(half.keyOf(KeyFactory.getInstance(algorithm), standardForm));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's decoders use unchecked exceptions, too. What they say may quote the key, so it goes nowhere.
            return Optional.empty();
        }
    }

    private static <T> T withBouncyCastle(Half half, Decoding<T> decoding) {
        try {
            return decoding.apply();
        } catch (NoClassDefFoundError e) {
            throw new ConfigurationException(
                    Reason.MISSING_DEPENDENCY,
                    "A " + half.text
                            + " key in PEM or PKCS #1 needs Bouncy Castle, which is not there: add the artifact"
                            + " org.bouncycastle:bcprov-jdk18on (module org.bouncycastle.provider), or convert the key"
                            + " to " + half.standardFormName + " in DER",
                    e);
        } catch (IOException | RuntimeException e) {
            // What the decoder says may quote the key.
            throw invalid(half, "is not valid PEM or PKCS #1, or is encrypted");
        }
    }

    private static ConfigurationException invalid(Half half, String problem) {
        return new ConfigurationException(Reason.INVALID_KEY, "The " + half.text + " key " + problem);
    }

    /** What the two halves of a pair do not have in common. */
    private enum Half {
        PRIVATE("private", "PRIVATE KEY", "RSA PRIVATE KEY", "PKCS #8", 3) {
            @Override
            byte[] standardFormOfPkcs1(byte[] der) throws IOException {
                return BouncyCastleFormats.pkcs8OfPkcs1(der);
            }

            @Override
            Key keyOf(KeyFactory factory, byte[] standardForm) throws GeneralSecurityException {
                return factory.generatePrivate(new PKCS8EncodedKeySpec(standardForm));
            }
        },
        PUBLIC("public", "PUBLIC KEY", "RSA PUBLIC KEY", "X.509 SubjectPublicKeyInfo", 0) {
            @Override
            byte[] standardFormOfPkcs1(byte[] der) throws IOException {
                return BouncyCastleFormats.spkiOfPkcs1(der);
            }

            @Override
            Key keyOf(KeyFactory factory, byte[] standardForm) throws GeneralSecurityException {
                return factory.generatePublic(new X509EncodedKeySpec(standardForm));
            }
        };

        final String text;
        final String standardLabel;
        final String pkcs1Label;
        final String standardFormName;

        /** The length of the version number before what tells the forms apart. */
        final int versionLength;

        Half(String text, String standardLabel, String pkcs1Label, String standardFormName, int versionLength) {
            this.text = text;
            this.standardLabel = standardLabel;
            this.pkcs1Label = pkcs1Label;
            this.standardFormName = standardFormName;
            this.versionLength = versionLength;
        }

        abstract byte[] standardFormOfPkcs1(byte[] der) throws IOException;

        abstract Key keyOf(KeyFactory factory, byte[] standardForm) throws GeneralSecurityException;
    }

    /** Work that takes Bouncy Castle. */
    private interface Decoding<T> {
        T apply() throws IOException;
    }
}
