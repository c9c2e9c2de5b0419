package dev.itemseal.materials.kms;

import java.time.Duration;
import java.util.Objects;

/**
 * One call to KMS, as a {@link KmsListener} hears of it. Holds no secret: no key, no value of an item, no context.
 *
 * @param operation what KMS was asked to do
 * @param keyId the key's name as it was configured; empty for a {@code Decrypt} that names none, and where a function chose
 *     the key for the item ({@link KmsKeys#chosenBy}), since the name may then hold the value of an attribute
 * @param tableName the table whose item it was for
 * @param waited how long the call waited for its turn among the calls that may run at the same time
 * @param took how long it ran, with all tries of the SDK
 * @param outcome how it ended
 */
public record KmsCall(
        Operation operation, String keyId, String tableName, Duration waited, Duration took, KmsOutcome outcome) {

    /** The operations of KMS that Itemseal uses. */
    public enum Operation {
        /** A new data key, for an item that is written. */
        GENERATE_DATA_KEY("GenerateDataKey"),
        /** A content key is wrapped, for an item that is written. */
        ENCRYPT("Encrypt"),
        /** A data key or content key is unwrapped, for an item that is read. */
        DECRYPT("Decrypt"),
        /** An alias is resolved. */
        DESCRIBE_KEY("DescribeKey");

        private final String serviceName;

        Operation(String serviceName) {
            this.serviceName = serviceName;
        }

        /** {@return the name that KMS and its permissions use, such as {@code Decrypt}} */
        public String serviceName() {
            return serviceName;
        }
    }

    /**
     * Makes the description of a call.
     *
     * @param operation what KMS was asked to do
     * @param keyId the key's name, or empty
     * @param tableName the table's name
     * @param waited how long it waited for its turn
     * @param took how long it ran
     * @param outcome how it ended
     */
    public KmsCall {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(keyId, "keyId");
        Objects.requireNonNull(tableName, "tableName");
        Objects.requireNonNull(waited, "waited");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(outcome, "outcome");
    }
}
