package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Tables as the SDK describes them and has them created. */
final class TableMapping {

    private TableMapping() {}

    /**
     * What the encryption must know of a table.
     *
     * @param table as the SDK describes it
     * @return its name, keys, and all of its secondary indexes, local and global
     */
    static TableInfo info(TableDescription table) {
        Map<String, TableIndex> indexes = new HashMap<>();
        Set<String> partial = new HashSet<>();
        table.globalSecondaryIndexes()
                .forEach(index -> add(index.indexName(), index.keySchema(), index.projection(), indexes, partial));
        table.localSecondaryIndexes()
                .forEach(index -> add(index.indexName(), index.keySchema(), index.projection(), indexes, partial));
        return new TableInfo(table.tableName(), index(table.keySchema()), indexes, partial);
    }

    private static void add(
            String name,
            List<KeySchemaElement> keys,
            Projection projection,
            Map<String, TableIndex> indexes,
            Set<String> partial) {
        indexes.put(name, index(keys));
        if (projection.projectionType() != ProjectionType.ALL) {
            partial.add(name);
        }
    }

    /** DynamoDB takes several attributes for either key of a global index: a query names the first ones first. */
    private static TableIndex index(List<KeySchemaElement> keys) {
        String partitionKey = key(keys, KeyType.HASH).orElseThrow();
        Optional<String> sortKey = key(keys, KeyType.RANGE);
        Set<String> further =
                keys.stream().map(KeySchemaElement::attributeName).collect(Collectors.toCollection(HashSet::new));
        further.remove(partitionKey);
        sortKey.ifPresent(further::remove);
        return new TableIndex(partitionKey, sortKey, further);
    }

    private static Optional<String> key(List<KeySchemaElement> keys, KeyType type) {
        return keys.stream()
                .filter(key -> key.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst();
    }

    /**
     * Asks for what the encryption must know of a table; the SDK's failures are left as they are.
     *
     * @param client whom to ask
     * @param tableName the table
     */
    static CompletionStage<TableInfo> described(DynamoDbAsyncClient client, String tableName) {
        return client.describeTable(request -> request.tableName(tableName))
                .thenApply(response -> info(response.table()));
    }

    /** Whether a table and all of its indexes can be used. */
    static boolean isReady(TableDescription table) {
        return (table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING)
                && table.globalSecondaryIndexes().stream()
                        .noneMatch(index -> index.indexStatus() == IndexStatus.CREATING);
    }

    /** A table that is paid by request, with global indexes. */
    static CreateTableRequest creation(TableDefinition definition) {
        TableInfo table = definition.table();
        List<GlobalSecondaryIndex> indexes = new ArrayList<>();
        table.secondaryIndexes()
                .forEach((name, index) -> indexes.add(GlobalSecondaryIndex.builder()
                        .indexName(name)
                        .keySchema(keySchema(index))
                        .projection(projection(definition, name))
                        .build()));
        return CreateTableRequest.builder()
                .tableName(table.name())
                .keySchema(keySchema(table.primaryIndex()))
                .attributeDefinitions(attributeDefinitions(definition))
                .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .build();
    }

    private static List<KeySchemaElement> keySchema(TableIndex index) {
        List<KeySchemaElement> keys = new ArrayList<>();
        keys.add(keyElement(index.partitionKeyName(), KeyType.HASH));
        index.sortKeyName().ifPresent(name -> keys.add(keyElement(name, KeyType.RANGE)));
        return keys;
    }

    private static KeySchemaElement keyElement(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** What an index holds. Keys are there in any case, and DynamoDB refuses to be told of them. */
    private static Projection projection(TableDefinition definition, String index) {
        Set<String> shown = definition.projections().get(index);
        if (shown == null) {
            return Projection.builder().projectionType(ProjectionType.ALL).build();
        }
        TreeSet<String> besideKeys = new TreeSet<>(shown);
        besideKeys.removeAll(definition.table().primaryIndex().keyNames());
        besideKeys.removeAll(
                Objects.requireNonNull(definition.table().secondaryIndexes().get(index))
                        .keyNames());
        if (besideKeys.isEmpty()) {
            return Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
        }
        return Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(besideKeys)
                .build();
    }

    /** The types of the attributes that are keys; DynamoDB refuses any other. */
    private static List<AttributeDefinition> attributeDefinitions(TableDefinition definition) {
        TableInfo table = definition.table();
        return Stream.concat(Stream.of(table.primaryIndex()), table.secondaryIndexes().values().stream())
                .flatMap(index -> index.keyNames().stream())
                .distinct()
                .map(name -> AttributeDefinition.builder()
                        .attributeName(name)
                        .attributeType(scalar(
                                Objects.requireNonNull(definition.keyTypes().get(name))))
                        .build())
                .toList();
    }

    private static String scalar(AttributeType type) {
        return type.name();
    }
}
