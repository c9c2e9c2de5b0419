package dev.itemseal.integration;

import dev.itemseal.adapter.awssdk2.DynamoDbAsyncItemStore;
import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableMetadataSource;
import dev.itemseal.conformance.ItemStoreContract;
import dev.itemseal.conformance.TableMetadataSourceContract;
import org.junit.jupiter.api.Nested;

/** The contracts, on DynamoDB itself. */
@NeedsDynamoDb
class DynamoDbItemStoreTest {

    @Nested
    class Synchronous extends ItemStoreContract {

        private final DynamoDbItemStore store = DynamoDbItemStore.over(LocalDynamoDb.client());

        @Override
        protected ItemStore store() {
            return store;
        }
    }

    @Nested
    class Asynchronous extends ItemStoreContract {

        private final DynamoDbAsyncItemStore store = DynamoDbAsyncItemStore.over(LocalDynamoDb.asyncClient());

        @Override
        protected ItemStore store() {
            return new WaitingStore(store);
        }

        @Override
        protected void createTable(TableDefinition definition) {
            store.createTableAsync(definition).toCompletableFuture().join();
        }
    }

    @Nested
    class Descriptions extends TableMetadataSourceContract {

        private final DynamoDbItemStore store = DynamoDbItemStore.over(LocalDynamoDb.client());

        @Override
        protected TableMetadataSource source() {
            return store;
        }
    }

    @Nested
    class AsynchronousDescriptions extends TableMetadataSourceContract {

        private final DynamoDbAsyncItemStore store = DynamoDbAsyncItemStore.over(LocalDynamoDb.asyncClient());

        @Override
        protected TableMetadataSource source() {
            return store;
        }

        @Override
        protected void createTable(TableDefinition definition) {
            store.createTableAsync(definition).toCompletableFuture().join();
        }
    }
}
