package dev.itemseal.api.plugin;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings by name, with sections separated by dots: {@code provider.signing-key.file} is the setting
 * {@code signing-key.file} of section {@code provider}. A section may have a value of its own, its id:
 * {@code provider = wrapped}. Immutable; values are never shown in errors or by {@code toString}, since they may be
 * secret.
 */
public final class Settings {

    private final String prefix;
    private final Optional<String> id;
    private final TreeMap<String, String> values;
    private final Path directory;

    private Settings(String prefix, Optional<String> id, TreeMap<String, String> values, Path directory) {
        this.prefix = prefix;
        this.id = id.filter(value -> !value.isEmpty());
        this.values = values;
        this.directory = directory;
    }

    /**
     * Makes settings.
     *
     * @param values values by full name; blanks around a value are not part of it
     * @param directory the directory that relative file names in settings are resolved against
     * @return the settings
     */
    public static Settings of(Map<String, String> values, Path directory) {
        TreeMap<String, String> stripped = new TreeMap<>();
        values.forEach((name, value) -> stripped.put(name, value.strip()));
        return new Settings("", Optional.empty(), stripped, directory);
    }

    /**
     * Takes a section.
     *
     * @param name the section's name within these settings
     * @return its settings, by names within the section; without any if there is no such section
     */
    public Settings section(String name) {
        TreeMap<String, String> section = new TreeMap<>();
        String start = name + '.';
        values.tailMap(start).forEach((key, value) -> {
            if (key.startsWith(start)) {
                section.put(key.substring(start.length()), value);
            }
        });
        return new Settings(prefix + start, Optional.ofNullable(values.get(name)), section, directory);
    }

    /** {@return whether nothing is set here, neither an id nor a setting} */
    public boolean isEmpty() {
        return id.isEmpty() && values.isEmpty();
    }

    /** {@return the names of all settings here, immutable, sorted; the section's own value is not among them} */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** {@return whether the section has a value of its own} */
    public boolean hasId() {
        return id.isPresent();
    }

    /**
     * {@return the section's own value}
     *
     * @throws ConfigurationException with {@code MISSING_SETTING} if it has none
     */
    public String id() {
        return id.orElseThrow(() -> missing(""));
    }

    /**
     * Looks up a setting that must be there.
     *
     * @param name its name within the section
     * @return its value, not empty
     * @throws ConfigurationException with {@code MISSING_SETTING} if it is not there or empty
     */
    public String required(String name) {
        return optional(name).orElseThrow(() -> missing(name));
    }

    /**
     * Looks up a setting.
     *
     * @param name its name within the section
     * @return its value, or empty if it is not there or has no value
     */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Looks up a file's name.
     *
     * @param name the setting's name within the section
     * @return the file, resolved against the settings' directory; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if the value is no file name
     */
    public Optional<Path> file(String name) {
        return optional(name).map(value -> {
            try {
                return directory.resolve(value);
            } catch (java.nio.file.InvalidPathException e) {
                throw invalid(name, "is not a file name");
            }
        });
    }

    /**
     * Looks up a truth value.
     *
     * @param name the setting's name within the section
     * @param otherwise the value if the setting is not there
     * @return the value
     * @throws ConfigurationException with {@code INVALID_SETTING} if it is neither {@code true} nor {@code false}
     */
    public boolean flag(String name, boolean otherwise) {
        String value = optional(name).orElse(Boolean.toString(otherwise));
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(name, "must be true or false");
        }
        return value.equals("true");
    }

    /**
     * Refuses settings that nobody reads, which are most likely misspelt.
     *
     * @param known the names of the settings and sections that are read
     * @throws ConfigurationException with {@code INVALID_SETTING} if there is any other, naming it and those
     */
    public void requireOnly(Set<String> known) {
        for (String name : names()) {
            int dot = name.indexOf('.');
            if (!known.contains(name) && (dot < 0 || !known.contains(name.substring(0, dot)))) {
                throw invalid(name, "is not known here; known are " + new TreeSet<>(known));
            }
        }
    }

    /**
     * Makes the error for a value that is not allowed.
     *
     * @param name the setting's name within the section
     * @param problem what is wrong and what is allowed, as the rest of a sentence; without the value
     * @return the exception, to be thrown
     */
    public ConfigurationException invalid(String name, String problem) {
        return new ConfigurationException(Reason.INVALID_SETTING, "The setting '" + fullName(name) + "' " + problem);
    }

    private ConfigurationException missing(String name) {
        return new ConfigurationException(
                Reason.MISSING_SETTING, "The setting '" + fullName(name) + "' is missing; add it");
    }

    /**
     * Gives a setting's full name, for error messages.
     *
     * @param name its name within the section; empty for the section itself
     * @return the name as the user wrote it
     */
    public String fullName(String name) {
        return name.isEmpty() && !prefix.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + name;
    }

    /** {@return the names of the settings} */
    @Override
    public String toString() {
        return "Settings" + names();
    }
}
