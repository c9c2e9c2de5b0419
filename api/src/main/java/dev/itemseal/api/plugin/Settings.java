package dev.itemseal.api.plugin;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.SecretBytes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Settings by name, with sections separated by dots: {@code provider.signing-key.file} is the setting
 * {@code signing-key.file} of section {@code provider}. A section may have a value of its own, its id:
 * {@code provider = wrapped}. Values never change, and never show in errors or {@code toString}: they may be secret.
 *
 * <p>What a factory gets from {@link Plugins} collects mistakes, so that the user sees all of them at once: the look-ups
 * don't throw but note a mistake and give what stands in for the value. A factory therefore looks up everything first,
 * then calls {@link #check()}, which throws if anything was noted, and only then opens, connects or starts anything. If it
 * doesn't, {@link Plugins} refuses what it made. Settings that {@link #of} makes throw each mistake at once.
 *
 * <p>Safe for use by several threads, except while mistakes are collected.
 */
public final class Settings {

    private final String prefix;
    private final Optional<String> id;
    private final TreeMap<String, String> values;
    private final Surroundings surroundings;

    /** What all sections have in common. */
    private record Surroundings(Path directory, UnaryOperator<String> environment, Optional<Mistakes> mistakes) {}

    private Settings(String prefix, Optional<String> id, TreeMap<String, String> values, Surroundings surroundings) {
        this.prefix = prefix;
        this.id = id.filter(value -> !value.isEmpty());
        this.values = values;
        this.surroundings = surroundings;
    }

    /**
     * Makes settings.
     *
     * @param values values by full name; blanks around a value are not part of it
     * @param directory the directory that relative file names in settings are resolved against
     * @return the settings
     */
    public static Settings of(Map<String, String> values, Path directory) {
        return of(values, directory, System::getenv);
    }

    /**
     * Makes settings with an environment of their own, instead of the process's.
     *
     * @param values values by full name; blanks around a value are not part of it
     * @param directory the directory that relative file names in settings are resolved against
     * @param environment gives a variable's value, or null if it is not set
     * @return the settings
     */
    public static Settings of(Map<String, String> values, Path directory, UnaryOperator<String> environment) {
        TreeMap<String, String> stripped = new TreeMap<>();
        values.forEach((name, value) -> stripped.put(name, value.strip()));
        return new Settings("", Optional.empty(), stripped, new Surroundings(directory, environment, Optional.empty()));
    }

    /**
     * Starts to collect mistakes.
     *
     * @return the same settings, whose look-ups note mistakes instead of throwing them until {@link #check()} is called
     */
    public Settings collecting() {
        Optional<Mistakes> mistakes = Optional.of(new Mistakes());
        return new Settings(
                prefix, id, values, new Surroundings(surroundings.directory, surroundings.environment, mistakes));
    }

    boolean isCollecting() {
        return mistakes().isPresent();
    }

    private Optional<Mistakes> mistakes() {
        return surroundings.mistakes.filter(mistakes -> !mistakes.isClosed());
    }

    /**
     * Throws the mistakes that were noted, in these settings, their sections and nested plugins. To be called when
     * everything was looked up and before anything is used. From then on, whoever called {@link #collecting()} gets each
     * further mistake thrown at once.
     *
     * @throws ConfigurationException if there are any, listing all
     */
    public void check() {
        mistakes().ifPresent(Mistakes::check);
    }

    /**
     * Does a part of the work, such as making a key, whose failure must not hide the mistakes of the other parts.
     *
     * @param work makes something, never null; a {@link ConfigurationException} that it throws is noted as a mistake, and
     *     what it throws after a mistake was noted is taken for a consequence
     * @param <T> what is made
     * @return what was made; empty if a mistake was noted, so that {@link #check()} throws
     * @throws ConfigurationException if the work throws it and mistakes are not collected
     */
    public <T> Optional<T> attempt(Supplier<T> work) {
        return mistakes().map(mistakes -> mistakes.attempt(work)).orElseGet(() -> Optional.of(work.get()));
    }

    /**
     * Tells a mistake, and goes on where mistakes are collected.
     *
     * @param name the setting's name within the section
     * @param problem what is wrong and what is allowed, as the rest of a sentence; without the value
     * @throws ConfigurationException with {@code INVALID_SETTING} if mistakes are not collected
     */
    public void refuse(String name, String problem) {
        refuse(invalid(name, problem));
    }

    /**
     * Tells any other mistake, and goes on where mistakes are collected.
     *
     * @param mistake what is wrong and what is allowed; without the value
     * @throws ConfigurationException the mistake, if mistakes are not collected
     */
    public void refuse(ConfigurationException mistake) {
        mistakes().orElseThrow(() -> mistake).note(mistake);
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
        values.subMap(start, name + (char) ('.' + 1))
                .forEach((key, value) -> section.put(key.substring(start.length()), value));
        return new Settings(prefix + start, Optional.ofNullable(values.get(name)), section, surroundings);
    }

    /**
     * Takes a section that has settings, but no value of its own.
     *
     * @param name the section's name within these settings
     * @return its settings, by names within the section; without any if there is no such section
     * @throws ConfigurationException with {@code INVALID_SETTING} if the section has a value, which nobody would look at
     */
    public Settings group(String name) {
        Settings group = section(name);
        if (group.hasId()) {
            refuse(name, "has settings below it, but no value of its own");
        }
        return group;
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
     * @throws ConfigurationException with {@code MISSING_SETTING} if it has none, whether or not mistakes are collected
     */
    public String id() {
        return id.orElseThrow(() -> missing("", "is missing; add it"));
    }

    /**
     * Looks up a setting that must be there.
     *
     * @param name its name within the section
     * @return its value, not empty; an empty text if it is not there and mistakes are collected
     * @throws ConfigurationException with {@code MISSING_SETTING} if it is not there or empty
     */
    public String required(String name) {
        return optional(name).orElseGet(() -> {
            refuse(missing(name, "is missing; add it"));
            return "";
        });
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
        return parsed(name, "must be a file name", TypedValues::path).map(surroundings.directory::resolve);
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
        return parsed(name, "must be true or false", TypedValues::flag).orElse(otherwise);
    }

    /**
     * Looks up a whole number.
     *
     * @param name the setting's name within the section
     * @param least the least value that is allowed
     * @param most the largest value that is allowed
     * @return the number; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if it is none of these
     */
    public Optional<Integer> number(String name, int least, int most) {
        return parsed(
                name,
                "must be a whole number from " + least + " to " + most,
                value -> TypedValues.number(value, least, most));
    }

    /**
     * Looks up a number of bytes: {@code 4096}, or with a unit, {@code 64KiB}, {@code 10MiB} or {@code 1GiB}.
     *
     * @param name the setting's name within the section
     * @param least the fewest bytes that are allowed
     * @param most the most bytes that are allowed
     * @return the bytes; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if it is none of these
     */
    public Optional<Long> size(String name, long least, long most) {
        return parsed(
                name,
                "must be a number of bytes, such as 4096, 64KiB or 10MiB, from " + least + " to " + most,
                value -> TypedValues.size(value, least, most));
    }

    /**
     * Looks up a duration in ISO form, such as {@code PT5M} for five minutes or {@code PT0.5S} for half a second.
     *
     * @param name the setting's name within the section
     * @param least the shortest one that is allowed
     * @param most the longest one that is allowed
     * @return the duration; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if it is none of these
     */
    public Optional<Duration> duration(String name, Duration least, Duration most) {
        return parsed(
                name,
                "must be an ISO duration such as PT5M, from " + least + " to " + most,
                value -> TypedValues.duration(value, least, most));
    }

    /**
     * Looks up the address of a server.
     *
     * @param name the setting's name within the section
     * @return the address, with {@code http} or {@code https} and a host; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if the value is none
     */
    public Optional<URI> address(String name) {
        return parsed(name, "must be an http or https address, such as https://example.com:8443", TypedValues::address);
    }

    /**
     * Looks up one of several values, such as an enum's constants.
     *
     * @param name the setting's name within the section
     * @param allowed the values that are allowed
     * @param nameOf how each one is written in settings
     * @param <T> what is chosen
     * @return the value; empty if the setting is not there
     * @throws ConfigurationException with {@code INVALID_SETTING} if it is none of these
     */
    public <T> Optional<T> choice(String name, Collection<T> allowed, Function<T, String> nameOf) {
        return parsed(
                name,
                "must be one of " + allowed.stream().map(nameOf).toList(),
                value -> allowed.stream()
                        .filter(one -> nameOf.apply(one).equals(value))
                        .findFirst());
    }

    /**
     * Reads a password, a token or the like: the first line of the file that {@code name.file} names, or the environment
     * variable that {@code name.env} names. It can't stand in the configuration itself.
     *
     * @param name the name of the secret's section
     * @return the secret in UTF-8, not empty, which its user destroys; empty if there is no such section
     * @throws ConfigurationException with {@code MISSING_SETTING}, {@code INVALID_SETTING} or {@code INVALID_KEY} if not
     *     exactly one of the two is set, or it can't be read, is empty or longer than 64 KiB
     */
    public Optional<SecretBytes> secret(String name) {
        Settings section = section(name);
        return section.isEmpty()
                ? Optional.empty()
                : SecretSource.ofPassword(section).firstLine();
    }

    String variable(String name) {
        return surroundings.environment.apply(name);
    }

    private <T> Optional<T> parsed(String name, String allowed, Function<String, Optional<T>> parser) {
        Optional<String> value = optional(name);
        Optional<T> parsed = value.flatMap(parser);
        if (value.isPresent() && parsed.isEmpty()) {
            refuse(name, allowed);
        }
        return parsed;
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
                refuse(name, "is not known here; known are " + new TreeSet<>(known));
            }
        }
    }

    /**
     * Makes the error for a value that is not allowed.
     *
     * @param name the setting's name within the section
     * @param problem what is wrong and what is allowed, as the rest of a sentence; without the value
     * @return the exception, to be thrown, which ends the look-ups
     */
    public ConfigurationException invalid(String name, String problem) {
        return mistake(Reason.INVALID_SETTING, name, problem);
    }

    /** The error for what is not there. */
    ConfigurationException missing(String name, String problem) {
        return mistake(Reason.MISSING_SETTING, name, problem);
    }

    private ConfigurationException mistake(Reason reason, String name, String problem) {
        ConfigurationException mistake =
                new ConfigurationException(reason, "The setting '" + fullName(name) + "' " + problem);
        mistakes().ifPresent(mistakes -> mistakes.about(fullName(name), mistake));
        return mistake;
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
