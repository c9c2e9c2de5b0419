package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.table.AsyncEncryptedResource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The managed update of encrypted tables, on the SDK's items. */
final class ManagedUpdates {

    private final ClientTables tables;
    private final DynamoDbAsyncItemStore store;

    ManagedUpdates(ClientTables tables, DynamoDbAsyncItemStore store) {
        this.tables = tables;
        this.store = store;
    }

    CompletionStage<Optional<Map<String, AttributeValue>>> update(
            String tableName, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change) {
        return tables.toWrite(tableName).thenCompose(found -> {
            TableRequests table = found.orElseThrow(() -> new StoreException(
                    Reason.INVALID_REQUEST,
                    "Table '" + tableName
                            + "' is named as one that is not encrypted, and managed updates are for encrypted tables; use"
                            + " updateItem"));
            UnaryOperator<Item> changeOfItem =
                    item -> AttributeValueMapping.toItem(change.apply(AttributeValueMapping.fromItem(item)));
            return AsyncEncryptedResource.builder(store, tables.executor())
                    .tables(tables.configs())
                    .encryptor(tables.config().encryptor(), tables.config().reserved())
                    .retries(tables.config().retries())
                    .build()
                    .table(tableName)
                    .update(table.key(key), changeOfItem)
                    .thenApply(item -> item.map(AttributeValueMapping::fromItem));
        });
    }
}
