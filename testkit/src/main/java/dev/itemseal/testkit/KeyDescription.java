package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** What the service tells of a key. */
final class KeyDescription {

    private KeyDescription() {}

    static ObjectNode of(LocalKey key, KeyStock stock) {
        ObjectNode metadata = JsonNodeFactory.instance
                .objectNode()
                .put("AWSAccountId", key.arn().account())
                .put("KeyId", key.id())
                .put("Arn", key.arn().toString())
                .put("CreationDate", seconds(key.created()))
                .put("Enabled", key.state().equals("Enabled"))
                .put("Description", key.description())
                .put("KeyUsage", key.usage())
                .put("KeyState", key.state())
                .put("Origin", "AWS_KMS")
                .put("KeyManager", "CUSTOMER")
                .put("KeySpec", key.spec())
                .put("CustomerMasterKeySpec", key.spec())
                .put("MultiRegion", key.primaryRegion().isPresent());
        key.deletionDate().ifPresent(date -> metadata.put("DeletionDate", seconds(date)));
        if (key.usage().equals(LocalKey.ENCRYPT_DECRYPT)) {
            metadata.putArray("EncryptionAlgorithms").add(key.spec());
        }
        key.primaryRegion().ifPresent(primary -> addRelated(metadata, key, primary, stock));
        return metadata;
    }

    private static void addRelated(ObjectNode metadata, LocalKey key, String primaryRegion, KeyStock stock) {
        ObjectNode configuration = metadata.putObject("MultiRegionConfiguration")
                .put("MultiRegionKeyType", key.arn().region().equals(primaryRegion) ? "PRIMARY" : "REPLICA");
        addRegional(configuration.putObject("PrimaryKey"), key.arn().inRegion(primaryRegion));
        ArrayNode replicas = configuration.putArray("ReplicaKeys");
        stock.keys().values().stream()
                .filter(other -> other.isRelatedTo(key))
                .filter(other -> !other.arn().region().equals(primaryRegion))
                .forEach(other -> addRegional(replicas.addObject(), other.arn()));
    }

    private static void addRegional(ObjectNode node, Arn arn) {
        node.put("Arn", arn.toString()).put("Region", arn.region());
    }

    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
