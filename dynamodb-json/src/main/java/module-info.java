/** Items from DynamoDB JSON: a single one, those of a stream's events, and those of an export. No SDK is needed. */
module dev.itemseal.dynamodb.json {
    requires transitive com.fasterxml.jackson.core;
    requires transitive dev.itemseal.api;

    exports dev.itemseal.dynamodb.json;
}
