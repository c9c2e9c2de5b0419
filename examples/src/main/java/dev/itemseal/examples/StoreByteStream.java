package dev.itemseal.examples;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.table.ByteStreams;
import dev.itemseal.engine.table.EncryptedResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Keeps something larger than an item, in constant memory, with a key that lives as long as this program. */
public final class StoreByteStream {

    private StoreByteStream() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws IOException never: the bytes are in memory here
     */
    public static void main(String[] args) throws IOException {
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(TableDefinition.of(
                TableInfo.of("Files", TableIndex.of("owner", "name")),
                Map.of("owner", AttributeType.S, "name", AttributeType.S)));
        EncryptedResource tables =
                EncryptedResource.of(store, store, ExampleKeys.provider(), AttributeActions.encryptAndSignAll());
        ByteStreams files = new ByteStreams(tables.table("Files"));

        Item key = Item.fromJava(Map.of("owner", "ann", "name", "film.mp4"));
        byte[] film = ExampleKeys.random(2_000_000);
        System.out.println("written: " + files.write(key, new ByteArrayInputStream(film)));
        System.out.println("items in the table: " + store.items("Files").size());
        System.out.println(
                "read: " + files.copy(key, OutputStream.nullOutputStream()).orElseThrow());
        System.out.println("deleted: " + files.delete(key));
        System.out.println("items in the table: " + store.items("Files").size());
    }
}
