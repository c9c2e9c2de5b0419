package dev.itemseal.materials.mostrecent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The highest version of each material name that this process has written items under. It doesn't go below that: who can
 * delete the newest version could otherwise bring back an older one, whose keys he knows. Safe for use by several threads.
 */
final class HighestWritten {

    private static final Logger LOGGER = System.getLogger("dev.itemseal.materials.mostrecent");
    private static final long NONE = -1;

    /**
     * A version that was written under.
     *
     * @param version the version
     * @param refreshes how many refreshes were before
     */
    private record Mark(long version, int refreshes) {}

    private final LeastRecentlyUsed<String, AtomicReference<Mark>> marks;
    private final AtomicInteger refreshes = new AtomicInteger();

    HighestWritten(int most) {
        marks = new LeastRecentlyUsed<>(most);
    }

    /** Allows each name to go back once. */
    void refresh() {
        refreshes.incrementAndGet();
    }

    int refreshes() {
        return refreshes.get();
    }

    /** The version below which a writer must not go, if there is one. */
    Optional<Long> floor(String materialName, int sinceRefresh) {
        return marks.find(materialName)
                .map(AtomicReference::get)
                .filter(mark -> mark.refreshes() >= sinceRefresh)
                .map(Mark::version);
    }

    /** Notes that a version is written under from now on; reports it if it is an older one than before a refresh. */
    void raise(String materialName, long version, int sinceRefresh) {
        AtomicReference<Mark> mark =
                marks.findOrMake(materialName, missing -> new AtomicReference<>(new Mark(NONE, sinceRefresh)));
        Mark before = mark.getAndUpdate(last -> last.refreshes() >= sinceRefresh && last.version() > version
                ? last
                : new Mark(version, Math.max(sinceRefresh, last.refreshes())));
        if (before.refreshes() < sinceRefresh && before.version() > version) {
            LOGGER.log(
                    Level.WARNING,
                    "Items are written under version " + version + " of their materials again, after version "
                            + before.version() + ", which is no longer in the store, and a refresh. If nobody deleted"
                            + " that one on purpose, restore it and find out who did");
        }
    }
}
