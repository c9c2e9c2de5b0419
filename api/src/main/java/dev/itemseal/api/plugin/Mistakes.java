package dev.itemseal.api.plugin;

import dev.itemseal.api.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with settings that are being read. For one thread, until it is closed. */
final class Mistakes {

    private final List<ConfigurationException> noted = new ArrayList<>();
    private final Map<ConfigurationException, String> settings = new HashMap<>();

    /** How many attempts are under way, one within the other, and where the mistakes of the innermost one begin. */
    private int depth;

    private int begin;
    private volatile boolean closed;

    boolean isClosed() {
        return closed;
    }

    /** Remembers which setting an error is about that will perhaps be thrown. */
    void about(String setting, ConfigurationException mistake) {
        settings.put(mistake, setting);
    }

    void note(ConfigurationException mistake) {
        noted.addAll(mistake.mistakes());
    }

    /**
     * Does work that may find mistakes. After the first one it works on placeholders, so that whatever it throws then is
     * most likely a consequence; except the refusal of a setting that nothing was noted of.
     */
    <T> Optional<T> attempt(Supplier<T> work) {
        int outer = begin;
        begin = noted.size();
        depth++;
        try {
            T made = work.get();
            return foundNone() ? Optional.of(made) : Optional.empty();
        } catch (ConfigurationException e) {
            if (foundNone() || isOfAnotherSetting(e)) {
                note(e);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            if (foundNone()) {
                throw e;
            }
            noted.get(noted.size() - 1).addSuppressed(e);
            return Optional.empty();
        } finally {
            depth--;
            begin = outer;
        }
    }

    private boolean foundNone() {
        return noted.size() == begin;
    }

    private boolean isOfAnotherSetting(ConfigurationException mistake) {
        String setting = settings.get(mistake);
        return setting != null && noted.stream().noneMatch(other -> setting.equals(settings.get(other)));
    }

    /** Throws what the innermost attempt has found. Outside of any, that is everything, and no more is noted. */
    void check() {
        closed |= depth == 0;
        if (!foundNone()) {
            throw ConfigurationException.ofAll(List.copyOf(noted.subList(begin, noted.size())));
        }
    }
}
