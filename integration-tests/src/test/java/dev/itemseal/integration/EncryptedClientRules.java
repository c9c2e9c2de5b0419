package dev.itemseal.integration;

import static dev.itemseal.integration.ClientFixtures.ACTIONS;
import static dev.itemseal.integration.ClientFixtures.key;
import static dev.itemseal.integration.ClientFixtures.order;
import static dev.itemseal.integration.ClientFixtures.provider;
import static dev.itemseal.integration.ClientFixtures.s;
import static dev.itemseal.integration.ClientFixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What both clients do against the local server, told once: the asynchronous one is waited for. */
abstract class EncryptedClientRules {

    static String orders;
    static String users;

    @BeforeAll
    static void createTables() {
        orders = ClientFixtures.createOrders();
        users = ClientFixtures.createUsers();
    }

    /** The client under test. */
    interface Subject {
        DynamoDbClient client();

        DynamoDbClient raw();

        Optional<Map<String, AttributeValue>> managedUpdate(
                String table, Map<String, AttributeValue> key, UnaryOperator<Map<String, AttributeValue>> change);
    }

    abstract Subject subject(EncryptedClientConfig config);

    private Subject subject() {
        return subject(EncryptedClientConfig.of(provider(), ACTIONS));
    }

    @Test
    void storesCiphertextAndGivesPlaintext() {
        Subject subject = subject();
        subject.client().putItem(request -> request.tableName(orders).item(order("a", "1", "secret")));

        assertThat(stored(orders, key("a", "1")).get("note").b()).isNotNull();
        assertThat(subject.client()
                        .getItem(request -> request.tableName(orders).key(key("a", "1")))
                        .item())
                .isEqualTo(order("a", "1", "secret"));
        assertThat(subject.raw()
                        .getItem(request -> request.tableName(orders).key(key("a", "1")))
                        .item())
                .isEqualTo(stored(orders, key("a", "1")));
    }

    @Test
    void updatesInAManagedWay() {
        Subject subject = subject();
        subject.client().putItem(request -> request.tableName(orders).item(order("a", "2", "secret")));

        assertThat(subject.managedUpdate(orders, key("a", "2"), item -> {
                    item.put("note", s("other"));
                    return item;
                }))
                .contains(order("a", "2", "other"));
        assertThat(subject.client()
                        .getItem(request -> request.tableName(orders).key(key("a", "2")))
                        .item())
                .isEqualTo(order("a", "2", "other"));
        assertThat(subject.managedUpdate(orders, key("a", "none"), item -> item))
                .isEmpty();
    }
}
