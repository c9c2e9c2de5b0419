package dev.itemseal.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small directory of vectors, good in itself, that tests then spoil. */
final class DirectoryOfOneItem {

    static final String SCENARIOS = "scenarios.json";
    static final String KEYS = "keys.json";
    static final String PLAINTEXT = "plaintext.json";
    static final String CIPHERTEXT = "stored.json";

    private final Path directory;

    DirectoryOfOneItem(Path directory) {
        this.directory = directory;
        write(SCENARIOS, """
                {"generator": "test", "keys": "file://keys.json", "scenarios": [{"id": "one", "version": "v1",
                 "provider": "static", "keys": {"decrypt": "content", "verify": "mac"},
                 "plaintext": "file://plaintext.json", "ciphertext": "file://stored.json"}]}
                """);
        write(KEYS, """
                {"content": {"algorithm": "AES", "encoding": "RAW", "material": "AAECAwQFBgcICQoLDA0ODw=="},
                 "mac": {"algorithm": "HmacSHA256", "encoding": "RAW", "material": "ICEiIyQlJicoKSorLC0uLw=="}}
                """);
        write(PLAINTEXT, """
                {"actions": {"all": {"default": "encrypt", "override": {"seen": "sign"}}},
                 "items": {"T": {"index": {"partition": "id"}, "items": [
                   {"action": "all", "attributes": {"id": {"N": "1"}, "seen": {"N": "2.0"}}}]}},
                 "versions": {"T": {"v1": ["group"]}}, "attributes": {"group": {"drink": {"S": "tea"}}}}
                """);
    }

    void write(String name, String content) {
        try {
            Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(String name, String part, String by) {
        try {
            String content = Files.readString(directory.resolve(name));
            if (!content.contains(part)) {
                throw new IllegalArgumentException("'" + part + "' is not in " + content);
            }
            write(name, content.replace(part, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
