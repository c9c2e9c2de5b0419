package dev.itemseal.examples;

import dev.itemseal.adapter.awssdk2.EncryptedClientConfig;
import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
import dev.itemseal.adapter.awssdk2.enhanced.DoNothing;
import dev.itemseal.adapter.awssdk2.enhanced.SchemaProtection;
import dev.itemseal.adapter.awssdk2.enhanced.SignOnly;
import dev.itemseal.api.error.StoreException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps beans in an encrypted table; the class says what is encrypted. */
public final class UseEnhancedClient {

    private static final TableSchema<Order> SCHEMA = TableSchema.fromBean(Order.class);

    private UseEnhancedClient() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds.
     *
     * @param args the table's name
     */
    public static void main(String[] args) {
        try (DynamoDbClient client = DynamoDbClient.create()) {
            run(client, args[0]);
        }
    }

    /**
     * Runs the example.
     *
     * @param plain the SDK's own client
     * @param table a table of orders
     */
    public static void run(DynamoDbClient plain, String table) {
        EncryptedDynamoDbClient client = EncryptedDynamoDbClient.of(
                plain,
                EncryptedClientConfig.builder()
                        .table(table, SchemaProtection.of(SCHEMA).config(ExampleKeys.provider()))
                        .build());
        DynamoDbTable<Order> orders =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build().table(table, SCHEMA);

        Order order = new Order();
        order.setCustomer("cleo");
        order.setNumber(1);
        order.setStatus("new");
        order.setCard("4000-0000");
        order.setViews(0);
        orders.putItem(order);

        Key key = Key.builder().partitionValue("cleo").sortValue(1).build();
        System.out.println("came back: "
                + orders.getItem(request -> request.key(key).consistentRead(true))
                        .getCard()
                        .equals(order.getCard()));
        plain.getItem(request ->
                        request.tableName(table).key(key.primaryKeyMap(SCHEMA)).consistentRead(true))
                .item()
                .forEach((name, value) -> System.out.println("stored: " + name + " as " + value.type()));

        // DynamoDB can't sign, so an update is refused; this one takes its place, and loses nobody's write.
        order.setCard("4000-1111");
        try {
            orders.updateItem(order);
        } catch (StoreException e) {
            System.out.println("refused: " + e.reason());
        }
        client.managedUpdate(table, key.primaryKeyMap(SCHEMA), attributes -> {
            Order current = SCHEMA.mapToItem(attributes);
            current.setCard("4000-1111");
            return SCHEMA.itemToMap(current, true);
        });
        System.out.println("card now: " + orders.deleteItem(key).getCard());
    }

    /** An order. The partition and sort keys stay readable, and are signed. */
    @DynamoDbBean
    public static class Order {

        private String customer;
        private int number;
        private String status;
        private String card;
        private int views;

        /** Makes an empty order, as the mapper wants it. */
        public Order() {}

        /** {@return who orders} */
        @DynamoDbPartitionKey
        public String getCustomer() {
            return customer;
        }

        /**
         * Sets the attribute.
         *
         * @param customer who orders
         */
        public void setCustomer(String customer) {
            this.customer = customer;
        }

        /** {@return which of the customer's orders} */
        @DynamoDbSortKey
        @DynamoDbAttribute("order")
        public int getNumber() {
            return number;
        }

        /**
         * Sets the attribute.
         *
         * @param number which of the customer's orders
         */
        public void setNumber(int number) {
            this.number = number;
        }

        /** {@return how far it is: readable, so that filters may compare it, and signed} */
        @SignOnly
        public String getStatus() {
            return status;
        }

        /**
         * Sets the attribute.
         *
         * @param status how far it is
         */
        public void setStatus(String status) {
            this.status = status;
        }

        /** {@return how it is paid: encrypted and signed, like everything that says nothing} */
        public String getCard() {
            return card;
        }

        /**
         * Sets the attribute.
         *
         * @param card how it is paid
         */
        public void setCard(String card) {
            this.card = card;
        }

        /** {@return how often it was looked at: neither encrypted nor signed} */
        @DoNothing
        public int getViews() {
            return views;
        }

        /**
         * Sets the attribute.
         *
         * @param views how often it was looked at
         */
        public void setViews(int views) {
            this.views = views;
        }
    }
}
