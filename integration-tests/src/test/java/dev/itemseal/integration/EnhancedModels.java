package dev.itemseal.integration;

import dev.itemseal.adapter.awssdk2.enhanced.DoNothing;
import dev.itemseal.adapter.awssdk2.enhanced.SignOnly;
import dev.itemseal.adapter.awssdk2.enhanced.SignedTableName;
import java.util.Objects;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondaryPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** Classes of an application, as the enhanced client maps them. */
final class EnhancedModels {

    private EnhancedModels() {}

    @DynamoDbBean
    public static class Order {
        private String customer;
        private Long number;
        private Long version;
        private String card;
        private String status;
        private Integer views;

        @DynamoDbPartitionKey
        public String getCustomer() {
            return customer;
        }

        public void setCustomer(String customer) {
            this.customer = customer;
        }

        @DynamoDbSortKey
        public Long getNumber() {
            return number;
        }

        public void setNumber(Long number) {
            this.number = number;
        }

        @DynamoDbVersionAttribute
        public Long getVersion() {
            return version;
        }

        public void setVersion(Long version) {
            this.version = version;
        }

        public String getCard() {
            return card;
        }

        public void setCard(String card) {
            this.card = card;
        }

        @SignOnly
        public String getStatus() {
            return status;
        }

        public void setStatus(String status) {
            this.status = status;
        }

        @DoNothing
        public Integer getViews() {
            return views;
        }

        public void setViews(Integer views) {
            this.views = views;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Order order
                    && Objects.equals(customer, order.customer)
                    && Objects.equals(number, order.number)
                    && Objects.equals(version, order.version)
                    && Objects.equals(card, order.card)
                    && Objects.equals(status, order.status)
                    && Objects.equals(views, order.views);
        }

        @Override
        public int hashCode() {
            return Objects.hash(customer, number);
        }
    }

    /** As the class was that the old mapper wrote with: an index key was encrypted there like any attribute. */
    @DynamoDbBean
    public static class LegacyOrder extends Order {
        private String city;

        @DynamoDbSecondaryPartitionKey(indexNames = "byCity")
        public String getCity() {
            return city;
        }

        public void setCity(String city) {
            this.city = city;
        }
    }

    @DynamoDbBean
    @SignedTableName("OrdersOf2019")
    public static class LegacyRestoredOrder extends LegacyOrder {}

    @DynamoDbBean
    @SignOnly
    public static class LegacySignedOrder extends LegacyOrder {}

    @DynamoDbBean
    @DoNothing
    public static class LegacyPlainOrder extends LegacyOrder {}

    @DynamoDbImmutable(builder = Receipt.Builder.class)
    public static final class Receipt {
        private final String id;
        private final String shop;

        private Receipt(Builder builder) {
            id = builder.id;
            shop = builder.shop;
        }

        @DynamoDbPartitionKey
        public String id() {
            return id;
        }

        public String shop() {
            return shop;
        }

        public static final class Builder {
            private String id;
            private String shop;

            public Builder id(String id) {
                this.id = id;
                return this;
            }

            public Builder shop(String shop) {
                this.shop = shop;
                return this;
            }

            public Receipt build() {
                return new Receipt(this);
            }
        }
    }
}
