import dev.itemseal.adapter.awssdk2.DynamoDbItemStoreFactory;
import dev.itemseal.api.plugin.ItemStoreFactory;

/**
 * DynamoDB through the AWS SDK for Java 2: a store and its tables, and clients that stand in the place of the SDK's own and
 * encrypt what goes through them.
 */
// The digit is that of the SDK's second edition.
@SuppressWarnings("module")
module dev.itemseal.adapter.awssdk2 {
    requires transitive dev.itemseal.api;
    requires transitive dev.itemseal.engine;
    requires transitive software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.auth;
    requires static transitive software.amazon.awssdk.enhanced.dynamodb;
    requires static org.jspecify;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries.api;

    exports dev.itemseal.adapter.awssdk2;
    exports dev.itemseal.adapter.awssdk2.enhanced;

    provides ItemStoreFactory with
            DynamoDbItemStoreFactory;
}
