/**
 * A local KMS server for tests and for trying things out, never for production: {@link dev.itemseal.testkit.LocalKms}, and
 * {@link dev.itemseal.testkit.LocalKmsExtension} for JUnit.
 */
module dev.itemseal.testkit {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.crypto.tink;
    requires jdk.httpserver;
    requires static org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.itemseal.testkit;
}
