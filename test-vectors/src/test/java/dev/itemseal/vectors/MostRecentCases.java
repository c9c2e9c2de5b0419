package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.KEY;
import static dev.itemseal.vectors.ExampleItems.KEY_ALGORITHM;
import static dev.itemseal.vectors.ExampleItems.MODE;
import static dev.itemseal.vectors.ExampleItems.TEA;
import static dev.itemseal.vectors.ExampleItems.WRAPPING;
import static dev.itemseal.vectors.ExampleItems.base64;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Cases of the chapter MRP. The meta table's items are made by hand, with the keys of the other examples. */
final class MostRecentCases {

    private static final String META_ID = "amzn-ddb-meta-id";
    private static final String CREATED = "itemseal-created";

    private final CaseBook book;
    private final ExampleItems items;
    private final Forge forge;

    MostRecentCases(CaseBook book, ExampleItems items, Forge forge) {
        this.book = book;
        this.items = items;
        this.forge = forge;
    }

    void add() {
        configurations();
        written();
        read();
        refused();
        metaTable();
    }

    private void configurations() {
        ObjectNode configuration = book.configuration("most-recent", "static").put("provider", "most_recent");
        configuration
                .putObject("settings")
                .put("material-name", "keys")
                .put("meta-store.table-name", "Meta")
                .put("meta-store.store", MetaItems.STORE)
                .put("meta-store.provider", "static")
                .put("meta-store.provider.content-key.material", base64(Forge.CONTENT_KEY))
                .put("meta-store.provider.signing-key.material", base64(Forge.MAC_KEY));
        metaItems(configuration);
        with("most-recent-0", metaItem(0, Map.of()));
        with("most-recent-1", metaItem(0, Map.of()), metaItem(1, Map.of()));
    }

    private static ArrayNode metaItems(ObjectNode configuration) {
        return configuration.putObject("meta_items").putArray("Meta");
    }

    /** A configuration whose meta table has these items. */
    private ObjectNode with(String name, Item... stored) {
        ObjectNode configuration = book.configuration(name, "most-recent");
        ArrayNode array = metaItems(configuration);
        for (Item item : stored) {
            array.add(DynamoDbJson.node(item));
        }
        return configuration;
    }

    private void written() {
        written("mrp-write-first", "The first version is 0", "most-recent", "keys#0")
                .rules("MRP-1", "MRP-10");
        written("mrp-write-newest", "Items are written under the newest version", "most-recent-1", "keys#1")
                .rules("MRP-1", "MRP-9");
        Map<String, String> young = Map.of(CREATED, "9999-01-01T00:00:00Z");
        rotating("most-recent-young", metaItem(0, young));
        written("mrp-write-young", "A version that isn't too old stays", "most-recent-young", "keys#0")
                .rules("MRP-13", "MRP-14");
        rotating("most-recent-old", metaItem(0, Map.of(CREATED, "2001-01-01T00:00:00Z")));
        written("mrp-write-old", "The next version follows one that is too old", "most-recent-old", "keys#1")
                .rules("MRP-13", "MRP-14");
        rotating("most-recent-ageless", metaItem(0, Map.of()));
        written("mrp-write-ageless", "A version of unknown age is too old", "most-recent-ageless", "keys#1")
                .rules("MRP-14");
        rotating("most-recent-no-time", metaItem(0, Map.of(CREATED, "yesterday")));
        written("mrp-write-no-time", "What is no time rotates nothing", "most-recent-no-time", "keys#0")
                .rules("MRP-13", "MRP-14");
    }

    private void rotating(String name, Item stored) {
        with(name, stored).withObject("/settings").put("rotate-after", "P30D");
    }

    private CaseBook.Case written(String id, String says, String configuration, String metaId) {
        return book.write(id, says, configuration, TEA)
                .description(
                        "amzn-ddb-map-sym-mode",
                        "/CBC/PKCS5Padding",
                        KEY,
                        "",
                        KEY_ALGORITHM,
                        "AES/256",
                        WRAPPING,
                        "AESWrap",
                        META_ID,
                        metaId)
                .succeeds();
    }

    private void read() {
        book.read("mrp-read", "The version that the item names", "most-recent-0", stored("keys#0"))
                .rules("MRP-1", "MRP-4", "MRP-5", "MRP-6", "MRP-7", "MRP-8", "MRP-9")
                .gives(TEA);
        book.read("mrp-read-older", "Also one that is not the newest", "most-recent-1", stored("keys#0"))
                .rules("MRP-1")
                .gives(TEA);
        with("most-recent-extra", metaItem(0, Map.of("owner", "them", CREATED, "yesterday")));
        book.read(
                        "mrp-read-extra",
                        "Further attributes keep nobody from reading",
                        "most-recent-extra",
                        stored("keys#0"))
                .rules("MRP-11", "MRP-13")
                .gives(TEA);
    }

    private void refused() {
        book.configuration("most-recent-name", "most-recent")
                .withObject("/settings")
                .put("material-name", "ke#ys");
        book.configure("mrp-name", "A name with #", "most-recent-name")
                .rules("MRP-2", "CMP-27")
                .refused(Reason.INVALID_SETTING);
        book.read("mrp-without-id", "No version is named", "most-recent-0", stored(null))
                .rules("MRP-3")
                .refused(Reason.DESCRIPTION_MISSING_ENTRY);
        Map<String, String> malformed = new LinkedHashMap<>();
        malformed.put("no-separator", "keys");
        malformed.put("no-version", "keys#");
        malformed.put("negative", "keys#-1");
        malformed.put("leading-zero", "keys#00");
        malformed.put("letters", "keys#0x");
        malformed.put("too-large", "keys#1000000000000000000");
        malformed.put("other-digits", "keys#\u0660");
        malformed.forEach(
                (name, id) -> book.read("mrp-id-" + name, "This names no version", "most-recent-0", stored(id))
                        .rules("MRP-3")
                        .refused(Reason.DESCRIPTION_MALFORMED));
        for (String id : new String[] {"others#0", "#0", "a#keys#0", "Keys#0"}) {
            book.read("mrp-name-" + id.replace('#', '_'), "The name of other keys", "most-recent-0", stored(id))
                    .rules("MRP-3", "CMP-31")
                    .refused(Reason.DESCRIPTION_MISMATCH);
        }
        book.read("mrp-no-such-version", "A version beyond the newest one", "most-recent-0", stored("keys#1"))
                .rules("MRP-3")
                .refused(Reason.KEY_UNAVAILABLE);
        with("most-recent-gap", metaItem(1, Map.of()));
        book.read("mrp-deleted-version", "A version that was deleted", "most-recent-gap", stored("keys#0"))
                .rules("MRP-3")
                .refused(Reason.KEY_UNAVAILABLE);
    }

    private void metaTable() {
        with("most-recent-forged", metaItem(0, Map.of()).with("enc", forge.encrypted(binary(Forge.sequence(1, 32)))));
        book.read("mrp-meta-forged", "A meta item that was changed", "most-recent-forged", stored("keys#0"))
                .rules("MRP-4")
                .refused(Reason.KEY_UNAVAILABLE);
        book.write("mrp-meta-forged-write", "Nor is anything written under it", "most-recent-forged", TEA)
                .rules("MRP-4")
                .refused(Reason.KEY_UNAVAILABLE);
        with("most-recent-type", metaItem(0, Map.of("t", "1")));
        book.read("mrp-meta-type", "Another type of meta item", "most-recent-type", stored("keys#0"))
                .rules("MRP-6")
                .refused(Reason.KEY_UNAVAILABLE);
        with("most-recent-algorithm", metaItem(0, Map.of("intAlg", "HmacSHA1")));
        book.read("mrp-meta-algorithm", "An algorithm that there isn't", "most-recent-algorithm", stored("keys#0"))
                .rules("MRP-8")
                .refused(Reason.KEY_UNAVAILABLE);
    }

    /** A stored meta item, whose keys are those of the other examples, with other or further texts. */
    private Item metaItem(int version, Map<String, String> texts) {
        Map<String, String> all = new TreeMap<>(Map.of("t", "0", "encAlg", "AES", "intAlg", "HmacSHA256"));
        all.putAll(texts);
        Item.Builder item = Item.builder(10)
                .put("N", AttributeValue.ofString("keys"))
                .put("V", AttributeValue.ofNumber(Integer.toString(version)))
                .put("enc", forge.encrypted(binary(Forge.WRAPPING_KEY)))
                .put("int", forge.encrypted(binary(Forge.MAC_KEY)));
        all.forEach((name, text) ->
                item.put(name, forge.encrypted(FormatBytes.serialize(AttributeValue.ofString(text), Dialect.JAVA))));
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("N", CryptoAction.SIGN_ONLY)
                .with("V", CryptoAction.SIGN_ONLY);
        return Forge.signed(
                Forge.described(item.build(), MODE), "Meta", actions, Dialect.JAVA, "HmacSHA256", Forge.MAC_KEY);
    }

    private static byte[] binary(byte[] bytes) {
        return FormatBytes.serialize(AttributeValue.ofBytes(bytes), Dialect.JAVA);
    }

    /** The example's item as it is written under a version, with this entry. */
    private Item stored(String metaId) {
        Map<String, String> description = new TreeMap<>(MODE);
        description.put(KEY, base64(Forge.wrapped(Forge.CONTENT_KEY, Forge.WRAPPING_KEY)));
        description.put(KEY_ALGORITHM, "AES/256");
        description.put(WRAPPING, "AESWrap");
        if (metaId != null) {
            description.put(META_ID, metaId);
        }
        return Forge.signed(Forge.described(items.unsigned(), description));
    }
}
