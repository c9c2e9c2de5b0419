package dev.itemseal.api.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration can't work: a key, a setting, an attribute action or a plugin's id. Trying again does not help. What
 * reads a whole configuration tells all of its mistakes with one exception.
 */
public final class ConfigurationException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /** Empty where this is the only one. */
    private final ConfigurationException[] mistakes;

    /**
     * Makes the exception.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public ConfigurationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Makes the exception with the failure behind it.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param cause the failure behind it, whose message must not hold a secret either; null if there is none
     */
    @SuppressWarnings("exports") // for tools alone; nobody needs it at run time
    public ConfigurationException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
        mistakes = new ConfigurationException[0];
    }

    private ConfigurationException(List<ConfigurationException> mistakes) {
        super(
                mistakes.get(0).reason(),
                mistakes.stream()
                        .map(mistake -> "\n- " + mistake.reason() + ": " + mistake.getMessage())
                        .collect(Collectors.joining("", "The configuration has " + mistakes.size() + " mistakes:", "")),
                mistakes.get(0));
        this.mistakes = mistakes.toArray(ConfigurationException[]::new);
        mistakes.stream().skip(1).forEach(this::addSuppressed);
    }

    /**
     * Makes one exception of all mistakes of a configuration.
     *
     * @param mistakes the mistakes, at least one
     * @return the mistake itself if it is the only one; else an exception that lists all, with the first one's reason
     */
    public static ConfigurationException ofAll(List<ConfigurationException> mistakes) {
        return mistakes.size() == 1 ? mistakes.get(0) : new ConfigurationException(mistakes);
    }

    /** {@return the mistakes one by one, in the order in which they were found, immutable; this one if it is the only one} */
    public List<ConfigurationException> mistakes() {
        return mistakes.length == 0 ? List.of(this) : List.of(mistakes);
    }
}
