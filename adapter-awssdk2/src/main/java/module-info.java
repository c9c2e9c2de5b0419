import dev.itemseal.adapter.awssdk2.DynamoDbItemStoreFactory;
import dev.itemseal.api.plugin.ItemStoreFactory;

/**
 * DynamoDB through the AWS SDK for Java 2: a store and its tables, and clients that stand in the place of the SDK's own and
 * encrypt what goes through them.
 */
// "module": the digit is that of the SDK's second edition. "exports": package enhanced speaks the enhanced client's
// types, and who uses it requires that module himself.
@SuppressWarnings({"module", "exports"})
module dev.itemseal.adapter.awssdk2 {
    requires transitive dev.itemseal.api;
    requires transitive dev.itemseal.engine;
    requires transitive software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.auth;
    // Not transitive, though package enhanced speaks its types: who doesn't use that compiles without it.
    requires static software.amazon.awssdk.enhanced.dynamodb;
    requires static org.jspecify;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries.api;
    requires org.slf4j; // the SDK's modules are automatic, so that they can't say it themselves

    exports dev.itemseal.adapter.awssdk2;
    exports dev.itemseal.adapter.awssdk2.enhanced;

    provides ItemStoreFactory with
            DynamoDbItemStoreFactory;
}
