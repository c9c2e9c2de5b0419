package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.itemseal.testkit.KeyStock.Alias;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that holds keys in the clear, readable by its owner alone. It is written anew with each change, beside its place,
 * and moved there: at no time is there half a file. A lock beside it keeps a second server away.
 */
final class KeyFile implements KeyRing.Keeper, AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String WARNING =
            "Keys of itemseal's local KMS, in the clear. For tests and for trying things out, not for production.";

    private final Path file;
    private final FileChannel lock;

    private KeyFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    static KeyFile open(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new KeyFile(file, lock);
            }
        } catch (OverlappingFileLockException e) {
            // another server of this process, told below
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        lock.close();
        throw new IOException("another local KMS is at work on " + file);
    }

    KeyStock read() throws IOException {
        if (!Files.exists(file)) {
            return KeyStock.EMPTY;
        }
        KeyStock stock = KeyStock.EMPTY;
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            for (JsonNode node : root.path("keys")) {
                stock = stock.with(key(node));
            }
            for (JsonNode node : root.path("aliases")) {
                stock = stock.with(alias(node));
            }
        } catch (GeneralSecurityException | IOException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(file + " is no key file of the local KMS, or is damaged");
        }
        return stock;
    }

    @Override
    public void keep(KeyStock stock) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("warning", WARNING);
        stock.keys().values().forEach(key -> root.withArrayProperty("keys").add(json(key)));
        stock.aliases()
                .values()
                .forEach(alias -> root.withArrayProperty("aliases").add(json(alias)));
        try {
            Path directory = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(directory, ".local-kms", ""); // readable by its owner alone
            try {
                Files.write(fresh, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the keys can't be written to " + file, e);
        }
    }

    private static ObjectNode json(LocalKey key) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("arn", key.arn().toString())
                .put("spec", key.spec())
                .put("usage", key.usage())
                .put("description", key.description())
                .put("created", key.created().toString())
                .put("enabled", key.enabled());
        key.deletionDate().ifPresent(date -> json.put("deletionDate", date.toString()));
        key.primaryRegion().ifPresent(region -> json.put("primaryRegion", region));
        key.material().ifPresent(material -> json.set("keyset", keyset(material)));
        return json;
    }

    private static JsonNode keyset(KeysetHandle material) {
        try {
            return MAPPER.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(
                    material, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Tink writes the keys that it makes, as JSON", e);
        }
    }

    private static LocalKey key(JsonNode json) throws GeneralSecurityException {
        Optional<KeysetHandle> material = json.has("keyset")
                ? Optional.of(TinkJsonProtoKeysetFormat.parseKeyset(
                        json.get("keyset").toString(), AeadConfig2026.get(), InsecureSecretKeyAccess.get()))
                : Optional.empty();
        return new LocalKey(
                arn(json, "arn"),
                material,
                text(json, "spec"),
                text(json, "usage"),
                text(json, "description"),
                Instant.parse(text(json, "created")),
                json.path("enabled").booleanValue(),
                json.has("deletionDate") ? Optional.of(Instant.parse(text(json, "deletionDate"))) : Optional.empty(),
                json.has("primaryRegion") ? Optional.of(text(json, "primaryRegion")) : Optional.empty());
    }

    private static ObjectNode json(Alias alias) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("arn", alias.arn().toString())
                .put("key", alias.key().toString())
                .put("created", alias.created().toString())
                .put("updated", alias.updated().toString());
    }

    private static Alias alias(JsonNode json) {
        return new Alias(
                arn(json, "arn"),
                arn(json, "key"),
                Instant.parse(text(json, "created")),
                Instant.parse(text(json, "updated")));
    }

    private static Arn arn(JsonNode json, String name) {
        return Arn.parse(text(json, name)).orElseThrow(() -> new IllegalArgumentException("no ARN"));
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException("no text " + name);
        }
        return json.get(name).textValue();
    }

    /** Closing the channel ends the lock. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
