package dev.itemseal.benchmarks;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableAdministration;
import dev.itemseal.api.store.TableDefinition;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The ways to a table that are compared: each plain one, and behind it those that encrypt on the same way. */
enum TableAccess {
    /** The store in memory, as it is. */
    MEMORY {
        @Override
        TableSubject open(List<Item> items) {
            return new StoreSubject(memory(), items);
        }
    },
    /** An encrypted table over the store in memory. */
    MEMORY_ENCRYPTED_TABLE {
        @Override
        TableSubject open(List<Item> items) {
            return new EncryptedTableSubject(memory(), config(), items, () -> {});
        }

        @Override
        TableAccess plain() {
            return MEMORY;
        }
    },
    /** The SDK's client without wire and server. */
    WIRELESS_CLIENT {
        @Override
        TableSubject open(List<Item> items) {
            return new ClientSubject(new WirelessClient(), items);
        }
    },
    /** The drop-in client over that one. */
    WIRELESS_ENCRYPTED_CLIENT {
        @Override
        TableSubject open(List<Item> items) {
            return new ClientSubject(encrypted(new WirelessClient()), items);
        }

        @Override
        TableAccess plain() {
            return WIRELESS_CLIENT;
        }
    },
    /** The SDK's client and a server on this machine. */
    DYNAMODB_CLIENT {
        @Override
        TableSubject open(List<Item> items) {
            return new ClientSubject(dynamoDb(), items);
        }
    },
    /** The drop-in client over that one. */
    DYNAMODB_ENCRYPTED_CLIENT {
        @Override
        TableSubject open(List<Item> items) {
            return new ClientSubject(encrypted(dynamoDb()), items);
        }

        @Override
        TableAccess plain() {
            return DYNAMODB_CLIENT;
        }
    },
    /** An encrypted table over the SDK's client and the same server. */
    DYNAMODB_ENCRYPTED_TABLE {
        @Override
        TableSubject open(List<Item> items) {
            DynamoDbClient client = dynamoDb();
            return new EncryptedTableSubject(DynamoDbItemStore.over(client), config(), items, client::close);
        }

        @Override
        TableAccess plain() {
            return DYNAMODB_CLIENT;
        }
    };

    /** Opens an empty table. */
    abstract TableSubject open(List<Item> items);

    /** What this one is compared with: the same way without encryption. */
    TableAccess plain() {
        return this;
    }

    boolean needsServer() {
        return plain() == DYNAMODB_CLIENT;
    }

    /** The name on the command line and in the report. */
    String label() {
        return Labels.of(this);
    }

    static TableAccess labelled(String label) {
        return Labels.find(values(), label);
    }

    private static CryptoConfig config() {
        return CryptoConfig.of(
                ItemsealClient.provider(KeyScheme.STATIC), ItemShape.TABLE, AttributeActions.encryptAndSignAll());
    }

    private static DynamoDbClient encrypted(DynamoDbClient client) {
        return EncryptedDynamoDbClient.of(
                client, EncryptedClientConfig.builder().table(config()).build());
    }

    private static InMemoryItemStore memory() {
        InMemoryItemStore store = InMemoryItemStore.create();
        createTable(store);
        return store;
    }

    /** With a new table in the place of the one that the last fork has left. */
    private static DynamoDbClient dynamoDb() {
        DynamoDbClient client = DynamoDbServer.client();
        String table = ItemShape.TABLE.name();
        if (client.listTables().tableNames().contains(table)) {
            client.deleteTable(request -> request.tableName(table));
        }
        createTable(DynamoDbItemStore.over(client));
        return client;
    }

    private static void createTable(TableAdministration administration) {
        boolean created = administration.createTable(TableDefinition.of(
                ItemShape.TABLE,
                Map.of(ItemShape.PARTITION_KEY, AttributeType.S, ItemShape.SORT_KEY, AttributeType.N)));
        if (!created) {
            throw new IllegalStateException("the table was there already; what it holds is not ours");
        }
    }
}
