/**
 * Test vectors of the item format: items as DynamoDB JSON, and the reader, verifier and generator of vectors in the layout
 * of the two existing clients. The project's own vectors lie beside, as resources.
 */
// The command's module is built after this one and need not be there.
@SuppressWarnings("module")
module dev.itemseal.vectors {
    requires transitive dev.itemseal.api;
    requires dev.itemseal.dynamodb.json;
    requires dev.itemseal.engine;
    requires dev.itemseal.materials.kms;
    requires dev.itemseal.materials.mostrecent;
    requires dev.itemseal.materials.wrapped;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.xml;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.services.kms;
    requires static org.jspecify;

    exports dev.itemseal.vectors;
    exports dev.itemseal.vectors.text to
            dev.itemseal.cli;
}
