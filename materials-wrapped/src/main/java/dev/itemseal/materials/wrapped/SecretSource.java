package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Where a section of settings says that a secret is: in a file, in the environment, or, for keys, right there. */
final class SecretSource {

    private static final String FILE = "file";
    private static final String ENVIRONMENT = "env";
    private static final String MATERIAL = "material";

    private final UnaryOperator<String> environment;
    private final Set<String> names;

    private SecretSource(UnaryOperator<String> environment, Set<String> names) {
        this.environment = environment;
        this.names = names;
    }

    /** For keys. */
    static SecretSource ofKeys(UnaryOperator<String> environment) {
        return new SecretSource(environment, Set.of(FILE, ENVIRONMENT, MATERIAL));
    }

    /** For passwords, which can't stand in the configuration. */
    static SecretSource ofPasswords(UnaryOperator<String> environment) {
        return new SecretSource(environment, Set.of(FILE, ENVIRONMENT));
    }

    /** The settings of which exactly one must be there. */
    Set<String> names() {
        return names;
    }

    boolean isFile(Settings section) {
        return section.optional(FILE).isPresent();
    }

    /** The secret as it stands there, fresh. */
    byte[] read(Settings section) {
        String name = name(section);
        if (name.equals(FILE)) {
            return fileContent(section, section.file(FILE).orElseThrow());
        }
        String text = name.equals(MATERIAL) ? section.required(MATERIAL) : variable(section);
        byte[] secret = text.getBytes(StandardCharsets.UTF_8);
        if (secret.length > KeyCodec.MAX_BYTES) {
            throw tooLong(section, name);
        }
        return secret;
    }

    private String name(Settings section) {
        Set<String> there = new TreeSet<>(names);
        there.removeIf(name -> section.optional(name).isEmpty());
        if (there.isEmpty()) {
            throw new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "The setting '" + section.fullName("") + "' does not say where the secret is; add one of "
                            + new TreeSet<>(names)
                                    .stream().map(section::fullName).toList());
        }
        if (there.size() > 1) {
            throw section.invalid("", "has " + there + ", of which there must be one alone");
        }
        return there.iterator().next();
    }

    private String variable(Settings section) {
        String value = environment.apply(section.required(ENVIRONMENT));
        if (value == null || value.isEmpty()) {
            throw section.invalid(ENVIRONMENT, "names an environment variable that is not set");
        }
        return value;
    }

    private static byte[] fileContent(Settings section, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(KeyCodec.MAX_BYTES + 1);
            if (content.length > KeyCodec.MAX_BYTES) {
                throw tooLong(section, FILE);
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

    private static ConfigurationException tooLong(Settings section, String name) {
        return new ConfigurationException(
                Reason.INVALID_KEY,
                "The setting '" + section.fullName(name) + "' holds more than " + KeyCodec.MAX_BYTES
                        + " bytes, which no key has");
    }
}
