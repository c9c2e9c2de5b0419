package dev.itemseal.adapter.awssdk2.enhanced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbFlatten;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

class SchemaProtectionTest {

    private static final AttributeActions ORDER_ACTIONS = AttributeActions.encryptAndSignAll()
            .with("customer", CryptoAction.SIGN_ONLY)
            .with("number", CryptoAction.SIGN_ONLY)
            .with("version", CryptoAction.SIGN_ONLY)
            .with("status", CryptoAction.SIGN_ONLY)
            .with("views", CryptoAction.DO_NOTHING);

    @Test
    void marksOfABeanBecomeActions() {
        assertThat(SchemaProtection.of(TableSchema.fromBean(Order.class)).attributeActions())
                .isEqualTo(ORDER_ACTIONS);
    }

    @Test
    void marksOfAnImmutableClassBecomeActions() {
        assertThat(SchemaProtection.of(TableSchema.fromImmutableClass(Receipt.class))
                        .attributeActions())
                .isEqualTo(AttributeActions.encryptAndSignAll()
                        .with("id", CryptoAction.SIGN_ONLY)
                        .with("shop", CryptoAction.SIGN_ONLY));
    }

    @Test
    void tagsOfASchemaBuiltByHandBecomeActions() {
        TableSchema<Order> schema = TableSchema.builder(Order.class)
                .newItemSupplier(Order::new)
                .addAttribute(
                        String.class,
                        attribute -> attribute
                                .name("customer")
                                .getter(Order::getCustomer)
                                .setter(Order::setCustomer)
                                .tags(StaticAttributeTags.primaryPartitionKey()))
                .addAttribute(
                        String.class,
                        attribute -> attribute
                                .name("status")
                                .getter(Order::getStatus)
                                .setter(Order::setStatus)
                                .tags(ActionTags.signOnly()))
                .addAttribute(
                        Integer.class,
                        attribute -> attribute
                                .name("views")
                                .getter(Order::getViews)
                                .setter(Order::setViews)
                                .tags(ActionTags.doNothing()))
                .build();

        assertThat(SchemaProtection.of(schema).attributeActions())
                .isEqualTo(AttributeActions.encryptAndSignAll()
                        .with("customer", CryptoAction.SIGN_ONLY)
                        .with("status", CryptoAction.SIGN_ONLY)
                        .with("views", CryptoAction.DO_NOTHING));
    }

    @Test
    void documentsAreEncryptedButForTheirKeys() {
        var schema = TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(
                        TableMetadata.primaryIndexName(),
                        "customer",
                        software.amazon.awssdk.enhanced.dynamodb.AttributeValueType.S)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build();

        assertThat(SchemaProtection.of(schema).attributeActions())
                .isEqualTo(AttributeActions.encryptAndSignAll().with("customer", CryptoAction.SIGN_ONLY));
    }

    @Test
    void marksOfAFlattenedClassAreMarksOfTheItem() {
        assertThat(SchemaProtection.of(TableSchema.fromBean(Customer.class))
                        .attributeActions()
                        .action("country"))
                .isEqualTo(CryptoAction.SIGN_ONLY);
    }

    @Test
    void marksWithinANestedClassAreRefused() {
        TableSchema<Parcel> schema = TableSchema.fromBean(Parcel.class);

        assertThatThrownBy(() -> SchemaProtection.of(schema))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_ACTIONS))
                .hasMessageContaining("'stops'")
                .hasMessageContaining("country");
        assertThatThrownBy(() -> SchemaProtection.likeLegacyMapper(schema)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void nestedClassesThatContainThemselvesAreFine() {
        assertThat(SchemaProtection.of(TableSchema.fromBean(Part.class))
                        .attributeActions()
                        .action("parts"))
                .isEqualTo(CryptoAction.ENCRYPT_AND_SIGN);
    }

    @Test
    void aClassMarkedTwiceIsRefused() {
        assertThatThrownBy(() -> SchemaProtection.of(TableSchema.fromBean(Confused.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Confused");
    }

    @Test
    void aMarkOnTheClassIsTheDefault() {
        assertThat(SchemaProtection.of(TableSchema.fromBean(SignedOrder.class)).attributeActions())
                .isEqualTo(AttributeActions.withDefault(CryptoAction.SIGN_ONLY)
                        .with("customer", CryptoAction.SIGN_ONLY)
                        .with("number", CryptoAction.SIGN_ONLY)
                        .with("version", CryptoAction.SIGN_ONLY)
                        .with("status", CryptoAction.SIGN_ONLY)
                        .with("views", CryptoAction.DO_NOTHING));
        assertThat(SchemaProtection.of(TableSchema.fromBean(PlainOrder.class))
                        .attributeActions()
                        .action("customer"))
                .isEqualTo(CryptoAction.DO_NOTHING);
    }

    @Test
    void likeTheLegacyMapperOnlyWhatIsModelledIsProtected() {
        SchemaProtection protection = SchemaProtection.likeLegacyMapper(TableSchema.fromBean(Order.class));

        assertThat(protection.attributeActions())
                .isEqualTo(AttributeActions.withDefault(CryptoAction.DO_NOTHING)
                        .with("customer", CryptoAction.SIGN_ONLY)
                        .with("number", CryptoAction.SIGN_ONLY)
                        .with("version", CryptoAction.SIGN_ONLY)
                        .with("card", CryptoAction.ENCRYPT_AND_SIGN)
                        .with("status", CryptoAction.SIGN_ONLY)
                        .with("views", CryptoAction.DO_NOTHING));
        assertThat(protection.protectingUnmodelled().attributeActions().defaultAction())
                .isEqualTo(CryptoAction.ENCRYPT_AND_SIGN);
        assertThat(protection.protectingUnmodelled().attributeActions().exceptions())
                .isEqualTo(protection.attributeActions().exceptions());
    }

    @Test
    void theConfigurationHasActionsProtectedKeysAndTheSignedTableName() {
        StaticMaterialsProvider provider = StaticMaterialsProvider.builder()
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, new byte[32]))
                .build();
        TableInfo table = TableInfo.of("Orders", TableIndex.of("customer", "number"));

        CryptoConfig config = SchemaProtection.of(TableSchema.fromBean(RestoredOrder.class))
                .config(provider)
                .apply(table);

        assertThat(config.attributeActions()).isEqualTo(ORDER_ACTIONS);
        assertThat(config.contextToWrite().tableName()).isEqualTo("OrdersOf2019");
        assertThat(config.materialsProvider()).isSameAs(provider);
    }

    @Test
    void anEmptySignedTableNameIsRefused() {
        assertThatThrownBy(() -> SchemaProtection.of(TableSchema.fromBean(Nameless.class)))
                .isInstanceOf(ConfigurationException.class);
    }

    /** As most users write it. */
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

        public Integer getViews() {
            return views;
        }

        @DoNothing
        public void setViews(Integer views) {
            this.views = views;
        }
    }

    @DynamoDbBean
    @SignOnly
    public static class SignedOrder extends Order {}

    @DynamoDbBean
    @DoNothing
    public static class PlainOrder extends Order {}

    @DynamoDbBean
    @SignOnly
    @DoNothing
    public static class Confused extends Order {}

    @DynamoDbBean
    @SignedTableName("OrdersOf2019")
    public static class RestoredOrder extends Order {}

    @DynamoDbBean
    @SignedTableName("")
    public static class Nameless extends Order {}

    @DynamoDbBean
    public static class Address {
        private String country;

        @SignOnly
        public String getCountry() {
            return country;
        }

        public void setCountry(String country) {
            this.country = country;
        }
    }

    @DynamoDbBean
    public static class Customer {
        private String id;
        private Address address;

        @DynamoDbPartitionKey
        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        @DynamoDbFlatten
        public Address getAddress() {
            return address;
        }

        public void setAddress(Address address) {
            this.address = address;
        }
    }

    @DynamoDbBean
    public static class Parcel {
        private String id;
        private Map<String, List<Address>> stops;

        @DynamoDbPartitionKey
        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public Map<String, List<Address>> getStops() {
            return stops;
        }

        public void setStops(Map<String, List<Address>> stops) {
            this.stops = stops;
        }
    }

    @DynamoDbBean
    public static class Part {
        private String id;
        private List<Part> parts;

        @DynamoDbPartitionKey
        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        public List<Part> getParts() {
            return parts;
        }

        public void setParts(List<Part> parts) {
            this.parts = parts;
        }
    }

    @DynamoDbImmutable(builder = Receipt.Builder.class)
    public static final class Receipt {
        private final String id;
        private final String shop;
        private final String total;

        private Receipt(Builder builder) {
            id = builder.id;
            shop = builder.shop;
            total = builder.total;
        }

        @DynamoDbPartitionKey
        public String id() {
            return id;
        }

        @SignOnly
        public String shop() {
            return shop;
        }

        public String total() {
            return total;
        }

        public static final class Builder {
            private String id;
            private String shop;
            private String total;

            public Builder id(String id) {
                this.id = id;
                return this;
            }

            public Builder shop(String shop) {
                this.shop = shop;
                return this;
            }

            public Builder total(String total) {
                this.total = total;
                return this;
            }

            public Receipt build() {
                return new Receipt(this);
            }
        }
    }
}
