package dev.itemseal.testkit;

import com.google.crypto.tink.KeysetHandle;
import java.time.Instant;
import java.util.Optional;

/**
 * A key as one region knows it. Multi-region keys are one such object per region, with the same id and material.
 *
 * @param material what encrypts; there is none in a key that is for signing
 * @param deletionDate when the key will be deleted, if it is to be
 * @param primaryRegion the region of the first of related multi-region keys; empty for other keys
 */
record LocalKey(
        Arn arn,
        Optional<KeysetHandle> material,
        String spec,
        String usage,
        String description,
        Instant created,
        boolean enabled,
        Optional<Instant> deletionDate,
        Optional<String> primaryRegion) {

    static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    static final String ENCRYPT_DECRYPT = "ENCRYPT_DECRYPT";

    static LocalKey symmetric(Arn arn, KeysetHandle material, String description, Instant created) {
        return new LocalKey(
                arn,
                Optional.of(material),
                SYMMETRIC,
                ENCRYPT_DECRYPT,
                description,
                created,
                true,
                Optional.empty(),
                Optional.empty());
    }

    static LocalKey withoutMaterial(Arn arn, String spec, String usage, String description, Instant created) {
        return new LocalKey(
                arn, Optional.empty(), spec, usage, description, created, true, Optional.empty(), Optional.empty());
    }

    LocalKey withPrimaryRegion(String region) {
        return new LocalKey(
                arn, material, spec, usage, description, created, enabled, deletionDate, Optional.of(region));
    }

    LocalKey replica(Arn replicaArn, String replicaDescription, Instant now) {
        return new LocalKey(
                replicaArn, material, spec, usage, replicaDescription, now, true, Optional.empty(), primaryRegion);
    }

    /** Whoever enables or disables a key also says that it stays. */
    LocalKey withEnabled(boolean value) {
        return new LocalKey(arn, material, spec, usage, description, created, value, Optional.empty(), primaryRegion);
    }

    LocalKey withDeletionDate(Instant date) {
        return new LocalKey(arn, material, spec, usage, description, created, false, Optional.of(date), primaryRegion);
    }

    String id() {
        return arn.keyId();
    }

    String state() {
        if (deletionDate.isPresent()) {
            return "PendingDeletion";
        }
        return enabled ? "Enabled" : "Disabled";
    }

    boolean isGone(Instant now) {
        return deletionDate.isPresent() && !deletionDate.get().isAfter(now);
    }

    /** Whether it is a multi-region key with the same material and id. */
    boolean isRelatedTo(LocalKey other) {
        return primaryRegion.isPresent()
                && id().equals(other.id())
                && arn.account().equals(other.arn.account());
    }

    void requireUsable() {
        if (deletionDate.isPresent()) {
            throw ServiceErrorException.invalidState(arn + " is pending deletion.");
        }
        if (!enabled) {
            throw new ServiceErrorException("DisabledException", arn + " is disabled.");
        }
    }

    void requireNotPendingDeletion() {
        if (deletionDate.isPresent()) {
            throw ServiceErrorException.invalidState(arn + " is pending deletion.");
        }
    }

    KeysetHandle requireEncryption() {
        return material.orElseThrow(() -> new ServiceErrorException(
                "InvalidKeyUsageException",
                arn + " key usage is " + usage + " which is not valid for this operation."));
    }
}
