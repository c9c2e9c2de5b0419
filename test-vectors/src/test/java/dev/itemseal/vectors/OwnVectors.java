package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the project's own vectors are, and how tests read them. */
final class OwnVectors {

    static final Path ROOT = Path.of(System.getProperty("itemseal.root"));

    static final Path DIRECTORY = ROOT.resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own");

    private OwnVectors() {}

    static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException | MalformedJsonException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** The cases of all chapters. */
    static List<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (var files = Files.list(DIRECTORY.resolve("cases"))) {
            files.filter(file -> !file.endsWith("configurations.json"))
                    .sorted()
                    .forEach(file -> read(file).forEach(cases::add));
        }
        return cases;
    }

    /** Everything that names the rules it shows: cases, values, descriptions and strings to sign. */
    static List<JsonNode> everything() throws IOException {
        List<JsonNode> all = new ArrayList<>(cases());
        read(DIRECTORY.resolve("values.json")).forEach(part -> part.forEach(all::add));
        read(DIRECTORY.resolve("descriptions.json")).forEach(all::add);
        read(DIRECTORY.resolve("strings-to-sign.json")).forEach(all::add);
        return all;
    }
}
