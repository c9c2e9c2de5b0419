package dev.itemseal.api.plugin;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.SecretBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a section of settings says that a secret is: in a file ({@code file}), in an environment variable ({@code env}) or,
 * for keys in tests, right there ({@code material}). Exactly one of them must be set. Safe for use by several threads.
 */
public final class SecretSource {

    private static final String FILE = "file";
    private static final String ENVIRONMENT = "env";
    private static final String MATERIAL = "material";

    private static final int MAX_PASSWORD_BYTES = 64 * 1024;

    private final Settings section;
    private final Set<String> names;

    private SecretSource(Settings section, Set<String> names) {
        this.section = section;
        this.names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /**
     * Looks for a key, which may stand in the configuration itself.
     *
     * @param section the key's section
     * @return where the key is
     */
    public static SecretSource ofKey(Settings section) {
        return new SecretSource(section, Set.of(FILE, ENVIRONMENT, MATERIAL));
    }

    /**
     * Looks for a password, a token or anything else that can't stand in the configuration.
     *
     * @param section the secret's section
     * @return where the secret is
     */
    public static SecretSource ofPassword(Settings section) {
        return new SecretSource(section, Set.of(FILE, ENVIRONMENT));
    }

    /** {@return the settings of which exactly one must be there, immutable, sorted; for {@link Settings#requireOnly}} */
    public Set<String> names() {
        return names;
    }

    /** {@return whether the secret is in a file} */
    public boolean isFile() {
        return section.optional(FILE).isPresent();
    }

    /**
     * Reads the secret as it is now.
     *
     * @param maxBytes the most bytes that it may have
     * @return the file's bytes, or the text's as UTF-8, fresh: the caller wipes them
     * @throws ConfigurationException with {@code MISSING_SETTING} or {@code INVALID_SETTING} if not exactly one source is
     *     set or it can't be read, or with {@code INVALID_KEY} if there are more bytes
     */
    public byte[] read(int maxBytes) {
        String name = name();
        if (name.equals(FILE)) {
            return fileContent(section.file(FILE).orElseThrow(), maxBytes);
        }
        String text = section.optional(name).orElseThrow();
        byte[] secret = (name.equals(MATERIAL) ? text : variable(text)).getBytes(StandardCharsets.UTF_8);
        if (secret.length > maxBytes) {
            throw tooLong(name, maxBytes);
        }
        return secret;
    }

    /** The secret's first line, as {@link Settings#secret} describes it. */
    Optional<SecretBytes> firstLine() {
        if (section.hasId()) {
            section.refuse(
                    "",
                    "is a secret, which can't stand in the configuration; set one of " + namesInFull() + " instead");
            return Optional.empty();
        }
        section.requireOnly(names);
        return section.attempt(() -> firstLine(read(MAX_PASSWORD_BYTES)));
    }

    private SecretBytes firstLine(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        byte[] line = Arrays.copyOf(content, end);
        Arrays.fill(content, (byte) 0);
        if (line.length == 0) {
            throw section.invalid("", "leads to a secret that is empty; see what is there");
        }
        SecretBytes secret = SecretBytes.copyOf(line, "password");
        Arrays.fill(line, (byte) 0);
        return secret;
    }

    private List<String> namesInFull() {
        return names.stream().map(section::fullName).toList();
    }

    private String name() {
        Set<String> there = new TreeSet<>(names);
        there.removeIf(name -> section.optional(name).isEmpty());
        if (there.isEmpty()) {
            throw section.missing("", "does not say where the secret is; add one of " + namesInFull());
        }
        if (there.size() > 1) {
            throw section.invalid("", "has " + there + ", of which there must be one alone");
        }
        return there.iterator().next();
    }

    private String variable(String name) {
        String value = section.variable(name);
        if (value == null || value.isEmpty()) {
            throw section.invalid(ENVIRONMENT, "names an environment variable that is not set");
        }
        return value;
    }

    private byte[] fileContent(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw tooLong(FILE, maxBytes);
            }
            return content;
        } catch (NoSuchFileException e) {
            // The cause would show the name, which may be a key that someone has put there by mistake.
            throw section.invalid(FILE, "names a file that does not exist");
        } catch (IOException e) {
            throw section.invalid(
                    FILE,
                    "names a file that can't be read (" + e.getClass().getSimpleName() + "); see its permissions");
        }
    }

    private ConfigurationException tooLong(String name, int maxBytes) {
        return new ConfigurationException(
                Reason.INVALID_KEY,
                "The setting '" + section.fullName(name) + "' holds more than " + maxBytes
                        + " bytes, which no such secret has");
    }
}
