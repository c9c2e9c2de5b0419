package dev.itemseal.adapter.inmemory;

import static dev.itemseal.adapter.inmemory.Fixtures.DEFINITION;
import static dev.itemseal.adapter.inmemory.Fixtures.INDEX;
import static dev.itemseal.adapter.inmemory.Fixtures.PARTIAL;
import static dev.itemseal.adapter.inmemory.Fixtures.TABLE;
import static dev.itemseal.adapter.inmemory.Fixtures.assertRefused;
import static dev.itemseal.adapter.inmemory.Fixtures.item;
import static dev.itemseal.adapter.inmemory.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.ItemStoreFactory;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.WriteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables: created, described, saved, loaded; and the store as a plugin. */
class LifecycleTest {

    private final InMemoryItemStore store = Fixtures.store();

    @Test
    void createsATableOnce() {
        assertThat(InMemoryItemStore.create().createTable(DEFINITION)).isTrue();
        store.put(WriteRequest.Put.of(TABLE, key("a", 1)));

        assertThat(store.createTable(DEFINITION)).isFalse();
        assertThat(store.items(TABLE)).hasSize(1);
        assertThat(store.listTables()).containsExactly(TABLE);
        assertThat(store.definition(TABLE)).isEqualTo(DEFINITION);
        assertThat(store.describe(TABLE).partialIndexes()).containsExactly(PARTIAL);
        assertRefused(() -> store.definition("nothing"), Reason.TABLE_NOT_FOUND);
    }

    @Test
    void loadsWhatWasSaved() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(item("id", "p" + i / 10, "line", i % 10 - 5, "color", "red", "size", i));
        }
        List<Item> shuffled = new ArrayList<>(items);
        Collections.reverse(shuffled);
        store.put(WriteRequest.Put.of(TABLE, item("id", "gone", "line", 1, "color", "red", "size", -1)));

        store.load(TABLE, shuffled);

        assertThat(store.items(TABLE)).isEqualTo(items);
        QueryRequest red = QueryRequest.of(TABLE, KeyCondition.partition(AttributeValue.ofString("red")));
        assertThat(store.query(red.index(INDEX)).items()).isEqualTo(items);
    }

    @Test
    void loadsAllOrNothing() {
        store.put(WriteRequest.Put.of(TABLE, key("a", 1)));

        assertRefused(() -> store.load(TABLE, List.of(key("b", 1), key("b", 1))), Reason.INVALID_REQUEST);
        assertRefused(() -> store.load(TABLE, List.of(key("b", 1), item("id", "b"))), Reason.INVALID_REQUEST);
        assertThat(store.items(TABLE)).containsExactly(key("a", 1));
    }

    @Test
    void isFoundByItsId() {
        Map<String, String> values = Map.of("store", "inmemory", "other", "inmemory", "other.size", "1");
        Settings settings = Settings.of(values, Path.of(""));

        assertThat(Plugins.load().itemStore(settings.section("store"))).isInstanceOf(InMemoryItemStore.class);
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class, () -> Plugins.load().itemStore(settings.section("other")));
        assertThat(refusal).hasMessageContaining("other.size");
    }

    @Test
    void isDeclaredForTheClassPathToo() throws IOException {
        try (InputStream declaration =
                InMemoryItemStore.class.getResourceAsStream("/META-INF/services/" + ItemStoreFactory.class.getName())) {
            assertThat(new String(declaration.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(InMemoryItemStoreFactory.class.getName());
        }
    }
}
