package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.MaterialsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the log when one of several unwrapping keys becomes unavailable, and when it is back (rule WRP-35). No more than once
 * in a while: whoever writes the table can make a key seem unavailable with every second item. Safe for use by several
 * threads.
 */
final class OutageLog {

    /** What changes sooner is told when it still holds then. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOGGER = System.getLogger("dev.itemseal.materials.wrapped");

    private final String keyName;
    private final LongSupplier nanoTime;

    /** What the log says. */
    private volatile boolean unavailable;

    private long toldAt;

    OutageLog(String keyName, LongSupplier nanoTime) {
        this.keyName = keyName;
        this.nanoTime = nanoTime;
        toldAt = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    void unavailable(MaterialsException failure) {
        if (!unavailable && mayTell(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "The unwrapping key '" + keyName + "' is unavailable and is passed over; the others are used",
                    failure);
        }
    }

    void available() {
        if (unavailable && mayTell(false)) {
            LOGGER.log(Level.INFO, "The unwrapping key '" + keyName + "' is available again");
        }
    }

    private synchronized boolean mayTell(boolean news) {
        long now = nanoTime.getAsLong();
        if (unavailable == news || now - toldAt < PAUSE.toNanos()) {
            return false;
        }
        unavailable = news;
        toldAt = now;
        return true;
    }
}
