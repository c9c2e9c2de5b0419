package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a directory of vectors, each read once. Whoever made the directory leads nowhere but into it, by names or by
 * links, and has a bounded amount read. For one thread.
 */
final class VectorFiles {

    /** What file names in the layout begin with. */
    static final String SCHEME = "file://";

    /** So many bytes all files that are read have together; as trees in memory they are many times as large. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Path directory;
    private final Map<Path, JsonNode> read = new HashMap<>();

    /** What is wrong with those that hold no JSON. */
    private final Map<Path, String> malformed = new HashMap<>();

    private int bytesRead;

    VectorFiles(Path directory) {
        this.directory = real(directory);
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath(); // it isn't there, and so none of its files is, which is told of each
        }
    }

    /** The file that a scenario names, which may not be there; never one outside of the directory, and without links. */
    Path resolve(String reference) throws LayoutException {
        try {
            if (reference.startsWith(SCHEME)) {
                Path file =
                        directory.resolve(reference.substring(SCHEME.length())).normalize();
                if (file.startsWith(directory) && !file.equals(directory)) {
                    return withoutLinks(file, reference);
                }
            }
        } catch (InvalidPathException e) {
            throw new LayoutException("'" + reference + "' is no file name");
        }
        throw new LayoutException("'" + reference + "' must be " + SCHEME + " and a file within the directory");
    }

    /** Follows the links of what there is of a path. */
    private Path withoutLinks(Path file, String reference) throws LayoutException {
        Path there = file;
        while (!there.equals(directory) && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = Objects.requireNonNull(there.getParent()); // the directory at last
        }
        if (there.equals(directory)) {
            return file;
        }
        Path target;
        try {
            target = there.toRealPath();
        } catch (IOException e) {
            throw new LayoutException("'" + reference + "' is behind a link that leads nowhere");
        }
        if (!target.startsWith(directory)) {
            throw new LayoutException("'" + reference + "' leads out of the directory, by a link");
        }
        return target.resolve(there.relativize(file));
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
        if (known != null) {
            return known;
        }
        String problem = malformed.get(file);
        if (problem == null) {
            byte[] content = bytes(file, reference);
            bytesRead += content.length; // whatever it holds
            try {
                JsonNode node = parse(content);
                read.put(file, node);
                return node;
            } catch (MalformedJsonException e) {
                problem = e.getMessage();
                malformed.put(file, problem);
            }
        }
        throw new LayoutException("'" + reference + "' " + problem);
    }

    private byte[] bytes(Path file, String reference) throws LayoutException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) { // to open a pipe would mean to wait for whoever fills it
                throw new LayoutException("'" + reference + "' is no file that holds something");
            }
            int left = MAX_BYTES - bytesRead;
            if (attributes.size() > left) {
                throw new LayoutException("'" + reference + "' is too large: the files of a directory may have "
                        + MAX_BYTES + " bytes together; divide it into several");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(left);
            }
        } catch (NoSuchFileException e) {
            throw new LayoutException("'" + reference + "' is not there");
        } catch (IOException e) {
            throw new LayoutException("'" + reference + "' can't be read (" + e.getMessage() + ")");
        }
    }

    private static JsonNode parse(byte[] content) throws MalformedJsonException {
        try {
            return Json.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("is not UTF-8", false);
        }
    }

    /** Writes a file where there is none, whole or not at all. */
    static void create(Path file, JsonNode content) throws IOException {
        byte[] text = Json.pretty(content).getBytes(StandardCharsets.UTF_8); // before there is a file
        Files.createFile(file); // nor where a link is
        try {
            Files.write(file, text);
        } catch (IOException | RuntimeException | Error e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException remains) {
                e.addSuppressed(remains);
            }
            throw e;
        }
    }
}
