package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of items.
 *
 * @param items the items, immutable; a page may be empty and not be the last one
 * @param lastKey where the next page begins; empty if this is the last one
 */
public record Page(List<Item> items, Optional<Item> lastKey) {

    /**
     * Makes a page.
     *
     * @param items the items
     * @param lastKey where the next page begins; empty if this is the last one
     */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(lastKey, "lastKey");
    }
}
