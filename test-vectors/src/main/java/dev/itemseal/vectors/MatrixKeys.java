package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.KeyCodec;
import dev.itemseal.materials.wrapped.RsaTransformation;
import dev.itemseal.materials.wrapped.RsaWrappingKey;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys of the matrix, by name. Secret keys follow from the seed; key pairs stand in a fixed file, since how a JDK makes
 * them is its own affair. Of each there is another one, for readers that have the wrong key.
 */
final class MatrixKeys {

    /** The key of the KMS that the recording stands for. */
    static final String KMS = "kms";

    static final String KMS_KEY = "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000000";

    /** How many bytes the HMAC keys have. */
    private static final int MAC_KEY_LENGTH = 32;

    private static final String PRIVATE = "-private";
    private static final String PUBLIC = "-public";
    private static final String OTHER = "other-";

    private final long seed;
    private final JsonNode pairs = readPairs();
    private final ObjectNode keys = JsonNodeFactory.instance.objectNode();

    MatrixKeys(long seed) {
        this.seed = seed;
        for (String prefix : new String[] {"", OTHER}) {
            MatrixFactor.CONTENT_KEY.levels().forEach(size -> {
                putSecret(prefix + contentName(size), "AES", length(size));
                putSecret(prefix + wrappingName(size), "AES", length(size));
            });
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                switch (algorithm.family()) {
                    case HMAC -> putSecret(prefix + algorithm.jcaName(), algorithm.jcaName(), MAC_KEY_LENGTH);
                    case RSA ->
                        putPair(
                                prefix + algorithm.jcaName(),
                                algorithm.jcaName(),
                                prefix.isEmpty() ? "rsa-signing" : "rsa-wrapping");
                    case EC -> putPair(prefix + algorithm.jcaName(), algorithm.jcaName(), prefix + algorithm.jcaName());
                }
            }
            putPair(prefix + "wrapping-rsa", "RSA", prefix.isEmpty() ? "rsa-wrapping" : "rsa-signing");
        }
        keys.putObject(KMS).put("keyId", KMS_KEY);
    }

    private static JsonNode readPairs() {
        try (InputStream file = MatrixKeys.class.getResourceAsStream("matrix-key-pairs.json")) {
            return Json.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e); // a file of this module
        }
    }

    private static String contentName(String size) {
        return "content-" + size.substring(size.indexOf('/') + 1);
    }

    private static String wrappingName(String level) {
        return level.startsWith("RSA") ? "wrapping-rsa" : "wrapping-" + level.substring(level.indexOf('/') + 1);
    }

    private static int length(String size) {
        return ContentKeyAlgorithm.ofDescriptionName(size).orElseThrow().newKeyLength();
    }

    private void putSecret(String name, String algorithm, int length) {
        byte[] key = MatrixValue.bytes(SeededRandom.of(seed, "key " + name), length);
        put(name, algorithm, "symmetric", "RAW", Base64.getEncoder().encodeToString(key));
    }

    private void putPair(String name, String algorithm, String pair) {
        for (String half : new String[] {"private", "public"}) {
            put(
                    name + '-' + half,
                    algorithm,
                    half,
                    "DER",
                    pairs.get(pair).get(half).textValue());
        }
    }

    private void put(String name, String algorithm, String type, String encoding, String material) {
        keys.putObject(name)
                .put("algorithm", algorithm)
                .put("type", type)
                .put("encoding", encoding)
                .put("material", material);
    }

    /** All keys in the layout of the keys file. */
    ObjectNode node() {
        return keys;
    }

    /** The names of a case's keys by purpose, in the layout of a scenario. */
    ObjectNode names(MatrixCase vector) {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        switch (vector.level(MatrixFactor.PROVIDER)) {
            case "kms" -> {
                return names.put("decrypt", KMS).put("verify", KMS);
            }
            case "most-recent" -> {
                return names;
            }
            case "static" -> names.put("decrypt", contentName(vector.level(MatrixFactor.CONTENT_KEY)));
            default -> {
                String name = wrappingName(vector.level(MatrixFactor.WRAPPING_KEY));
                if (keys.has(name)) {
                    names.put("decrypt", name);
                } else {
                    names.put("encrypt", name + PUBLIC).put("decrypt", name + PRIVATE);
                }
            }
        }
        String signature = vector.level(MatrixFactor.SIGNATURE);
        return keys.has(signature)
                ? names.put("verify", signature)
                : names.put("sign", signature + PRIVATE).put("verify", signature + PUBLIC);
    }

    /** The same names, but that of the wrong key for one purpose. */
    ObjectNode namesWithOther(MatrixCase vector, String purpose) {
        ObjectNode names = names(vector);
        return names.put(purpose, OTHER + names.get(purpose).textValue());
    }

    AesContentKey contentKey(MatrixCase vector) {
        return AesContentKey.ofBytes(material(contentName(vector.level(MatrixFactor.CONTENT_KEY))));
    }

    WrappingKey wrappingKey(MatrixCase vector, SecureRandom random) {
        String level = vector.level(MatrixFactor.WRAPPING_KEY);
        String name = wrappingName(level);
        return RsaTransformation.ofJcaName(level)
                .<WrappingKey>map(transformation -> RsaWrappingKey.of(
                                KeyCodec.decodePublicKey(material(name + PUBLIC)), transformation)
                        .random(random))
                .orElseGet(() -> AesWrappingKey.ofBytes(material(name)));
    }

    SigningKey signingKey(MatrixCase vector) {
        SigningAlgorithm algorithm = vector.signature();
        if (algorithm.family() == SigningAlgorithm.Family.HMAC) {
            return MacKey.ofBytes(algorithm, material(algorithm.jcaName()));
        }
        PrivateKey key = KeyCodec.decodePrivateKey(material(algorithm.jcaName() + PRIVATE));
        return PrivateSigningKey.of(algorithm, key);
    }

    /** What protects the meta table of the most-recent cases. */
    AesContentKey metaContentKey() {
        return AesContentKey.ofBytes(material("content-256"));
    }

    AesWrappingKey metaWrappingKey() {
        return AesWrappingKey.ofBytes(material("wrapping-256"));
    }

    MacKey metaSigningKey() {
        return MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, material("HmacSHA256"));
    }

    private byte[] material(String name) {
        return Base64.getDecoder().decode(keys.get(name).get("material").textValue());
    }
}
