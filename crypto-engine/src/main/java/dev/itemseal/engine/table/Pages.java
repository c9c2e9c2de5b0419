package dev.itemseal.engine.table;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.Page;
import java.util.Iterator;
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
    private Page page;
    private int position;
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
            if (page != null && position < page.items().size()) {
                return true;
            }
            if (page != null && page.lastKey().isEmpty()) {
                return false;
            }
            page = ask.apply(page == null ? Optional.empty() : page.lastKey());
            position = 0;
        }
        return false;
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.items().get(position++);
    }
}
