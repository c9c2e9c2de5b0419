package dev.itemseal.integration;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbAsyncClient;
import dev.itemseal.api.CryptoConfig;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NeedsDynamoDb
class EncryptedDynamoDbAsyncClientTest extends EncryptedClientRules {

    @Override
    Subject subject(EncryptedClientConfig config) {
        EncryptedDynamoDbAsyncClient client = EncryptedDynamoDbAsyncClient.of(LocalDynamoDb.asyncClient(), config);
        return new Subject() {
            @Override
            public DynamoDbClient client() {
                return WaitingClient.of(client);
            }

            @Override
            public DynamoDbClient raw() {
                return WaitingClient.of(client.raw());
            }

            @Override
            public DynamoDbClient with(CryptoConfig config) {
                return WaitingClient.of(client.with(config));
            }

            @Override
            public CryptoConfig cryptoConfig(String table) {
                return client.cryptoConfig(table).join();
            }

            @Override
            public Optional<Map<String, AttributeValue>> managedUpdate(
                    String table, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change) {
                return client.managedUpdate(table, key, change).join();
            }
        };
    }
}
