package dev.itemseal.materials.kms;

import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * A call that is to be made.
 *
 * @param operation what KMS is asked to do
 * @param content the SDK's own request
 * @param region where; empty for the client's region
 * @param key the key that it names; empty if it names none
 * @param tableName the table whose item it is for
 */
record KmsRequest<Q, R>(
        KmsOperation<Q, R> operation, Q content, Optional<Region> region, Optional<KmsKeyName> key, String tableName) {}
