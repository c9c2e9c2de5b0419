import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.materials.mostrecent.MostRecentProviderFactory;

/**
 * Numbered versions of named keys: the provider that writes with the most recent one and reads with the one that an item
 * names, and the meta store that keeps them in a table.
 */
module dev.itemseal.materials.mostrecent {
    requires transitive dev.itemseal.api;
    requires dev.itemseal.materials.wrapped;
    requires static org.jspecify;

    exports dev.itemseal.materials.mostrecent;

    provides MaterialsProviderFactory with
            MostRecentProviderFactory;
}
