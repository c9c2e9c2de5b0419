package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Set;

/**
 * Which keys a reader of many keys accepts: all those of some accounts, in one partition, and if need be in some regions
 * alone. Whoever can make keys in one of the accounts, and let the reader use them, can write what it reads.
 *
 * @param partition the partition, {@code aws} in most regions
 * @param accounts the accounts' numbers, at least one, immutable
 * @param regions the regions' names, immutable; empty for those of the keys that are configured by name
 */
public record KmsKeyRule(String partition, Set<String> accounts, Set<String> regions) {

    /**
     * Makes a rule.
     *
     * @param partition the partition
     * @param accounts the accounts' numbers
     * @param regions the regions' names
     * @throws ConfigurationException with {@code INVALID_SETTING} if there is no partition or no account
     */
    public KmsKeyRule {
        accounts = Set.copyOf(accounts);
        regions = Set.copyOf(regions);
        if (partition.isEmpty() || accounts.isEmpty() || accounts.contains("") || regions.contains("")) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "A rule for KMS keys needs a partition, such as aws, and at least one account; name them");
        }
    }

    boolean accepts(KmsKeyName answered) {
        return answered.partition().filter(partition::equals).isPresent()
                && answered.account().filter(accounts::contains).isPresent()
                && (regions.isEmpty()
                        || answered.region()
                                .filter(region -> regions.contains(region.id()))
                                .isPresent());
    }
}
