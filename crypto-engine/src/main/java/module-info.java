/**
 * The item format and the item encryptor: pure Java on the ports of {@code dev.itemseal.api}, without any provider, store
 * or vendor.
 *
 * <p>{@link dev.itemseal.engine.StandardItemEncryptor} tells the story of an item; the package {@code format} behind it
 * turns values into bytes and back, and holds no keys. It is open to the test vectors alone.
 */
// The vectors' module is built after this one and need not be there.
@SuppressWarnings("module")
module dev.itemseal.engine {
    requires transitive dev.itemseal.api;
    requires static org.jspecify;

    exports dev.itemseal.engine;
    exports dev.itemseal.engine.table;
    exports dev.itemseal.engine.format to
            dev.itemseal.vectors;

    provides dev.itemseal.api.plugin.ItemEncryptorFactory with
            dev.itemseal.engine.StandardItemEncryptorFactory;
}
