package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * A load that failed, remembered for a short time, in which nothing is loaded again.
 *
 * @param failure what was thrown, of those that {@link #ofTheContract} gives
 * @param since when
 */
record RecentFailure(ItemsealException failure, Instant since) {

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

    /** What a provider store may throw, as it is; all else is the store's fault, and told so without its text. */
    static ItemsealException ofTheContract(RuntimeException thrown) {
        if (thrown instanceof MaterialsException materials) {
            return materials;
        }
        if (thrown instanceof ConfigurationException configuration) {
            return configuration;
        }
        if (thrown instanceof PluginException plugin) {
            return plugin;
        }
        return new PluginException(
                Reason.PLUGIN_CONTRACT,
                "The provider store failed with what its contract doesn't allow: "
                        + thrown.getClass().getName() + "; report this to its author",
                thrown);
    }

    /** The same for another caller: an exception of its own, since a thread's stack stands in it and others may add to it. */
    ItemsealException again() {
        if (failure instanceof MaterialsException materials) {
            return new MaterialsException(
                    materials.reason(), materials.getMessage(), materials.retryable(), materials.getCause());
        }
        if (failure instanceof ConfigurationException configuration) {
            return new ConfigurationException(
                    configuration.reason(), configuration.getMessage(), configuration.getCause());
        }
        return new PluginException(failure.reason(), failure.getMessage(), failure.getCause());
    }
}
