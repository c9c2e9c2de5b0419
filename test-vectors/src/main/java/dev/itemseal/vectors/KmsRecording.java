package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The data keys that a KMS made, in a file, in the clear: for vectors, whose secrets are none. For one thread. */
final class KmsRecording {

    private final Path file;
    private final List<Entry> entries;

    private KmsRecording(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /** A data key, and what it is bound to. */
    record Entry(String keyId, Map<String, String> context, SdkBytes plaintext, SdkBytes ciphertext) {

        private static Entry of(JsonNode node) throws LayoutException {
            return new Entry(
                    Layout.text(node, "KeyId"),
                    Layout.texts(node, "EncryptionContext"),
                    bytes(node, "Plaintext"),
                    bytes(node, "CiphertextBlob"));
        }

        private static SdkBytes bytes(JsonNode node, String name) throws LayoutException {
            String text = Layout.text(node, name);
            try {
                return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                throw new LayoutException("'" + name + "' of a recorded data key is not Base64");
            }
        }

        void writeTo(ArrayNode array) {
            var node = array.addObject().put("KeyId", keyId);
            context.forEach(node.putObject("EncryptionContext")::put);
            node.put("Plaintext", plaintext.asByteArray()).put("CiphertextBlob", ciphertext.asByteArray());
        }
    }

    static KmsRecording empty(Path file) {
        return new KmsRecording(file, new ArrayList<>());
    }

    static KmsRecording of(JsonNode list, Path file) throws LayoutException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : list) {
            entries.add(Entry.of(node));
        }
        return new KmsRecording(file, entries);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Adds a data key, and keeps it before it is used: no item is left without its key. */
    void add(Entry entry) {
        entries.add(entry);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(kept -> kept.writeTo(array));
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), ".recording", ""); // readable by its owner alone
            try {
                Files.writeString(fresh, Json.pretty(array));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw SdkClientException.create("the recording " + file + " can't be written", e);
        }
    }
}
