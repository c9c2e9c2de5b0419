package dev.itemseal.adapter.awssdk2;

import java.util.Optional;
import java.util.Set;

/**
 * What an encrypted client does with an operation of DynamoDB. Each operation stands in exactly one group, by its name in the
 * SDK's clients; one that stands in none, as of a later SDK, is not carried out: the SDK's own interfaces refuse what a client
 * does not offer with an {@link UnsupportedOperationException}.
 */
public enum OperationGroup {
    /** Items are encrypted going in, and verified and decrypted coming out. */
    ENCRYPTED(
            "batchGetItem",
            "batchWriteItem",
            "deleteItem",
            "getItem",
            "putItem",
            "query",
            "scan",
            "transactGetItems",
            "transactWriteItems"),
    /** Allowed where it touches no signed attribute, of an item that is there and signed; else refused. */
    UPDATE("updateItem"),
    /** Refused on tables that are encrypted, since it can neither be verified nor decrypted what they do. */
    REFUSED("batchExecuteStatement", "executeStatement", "executeTransaction", "searchVectors"),
    /** Passed on unchanged: what is done with tables, backups, streams and settings, and not with items. */
    PASSED_THROUGH(
            "createBackup",
            "createGlobalTable",
            "createTable",
            "deleteBackup",
            "deleteResourcePolicy",
            "deleteTable",
            "describeBackup",
            "describeContinuousBackups",
            "describeContributorInsights",
            "describeEndpoints",
            "describeExport",
            "describeGlobalTable",
            "describeGlobalTableSettings",
            "describeImport",
            "describeKinesisStreamingDestination",
            "describeLimits",
            "describeTable",
            "describeTableReplicaAutoScaling",
            "describeTimeToLive",
            "disableKinesisStreamingDestination",
            "enableKinesisStreamingDestination",
            "exportTableToPointInTime",
            "getResourcePolicy",
            "importTable",
            "listBackups",
            "listContributorInsights",
            "listExports",
            "listGlobalTables",
            "listImports",
            "listTables",
            "listTagsOfResource",
            "putResourcePolicy",
            "restoreTableFromBackup",
            "restoreTableToPointInTime",
            "tagResource",
            "untagResource",
            "updateContinuousBackups",
            "updateContributorInsights",
            "updateGlobalTable",
            "updateGlobalTableSettings",
            "updateKinesisStreamingDestination",
            "updateTable",
            "updateTableReplicaAutoScaling",
            "updateTimeToLive");

    // What Set.of gives never changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> operations;

    OperationGroup(String... operations) {
        this.operations = Set.of(operations);
    }

    /** {@return the operations of the group, as the methods of the SDK's clients are called, immutable} */
    public Set<String> operations() {
        return operations;
    }

    /**
     * Finds the group of an operation.
     *
     * @param operation an operation, such as {@code putItem}
     * @return its group, or empty if it stands in none, so that it is refused
     */
    public static Optional<OperationGroup> of(String operation) {
        for (OperationGroup group : values()) {
            if (group.operations.contains(operation)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
