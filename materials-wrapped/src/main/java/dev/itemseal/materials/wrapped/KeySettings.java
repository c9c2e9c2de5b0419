package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.SecretSource;
import dev.itemseal.api.plugin.Settings;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A section of settings that holds one key. */
final class KeySettings {

    private static final String ENCODING = "encoding";
    static final String ALGORITHM = "algorithm";

    private final Settings section;
    private final SecretSource source;

    KeySettings(Settings section) {
        this.section = section;
        this.source = SecretSource.ofKey(section);
    }

    /** A secret key that is made from its bytes. */
    <T> T secretKey(Function<byte[], T> maker) {
        requireOnly(ENCODING);
        Encoded encoded = encoded(KeyEncoding.BASE64);
        if (encoded.ofPair()) {
            throw section.invalid("", "holds a half of a key pair where a secret key is asked for");
        }
        return made(encoded, maker);
    }

    PrivateKey privateKey() {
        requireOnly(ENCODING);
        return made(pairEncoded(), KeyCodec::decodePrivateKey);
    }

    PublicKey publicKey() {
        requireOnly(ENCODING);
        return made(pairEncoded(), KeyCodec::decodePublicKey);
    }

    SigningKey signingKey() {
        requireOnly(ENCODING, ALGORITHM);
        Optional<SigningAlgorithm> algorithm = oneOf(algorithms());
        Encoded encoded = encoded(usualEncoding(algorithm));
        return made(encoded, bytes -> {
            if (!encoded.ofPair()) {
                return MacKey.ofBytes(algorithm.orElse(SigningAlgorithm.HMAC_SHA256), bytes);
            }
            PrivateKey key = KeyCodec.decodePrivateKey(bytes);
            return PrivateSigningKey.of(algorithm.orElseGet(() -> SignatureKeys.usualAlgorithm(key)), key);
        });
    }

    /** A key that verifies what the given algorithm wrote, unless its own settings name others (rule KEY-4). */
    VerificationKey verificationKey(Optional<SigningAlgorithm> written) {
        requireOnly(ENCODING, ALGORITHM);
        List<SigningAlgorithm> algorithms = algorithms();
        Encoded encoded = encoded(usualEncoding(algorithms.stream().findFirst().or(() -> written)));
        return made(encoded, bytes -> {
            if (!encoded.ofPair()) {
                return MacKey.ofBytes(oneOf(algorithms).or(() -> written).orElse(SigningAlgorithm.HMAC_SHA256), bytes);
            }
            PublicKey key = KeyCodec.decodePublicKey(bytes);
            SigningAlgorithm first = algorithms.stream()
                    .findFirst()
                    .or(() -> written.filter(
                            algorithm -> algorithm.family().name().equals(key.getAlgorithm())))
                    .orElseGet(() -> SignatureKeys.usualAlgorithm(key));
            return PublicVerificationKey.of(key, first, algorithms.toArray(SigningAlgorithm[]::new));
        });
    }

    private void requireOnly(String... further) {
        Set<String> known = new HashSet<>(source.names());
        known.addAll(List.of(further));
        section.requireOnly(known);
    }

    private static KeyEncoding usualEncoding(Optional<SigningAlgorithm> algorithm) {
        return algorithm
                        .filter(named -> named.family() != SigningAlgorithm.Family.HMAC)
                        .isPresent()
                ? KeyEncoding.DER
                : KeyEncoding.BASE64;
    }

    private List<SigningAlgorithm> algorithms() {
        List<SigningAlgorithm> algorithms = new ArrayList<>();
        section.optional(ALGORITHM).ifPresent(names -> {
            for (String name : names.split(",", -1)) {
                signingAlgorithm(section, name.strip()).ifPresent(algorithms::add);
            }
        });
        return algorithms;
    }

    /** Looks a name up that the section's {@code algorithm} has; one that there is not is told. */
    static Optional<SigningAlgorithm> signingAlgorithm(Settings section, String name) {
        Optional<SigningAlgorithm> algorithm = SigningAlgorithm.ofJcaName(name);
        if (algorithm.isEmpty()) {
            section.refuse(
                    ALGORITHM,
                    "must be one of "
                            + Arrays.stream(SigningAlgorithm.values())
                                    .map(SigningAlgorithm::jcaName)
                                    .toList());
        }
        return algorithm;
    }

    private Optional<SigningAlgorithm> oneOf(List<SigningAlgorithm> algorithms) {
        if (algorithms.size() > 1) {
            throw section.invalid(ALGORITHM, "names several algorithms, but this key can have only one");
        }
        return algorithms.stream().findFirst();
    }

    private Encoded pairEncoded() {
        Encoded encoded = encoded(KeyEncoding.DER);
        if (!encoded.ofPair()) {
            throw section.invalid(ENCODING, "must be der or pem for a half of a key pair");
        }
        return encoded;
    }

    private Encoded encoded(KeyEncoding otherwise) {
        Optional<KeyEncoding> named = section.choice(ENCODING, List.of(KeyEncoding.values()), KeyEncoding::settingName);
        byte[] content = source.read(KeyCodec.MAX_BYTES);
        KeyEncoding encoding = named.orElse(KeyCodec.isPem(content) ? KeyEncoding.PEM : otherwise);
        boolean text = !source.isFile() && encoding != KeyEncoding.PEM;
        return new Encoded(encoding, text || encoding == KeyEncoding.BASE64 ? base64(content) : content);
    }

    private byte[] base64(byte[] text) {
        try {
            return Base64.getDecoder().decode(new String(text, StandardCharsets.ISO_8859_1).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            // What the decoder says may quote the key.
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The key of the setting '" + section.fullName("") + "' is not Base64; if it is a binary file, set '"
                            + section.fullName(ENCODING) + "' to raw or der");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private <T> T made(Encoded encoded, Function<byte[], T> maker) {
        try {
            return named(section, () -> maker.apply(encoded.bytes));
        } finally {
            Arrays.fill(encoded.bytes, (byte) 0);
        }
    }

    /** Says in errors that know nothing of settings which one it is about. */
    static <T> T named(Settings section, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    e.reason(), "The setting '" + section.fullName("") + "' does not work. " + e.getMessage(), e);
        }
    }

    /** The bytes of a key in some encoding; Base64 is taken off already. */
    private static final class Encoded {

        private final KeyEncoding encoding;
        private final byte[] bytes;

        private Encoded(KeyEncoding encoding, byte[] bytes) {
            this.encoding = encoding;
            this.bytes = bytes;
        }

        private boolean ofPair() {
            return encoding == KeyEncoding.DER || encoding == KeyEncoding.PEM;
        }
    }
}
