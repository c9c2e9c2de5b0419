package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * A load that failed, remembered for a short time, in which nothing is loaded again.
 *
 * @param failure what was thrown
 * @param since when
 */
record RecentFailure(RuntimeException failure, Instant since) {

    /** For failures that pass: an outage is over soon after it is over. */
    static final Duration PASSING = Duration.ofSeconds(1);

    /** For failures that somebody must mend, such as a meta item that was changed. */
    static final Duration LASTING = Duration.ofSeconds(5);

    static boolean passes(RuntimeException failure) {
        return failure instanceof MaterialsException materials && materials.retryable();
    }

    boolean holds(Instant now) {
        Duration age = Duration.between(since, now);
        return !age.isNegative() && age.compareTo(passes(failure) ? PASSING : LASTING) < 0;
    }

    /** The same for another caller: an exception of its own, since a thread's stack stands in it and others may add to it. */
    RuntimeException again() {
        if (failure instanceof MaterialsException materials) {
            return new MaterialsException(
                    materials.reason(), materials.getMessage(), materials.retryable(), materials.getCause());
        }
        if (failure instanceof ConfigurationException configuration) {
            return new ConfigurationException(
                    configuration.reason(), configuration.getMessage(), configuration.getCause());
        }
        if (failure instanceof PluginException plugin) {
            return new PluginException(plugin.reason(), plugin.getMessage(), plugin.getCause());
        }
        return new PluginException(
                Reason.PLUGIN_CONTRACT,
                "The provider store failed a moment ago with what its contract doesn't allow: "
                        + failure.getClass().getName() + "; report this to its author",
                failure);
    }
}
