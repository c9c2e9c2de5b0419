package dev.itemseal.integration;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@NeedsDynamoDb
class EncryptedDynamoDbClientTest extends EncryptedClientRules {

    @Override
    Subject subject(EncryptedClientConfig config) {
        EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(LocalDynamoDb.client(), config);
        return new Subject() {
            @Override
            public DynamoDbClient client() {
                return client;
            }

            @Override
            public DynamoDbClient raw() {
                return client.raw();
            }

            @Override
            public Optional<Map<String, AttributeValue>> managedUpdate(
                    String table, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change) {
                return client.managedUpdate(table, key, change);
            }
        };
    }
}
