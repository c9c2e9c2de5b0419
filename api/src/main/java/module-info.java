/**
 * What Itemseal's parts and its users agree on: values, ports, errors and the door through which plugins come in.
 *
 * <p>The packages, from the inside out; each knows only those above it:
 *
 * <ul>
 *   <li>{@link dev.itemseal.api.error} - the sealed family of errors and their reasons
 *   <li>{@link dev.itemseal.api.item} - items and attribute values
 *   <li>{@link dev.itemseal.api.store} - tables and where they are described
 *   <li>{@link dev.itemseal.api.materials} - the port for keys: materials providers and the keys that they give
 *   <li>{@link dev.itemseal.api} - the item encryptor and what it is told: actions and configuration
 *   <li>{@link dev.itemseal.api.plugin} - settings, factories and how they are found
 * </ul>
 */
module dev.itemseal.api {
    requires static org.jspecify;

    exports dev.itemseal.api;
    exports dev.itemseal.api.error;
    exports dev.itemseal.api.item;
    exports dev.itemseal.api.materials;
    exports dev.itemseal.api.plugin;
    exports dev.itemseal.api.store;

    uses dev.itemseal.api.plugin.ItemEncryptorFactory;
    uses dev.itemseal.api.plugin.ItemStoreFactory;
    uses dev.itemseal.api.plugin.KeyMaker;
    uses dev.itemseal.api.plugin.MaterialsProviderFactory;
    uses dev.itemseal.api.plugin.WrappingKeyFactory;
}
