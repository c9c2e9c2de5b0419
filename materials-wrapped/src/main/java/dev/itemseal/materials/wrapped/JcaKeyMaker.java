package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.KeyMaker;
import dev.itemseal.api.plugin.KeyPart;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes keys with the JDK, of sizes that are not weak (rules KEY-1 to KEY-3).
 *
 * <table>
 *   <caption>Algorithms, their sizes in bits, and the size where none is given</caption>
 *   <tr><th>algorithm</th><th>sizes</th><th>default</th></tr>
 *   <tr><td>{@code AES}</td><td>128, 192, 256</td><td>256</td></tr>
 *   <tr><td>{@code HmacSHA224}, {@code HmacSHA256}, {@code HmacSHA384}, {@code HmacSHA512}</td>
 *       <td>128 to 4,096 in steps of 8</td><td>that of the hash</td></tr>
 *   <tr><td>{@code RSA}</td><td>2,048 to 16,384 in steps of 8</td><td>3,072</td></tr>
 *   <tr><td>{@code EC}</td><td>256, 384, 521: the curves P-256, P-384, P-521</td><td>256</td></tr>
 * </table>
 *
 * <p>Secret keys are encoded as {@code RAW} or {@code BASE64}, pairs as {@code DER} or {@code PEM}, in PKCS #8 and X.509
 * SubjectPublicKeyInfo. Safe for use by several threads.
 */
public final class JcaKeyMaker implements KeyMaker {

    private static final String AES = "AES";
    private static final String RSA = SigningAlgorithm.Family.RSA.name();
    private static final String EC = SigningAlgorithm.Family.EC.name();
    private static final int MAX_HMAC_BITS = 4096;
    private static final int MAX_RSA_BITS = 16_384;
    private static final int DEFAULT_RSA_BITS = 3072;
    private static final Map<Integer, String> CURVES = Map.of(256, "secp256r1", 384, "secp384r1", 521, "secp521r1");

    private final SecureRandom random;

    /** Makes the maker. */
    public JcaKeyMaker() {
        this(new SecureRandom());
    }

    JcaKeyMaker(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Set<String> algorithms() {
        Set<String> algorithms = new TreeSet<>(Set.of(AES, RSA, EC));
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.family() == SigningAlgorithm.Family.HMAC) {
                algorithms.add(algorithm.jcaName());
            }
        }
        return Collections.unmodifiableSet(algorithms);
    }

    @Override
    public Map<KeyPart, SecretBytes> make(String algorithm, OptionalInt sizeBits, Optional<KeyEncoding> encoding) {
        if (algorithm.equals(AES)) {
            return secretKey(algorithm, aesSize(sizeBits.orElse(256)), encoding.orElse(KeyEncoding.BASE64));
        }
        if (algorithm.equals(RSA)) {
            int size = rsaSize(sizeBits.orElse(DEFAULT_RSA_BITS));
            return pair(
                    algorithm,
                    new RSAKeyGenParameterSpec(size, RSAKeyGenParameterSpec.F4),
                    encoding.orElse(KeyEncoding.PEM));
        }
        if (algorithm.equals(EC)) {
            return pair(
                    algorithm, new ECGenParameterSpec(curve(sizeBits.orElse(256))), encoding.orElse(KeyEncoding.PEM));
        }
        SigningAlgorithm mac = SigningAlgorithm.ofJcaName(algorithm)
                .filter(named -> named.family() == SigningAlgorithm.Family.HMAC)
                .orElseThrow(() -> new ConfigurationException(
                        Reason.INVALID_KEY, "There are no new keys for that algorithm; there are " + algorithms()));
        int size = macSize(sizeBits.orElse(mac.digestLength() * 8));
        return secretKey(algorithm, size, encoding.orElse(KeyEncoding.BASE64));
    }

    private Map<KeyPart, SecretBytes> secretKey(String algorithm, int sizeBits, KeyEncoding encoding) {
        if (encoding != KeyEncoding.RAW && encoding != KeyEncoding.BASE64) {
            throw unsuitable(encoding, algorithm, "raw or base64");
        }
        byte[] key = new byte[sizeBits / 8];
        random.nextBytes(key);
        byte[] content = key;
        if (encoding == KeyEncoding.BASE64) {
            byte[] text = Base64.getEncoder().encode(key);
            content = Arrays.copyOf(text, text.length + 1);
            content[text.length] = '\n';
            Arrays.fill(text, (byte) 0);
        }
        SecretBytes secret = SecretBytes.copyOf(content, algorithm);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(content, (byte) 0);
        return Map.of(KeyPart.SECRET, secret);
    }

    private Map<KeyPart, SecretBytes> pair(String algorithm, AlgorithmParameterSpec size, KeyEncoding encoding) {
        if (encoding != KeyEncoding.DER && encoding != KeyEncoding.PEM) {
            throw unsuitable(encoding, algorithm, "der or pem");
        }
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size, random);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new MaterialsException(
                    Reason.KEY_UNAVAILABLE,
                    "No JCA provider makes " + algorithm + " keys of that size; see the JDK's security providers",
                    false,
                    e);
        }
        boolean text = encoding == KeyEncoding.PEM;
        byte[] privateKey = text
                ? KeyCodec.encodePem(pair.getPrivate()).getBytes(StandardCharsets.US_ASCII)
                : pair.getPrivate().getEncoded();
        byte[] publicKey = text
                ? KeyCodec.encodePem(pair.getPublic()).getBytes(StandardCharsets.US_ASCII)
                : pair.getPublic().getEncoded();
        Map<KeyPart, SecretBytes> parts = Map.of(
                KeyPart.PRIVATE, SecretBytes.copyOf(privateKey, algorithm),
                KeyPart.PUBLIC, SecretBytes.copyOf(publicKey, algorithm));
        Arrays.fill(privateKey, (byte) 0);
        return parts;
    }

    private static int aesSize(int bits) {
        return checked(bits, bits % 8 == 0 && ContentKeyAlgorithm.AES.allowsLength(bits / 8), "AES", "128, 192 or 256");
    }

    private static int macSize(int bits) {
        return checked(
                bits,
                bits % 8 == 0 && bits >= MacKey.WEAK_BELOW_BITS && bits <= MAX_HMAC_BITS,
                "HMAC",
                MacKey.WEAK_BELOW_BITS + " to " + MAX_HMAC_BITS + " in steps of 8");
    }

    private static int rsaSize(int bits) {
        return checked(
                bits,
                bits % 8 == 0 && bits >= Warnings.WEAK_RSA_BELOW_BITS && bits <= MAX_RSA_BITS,
                "RSA",
                Warnings.WEAK_RSA_BELOW_BITS + " to " + MAX_RSA_BITS + " in steps of 8");
    }

    private static String curve(int bits) {
        checked(bits, CURVES.containsKey(bits), "EC", "256, 384 or 521");
        return Objects.requireNonNull(CURVES.get(bits));
    }

    private static int checked(int bits, boolean allowed, String kind, String sizes) {
        if (!allowed) {
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "A new " + kind + " key can't have " + bits
                            + " bits, which is too weak or not possible; it can have " + sizes);
        }
        return bits;
    }

    private static ConfigurationException unsuitable(KeyEncoding encoding, String algorithm, String suitable) {
        return new ConfigurationException(
                Reason.INVALID_SETTING,
                "A key for " + algorithm + " can't be encoded as " + encoding.settingName() + ", but as " + suitable);
    }
}
