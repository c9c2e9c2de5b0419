package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of a directory of vectors, each read once. For one thread. */
final class VectorFiles {

    /** What file names in the layout begin with. */
    static final String SCHEME = "file://";

    private final Path directory;
    private final Map<Path, JsonNode> read = new HashMap<>();

    VectorFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The file that a scenario names, which may not be there; never one outside of the directory. */
    Path resolve(String reference) throws LayoutException {
        try {
            if (reference.startsWith(SCHEME)) {
                Path file =
                        directory.resolve(reference.substring(SCHEME.length())).normalize();
                if (file.startsWith(directory) && !file.equals(directory)) {
                    return file;
                }
            }
        } catch (InvalidPathException e) {
            throw new LayoutException("'" + reference + "' is no file name");
        }
        throw new LayoutException("'" + reference + "' must be " + SCHEME + " and a file within the directory");
    }

    /** A file that holds an object. */
    JsonNode read(String reference) throws LayoutException {
        JsonNode node = content(reference);
        if (!node.isObject()) {
            throw new LayoutException("'" + reference + "' does not hold a JSON object");
        }
        return node;
    }

    /** A file that holds a list. */
    JsonNode readList(String reference) throws LayoutException {
        JsonNode node = content(reference);
        if (!node.isArray()) {
            throw new LayoutException("'" + reference + "' does not hold a JSON array");
        }
        return node;
    }

    private JsonNode content(String reference) throws LayoutException {
        Path file = resolve(reference);
        JsonNode known = read.get(file);
        if (known == null) {
            known = parse(file, reference);
            read.put(file, known);
        }
        return known;
    }

    private static JsonNode parse(Path file, String reference) throws LayoutException {
        try {
            return Json.parse(Files.readString(file));
        } catch (MalformedJsonException e) {
            throw new LayoutException("'" + reference + "' " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new LayoutException("'" + reference + "' is not there");
        } catch (CharacterCodingException e) {
            throw new LayoutException("'" + reference + "' is not UTF-8");
        } catch (IOException e) {
            throw new LayoutException("'" + reference + "' can't be read (" + e.getMessage() + ")");
        }
    }
}
