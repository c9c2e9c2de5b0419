package dev.itemseal.conformance;

import static dev.itemseal.conformance.ContractTables.ID;
import static dev.itemseal.conformance.ContractTables.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteCondition;
import dev.itemseal.api.store.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One item: put, get, update, delete. */
abstract class ItemRules extends StoreRules {

    private static final List<String> NAMES = List.of(
            "a.b",
            "a",
            "b[0]",
            "size",
            "name",
            "#n",
            ":v",
            "with blank",
            "*amzn-ddb-map-sig*",
            "\u00e4\uD83D\uDE00",
            "0");

    ItemRules(ItemStoreContract contract) {
        super(contract);
    }

    /** Puts one item with a value of each type, and gets it. */
    @Rule(
            id = "STORE-1",
            holds = "What was put is got back, with values of all ten types, empty ones and nested ones.",
            lookAt = "how each type of value is turned into the store's own and back, in put and get")
    void allTypes() {
        Item item = key().with("text", AttributeValue.ofString("\u00e4\uD83D\uDE00"))
                .with("empty text", AttributeValue.ofString(""))
                .with("number", AttributeValue.ofNumber("-12.5"))
                .with("bytes", AttributeValue.ofBytes(new byte[] {0, -1, 127}))
                .with("no bytes", AttributeValue.ofBytes(new byte[0]))
                .with("true", AttributeValue.ofBoolean(true))
                .with("false", AttributeValue.ofBoolean(false))
                .with("null", AttributeValue.ofNull())
                .with("texts", AttributeValue.ofStrings(List.of("b", "a", "")))
                .with(
                        "numbers",
                        AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber(10), AttributeValue.ofNumber(9))))
                .with(
                        "binaries",
                        AttributeValue.ofBinaries(
                                List.of(BinaryValue.copyOf(new byte[] {-1}), BinaryValue.copyOf(new byte[] {1}))))
                .with("no list", AttributeValue.ofList(List.of()))
                .with("no map", AttributeValue.ofMap(Map.of()))
                .with(
                        "list",
                        AttributeValue.ofList(List.of(
                                AttributeValue.ofString("b"),
                                AttributeValue.ofMap(Map.of("a.b", AttributeValue.ofList(List.of()))),
                                AttributeValue.ofString("a"))));

        put(PLAIN, item);

        assertStored(PLAIN, item, key());
    }

    /** Puts numbers of many digits and of extreme magnitude, and gets them. */
    @Rule(
            id = "STORE-2",
            holds = "Numbers come back as the same numbers, up to 38 digits and from 1E-130 to 9.99E+125.",
            lookAt = "a binary floating point type, or rounding, on the way of a number")
    void exactNumbers() {
        Item item = key().with("digits", AttributeValue.ofNumber("12345678901234567890123456789012345678"))
                .with("fraction", AttributeValue.ofNumber("-0.12345678901234567890123456789012345678"))
                .with("largest", AttributeValue.ofNumber("9.9999999999999999999999999999999999999E125"))
                .with("smallest", AttributeValue.ofNumber("1E-130"))
                .with(
                        "nested",
                        AttributeValue.ofList(List.of(AttributeValue.ofNumber("0.1000000000000000055511151231"))));

        put(PLAIN, item);

        assertStored(PLAIN, item, key());
    }

    /** Uses names that mean something in expressions, in put, update and condition. */
    @Rule(
            id = "STORE-3",
            holds = "An attribute may have any name: reserved words, points, brackets, blanks, any Unicode text.",
            lookAt = "names that are put into an expression instead of being passed beside it")
    void anyName() {
        Item.Builder builder = Item.builder(NAMES.size() + 1).putAll(key());
        NAMES.forEach(name -> builder.put(name, AttributeValue.ofString(name)));
        Item item = builder.build();
        put(PLAIN, item);
        assertStored(PLAIN, item, key());

        Item expected = item;
        for (String name : NAMES) {
            AttributeValue value = AttributeValue.ofString(name + " changed");
            WriteCondition condition =
                    WriteCondition.equalTo(name, AttributeValue.ofString(name)).and(WriteCondition.exists(name));
            Item set = Item.empty().with(name, value);
            store().update(new WriteRequest.Update(PLAIN, key(), set, Set.of(), condition));
            expected = expected.with(name, value);
        }
        assertStored(PLAIN, expected, key());

        store().update(new WriteRequest.Update(
                PLAIN, key(), Item.empty(), Set.copyOf(NAMES), WriteCondition.notExists("a.b.c")));
        assertStored(PLAIN, key(), key());
    }

    /** Gets an item that nobody has put. */
    @Rule(
            id = "STORE-4",
            holds = "A get of an item that is not there gives nothing.",
            lookAt = "what get makes of an answer without an item")
    void nothing() {
        assertMissing(PLAIN, key());
        assertEquals(Optional.empty(), store().get(GetRequest.of(PLAIN, key())), "A get that need not be consistent");
    }

    /** Puts twice under one key, with different attributes. */
    @Rule(
            id = "STORE-5",
            holds = "A put takes the place of the whole item: none of the old attributes stays.",
            lookAt = "a put that is carried out as an update")
    void putReplaces() {
        put(PLAIN, key().with("a", AttributeValue.ofNumber(1)));
        Item second = key().with("b", AttributeValue.ofNumber(2));

        put(PLAIN, second);

        assertStored(PLAIN, second, key());
    }

    /** Looks at what put returns. */
    @Rule(
            id = "STORE-6",
            holds = "A put returns the item whose place it took, and nothing if there was none.",
            lookAt = "which of the item's versions put asks the store to return")
    void putReturnsOld() {
        Item first = key().with("a", AttributeValue.ofNumber(1));

        assertEquals(Optional.empty(), store().put(WriteRequest.Put.of(PLAIN, first)), "The first put returns an item");
        assertEquals(
                Optional.of(first),
                store().put(WriteRequest.Put.of(PLAIN, key().with("a", AttributeValue.ofNumber(2)))),
                "The second put does not return the first item");
    }

    /** Deletes an item, and one that is not there. */
    @Rule(
            id = "STORE-7",
            holds = "A delete removes the item; that none is there is no error.",
            lookAt = "what delete does, and what it makes of an item that is missing")
    void deleteRemoves() {
        put(PLAIN, key().with("a", AttributeValue.ofNumber(1)));

        store().delete(WriteRequest.Delete.of(PLAIN, key()));
        assertMissing(PLAIN, key());
        store().delete(WriteRequest.Delete.of(PLAIN, key()));
        assertMissing(PLAIN, key());
    }

    /** Looks at what delete returns. */
    @Rule(
            id = "STORE-8",
            holds = "A delete returns the item that it removed, and nothing if there was none.",
            lookAt = "which of the item's versions delete asks the store to return")
    void deleteReturnsOld() {
        Item item = key().with("a", AttributeValue.ofNumber(1));
        Item missing = Item.fromJava(Map.of(ID, id + " is not there"));
        put(PLAIN, item);

        assertEquals(
                Optional.of(item),
                store().delete(WriteRequest.Delete.of(PLAIN, key())),
                "The delete does not return the item that it removed");
        assertEquals(
                Optional.empty(),
                store().delete(WriteRequest.Delete.of(PLAIN, missing)),
                "The delete of what is not there returns something");
    }

    /** Sets an old and a new attribute, removes one that is there and one that is not, and leaves one. */
    @Rule(
            id = "STORE-9",
            holds = "An update sets and removes whole attributes and leaves all others as they are.",
            lookAt = "an update that is carried out as a put, or that merges into the attribute's old value")
    void updateChanges() {
        AttributeValue map = AttributeValue.ofMap(Map.of("old", AttributeValue.ofNumber(1)));
        AttributeValue newMap = AttributeValue.ofMap(Map.of("new", AttributeValue.ofNumber(2)));
        put(
                PLAIN,
                key().with("left", AttributeValue.ofNumber(1))
                        .with("set", map)
                        .with("removed", AttributeValue.ofNumber(3)));

        store().update(new WriteRequest.Update(
                PLAIN,
                key(),
                Item.empty().with("set", newMap).with("new", AttributeValue.ofString("n")),
                Set.of("removed", "was not there"),
                WriteCondition.always()));

        assertStored(
                PLAIN,
                key().with("left", AttributeValue.ofNumber(1))
                        .with("set", newMap)
                        .with("new", AttributeValue.ofString("n")),
                key());
    }

    /** Updates an item that nobody has put. */
    @Rule(
            id = "STORE-10",
            holds = "An update of an item that is not there makes it, of the key and what is set.",
            lookAt = "a condition on the item's existence that nobody asked for")
    void updateMakes() {
        Item set = Item.empty().with("a", AttributeValue.ofNumber(1));

        store().update(new WriteRequest.Update(PLAIN, key(), set, Set.of("b"), WriteCondition.always()));

        assertStored(PLAIN, key().with("a", AttributeValue.ofNumber(1)), key());
    }

    /** Looks at what update returns. */
    @Rule(
            id = "STORE-11",
            holds = "An update returns the whole item as it was before, and nothing if there was none.",
            lookAt = "which of the item's versions update asks the store to return")
    void updateReturnsOld() {
        Item before = key().with("a", AttributeValue.ofNumber(1)).with("b", AttributeValue.ofNumber(2));
        Item set = Item.empty().with("a", AttributeValue.ofNumber(3));
        Item missing = Item.fromJava(Map.of(ID, id + " is not there"));
        put(PLAIN, before);

        assertEquals(
                Optional.of(before),
                store().update(new WriteRequest.Update(PLAIN, key(), set, Set.of(), WriteCondition.always())),
                "The update does not return the whole item as it was before");
        assertEquals(
                Optional.empty(),
                store().update(new WriteRequest.Update(PLAIN, missing, set, Set.of(), WriteCondition.always())),
                "The update of what is not there returns something");
    }
}
