package dev.itemseal.vectors;

import dev.itemseal.api.store.ItemStore;
import java.net.URI;
import java.util.Optional;

/**
 * What the caller has for scenarios to use, beside the plugins.
 *
 * @param kmsEndpoint where a KMS listens
 * @param metaTables where meta tables are put; without it, in memory
 */
record Backends(Optional<URI> kmsEndpoint, Optional<ItemStore> metaTables) {

    static Backends withKms(Optional<URI> endpoint) {
        return new Backends(endpoint, Optional.empty());
    }

    static Backends withMetaTables(ItemStore store) {
        return new Backends(Optional.empty(), Optional.of(store));
    }
}
