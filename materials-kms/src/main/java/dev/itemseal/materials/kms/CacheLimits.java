package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.time.Duration;
import java.util.Objects;

/**
 * How much a cache of unwrapped data keys keeps, and for how long. Whoever loses the permission to decrypt can go on to
 * read, for the maximum age, items that were read just before: a cache delays revocation by so much.
 *
 * @param maxEntries the most data keys, at least 1
 * @param maxUses how often one data key is used, the first time included, at least 1
 * @param maxAge how long a data key is used after it was unwrapped, more than zero
 */
public record CacheLimits(int maxEntries, long maxUses, Duration maxAge) {

    /** What {@link #standard()} gives: 1,000 data keys. */
    public static final int STANDARD_ENTRIES = 1000;

    /** What {@link #standard()} gives: 10,000 uses of each. */
    public static final long STANDARD_USES = 10_000;

    /** What {@link #standard()} gives: five minutes. */
    public static final Duration STANDARD_AGE = Duration.ofMinutes(5);

    /**
     * Makes limits.
     *
     * @param maxEntries the most data keys
     * @param maxUses how often one is used
     * @param maxAge how long one is used
     * @throws ConfigurationException with {@code INVALID_SETTING} if one is too small
     */
    public CacheLimits {
        Objects.requireNonNull(maxAge, "maxAge");
        if (maxEntries < 1 || maxUses < 1 || maxAge.isNegative() || maxAge.isZero()) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "A cache of data keys needs room for at least one entry, at least one use and an age of more than zero;"
                            + " leave the cache out to have none");
        }
    }

    /** {@return limits that suit most readers: {@value #STANDARD_ENTRIES} data keys, 10,000 uses and 5 minutes of age} */
    public static CacheLimits standard() {
        return new CacheLimits(STANDARD_ENTRIES, STANDARD_USES, STANDARD_AGE);
    }
}
