package dev.itemseal.engine.table;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.Page;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads items page by page, each page when it is needed. For one thread, but closed by any. */
final class Pages implements Iterator<Item> {

    private final Function<Optional<Item>, Page> ask;
    private List<Item> items = List.of();
    private int position;
    private Optional<Item> lastKey = Optional.empty();
    private boolean ended;
    private volatile boolean closed;

    /**
     * Makes a reader.
     *
     * @param ask gives the page after a key, or the first one
     */
    Pages(Function<Optional<Item>, Page> ask) {
        this.ask = ask;
    }

    Stream<Item> items() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    void close() {
        closed = true;
    }

    @Override
    public boolean hasNext() {
        // A page may be empty and not be the last one.
        while (!closed) {
            if (position < items.size()) {
                return true;
            }
            if (ended) {
                return false;
            }
            Page page = ask.apply(lastKey);
            items = page.items();
            position = 0;
            lastKey = page.lastKey();
            ended = lastKey.isEmpty();
        }
        return false;
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.get(position++);
    }
}
