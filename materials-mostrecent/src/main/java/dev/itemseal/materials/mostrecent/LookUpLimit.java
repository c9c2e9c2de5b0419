package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Bounds how often the versions of one material name that items ask for, and that this process has not had yet, are looked
 * up in vain: so many at once, then one for each second that passes. Look-ups that find something are not counted. Safe for
 * use by several threads.
 */
final class LookUpLimit {

    /** So many look-ups may fail, or be under way, at once. */
    static final int AT_ONCE = 100;

    /** In so long, one more may. */
    static final Duration RECOVERY = Duration.ofSeconds(1);

    private static final Duration MOST = RECOVERY.multipliedBy(AT_ONCE);

    private final InstantSource clock;

    /** When all look-ups that were counted will have been forgotten. */
    private Instant clear = Instant.MIN;

    /** Until when the store is left alone, since it can't be had. */
    private Instant outageOver = Instant.MIN;

    LookUpLimit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a look-up; {@link #found()} or {@link #failed} follows.
     *
     * @throws MaterialsException with {@code KEY_UNAVAILABLE} if it must not begin now
     */
    synchronized void enter() {
        Instant now = clock.instant();
        requireNoOutage(now);
        if (clear.isBefore(now) || clear.isAfter(now.plus(MOST))) { // the latter if the clock was set back
            clear = now;
        }
        if (clear.plus(RECOVERY).isAfter(now.plus(MOST))) {
            throw refused(
                    "too many of its versions are being looked up or could not be had: the store is slow, versions"
                            + " were deleted or changed in it, or items are forged");
        }
        clear = clear.plus(RECOVERY);
    }

    private void requireNoOutage(Instant now) {
        if (now.isBefore(outageOver) && !outageOver.isAfter(now.plus(RecentFailure.PASSING))) {
            throw refused("the store could not be had a moment ago");
        }
    }

    private static MaterialsException refused(String why) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The version of the materials that the item names isn't looked up now, since " + why + "; try again",
                true,
                null);
    }

    synchronized void found() {
        clear = clear.minus(RECOVERY);
    }

    /** A failure that passes says nothing of what was asked for: it is not counted, but for a moment nothing else is asked. */
    synchronized void failed(RuntimeException failure) {
        if (RecentFailure.passes(failure)) {
            found();
            if (!Thread.currentThread().isInterrupted()) { // which is no failure of the store's
                outageOver = clock.instant().plus(RecentFailure.PASSING);
            }
        }
    }
}
