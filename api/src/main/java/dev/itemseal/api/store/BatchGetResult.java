package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a batch of gets gave.
 *
 * @param items the items that were found, by table, in no particular order, immutable
 * @param unprocessed the requests that were not looked at, exactly as they were given, immutable; to be asked again
 */
public record BatchGetResult(Map<String, List<Item>> items, List<GetRequest> unprocessed) {

    /**
     * Makes a result.
     *
     * @param items the items that were found, by table
     * @param unprocessed the requests that were not looked at
     */
    public BatchGetResult {
        items = items.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, found -> List.copyOf(found.getValue())));
        unprocessed = List.copyOf(unprocessed);
    }
}
