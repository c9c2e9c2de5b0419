package dev.itemseal.benchmarks;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items that everyone is measured with, the same in every run. Each shape has {@value #VARIANTS} variants: the same
 * names and types, other values, and no object in common, so that nothing can be remembered per item.
 */
final class ItemShape {

    static final int VARIANTS = 64;

    static final String PARTITION_KEY = "customer_id";
    static final String SORT_KEY = "created_at";
    static final TableInfo TABLE = TableInfo.of("Orders", TableIndex.of(PARTITION_KEY, SORT_KEY));

    /** The shapes that the targets are about. */
    static final List<String> ORDINARY = List.of("small", "typical", "wide", "large", "nested");

    /** Takes turns between all ordinary shapes but the large one, beside which no other would be seen. */
    static final String MIXED = "mixed";

    /** The units of shapes that come in any size. */
    static final String ATTRIBUTES = "attributes";

    static final String BYTES = "bytes";

    private static final long SEED = 20250101;
    private static final Pattern SCALED = Pattern.compile("(" + ATTRIBUTES + "|" + BYTES + ")-([1-9][0-9]{0,6})");
    private static final String TEXT = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789";

    private final String name;
    private final Random random;
    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    private ItemShape(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /**
     * Makes the items of a shape.
     *
     * @param shape an ordinary shape, {@code mixed}, {@code attributes-N} (N texts of 30 characters) or {@code bytes-N} (one
     *     byte string)
     * @return the variants
     */
    static List<Item> items(String shape) {
        List<Item> items = new ArrayList<>();
        List<String> mixed =
                ORDINARY.stream().filter(each -> !each.equals("large")).toList();
        for (int variant = 0; variant < VARIANTS; variant++) {
            String one = shape.equals(MIXED) ? mixed.get(variant % mixed.size()) : shape;
            items.add(new ItemShape(one, SEED + variant).item());
        }
        return items;
    }

    /**
     * The size of a shape that comes in any.
     *
     * @param unit {@value #ATTRIBUTES} or {@value #BYTES}
     * @param size how many of them the item has beside its keys
     */
    record Scale(String unit, int size) {

        String shape() {
            return unit + "-" + size;
        }
    }

    /** The size of a shape, if it is one that comes in any. */
    static Optional<Scale> scale(String shape) {
        Matcher matcher = SCALED.matcher(shape);
        return matcher.matches()
                ? Optional.of(new Scale(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    private Item item() {
        put(PARTITION_KEY, AttributeValue.ofString("customer-" + random.nextInt(1_000_000)));
        put(SORT_KEY, number(1_600_000_000 + random.nextInt(100_000_000)));
        switch (name) {
            case "small" -> small();
            case "typical" -> typical();
            case "wide" -> texts(100);
            case "large" -> put("document", binary(300 * 1024));
            case "nested" -> put("document", nested(5));
            default -> scaled();
        }
        return Item.of(attributes);
    }

    static Item keyOf(Item item) {
        Item.Builder key = Item.builder(2);
        TABLE.primaryIndex()
                .keyNames()
                .forEach(name -> key.put(name, item.attribute(name).orElseThrow()));
        return key.build();
    }

    private void small() {
        put("name", text(20));
        put("balance", number(random.nextInt(100_000)));
        put("active", AttributeValue.ofBoolean(random.nextBoolean()));
        put("email", text(24));
    }

    private void typical() {
        put("first_name", text(12));
        put("last_name", text(18));
        put("email", text(30));
        put("address", text(120));
        put("comment", text(600));
        put("history", text(350));
        put("total", decimal());
        put("discount", decimal());
        put("quantity", number(random.nextInt(1000)));
        put("paid", AttributeValue.ofBoolean(random.nextBoolean()));
        put("returned", AttributeValue.ofNull());
        put("thumbnail", binary(400));
        put("tags", AttributeValue.ofStrings(distinctTexts(5)));
        put("lines", AttributeValue.ofList(List.of(text(30), decimal(), text(30), decimal(), text(30))));
        Map<String, AttributeValue> shipping = new LinkedHashMap<>();
        shipping.put(name("street"), text(40));
        shipping.put(name("city"), text(20));
        shipping.put(name("zip"), text(5));
        shipping.put(name("floor"), number(random.nextInt(20)));
        put("shipping", AttributeValue.ofMap(shipping));
    }

    private void texts(int count) {
        for (int i = 0; i < count; i++) {
            put("attribute_" + i, text(30));
        }
    }

    /** A map with some values of each kind and, but for the innermost, a list and a map of the next depth. */
    private AttributeValue nested(int depth) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            entries.put(name("text_" + i), text(100));
            entries.put(name("number_" + i), decimal());
        }
        entries.put(
                name("flags"),
                AttributeValue.ofList(List.of(
                        AttributeValue.ofBoolean(true),
                        AttributeValue.ofNull(),
                        number(random.nextInt(100)),
                        text(400))));
        if (depth > 1) {
            entries.put(name("inner"), nested(depth - 1));
        }
        return AttributeValue.ofMap(entries);
    }

    private void scaled() {
        Scale scale = scale(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no shape '" + name + "'; there are "
                        + ORDINARY + ", " + MIXED + ", attributes-N and bytes-N"));
        if (scale.unit().equals(ATTRIBUTES)) {
            texts(scale.size());
        } else {
            put("document", binary(scale.size()));
        }
    }

    private void put(String attribute, AttributeValue value) {
        attributes.put(name(attribute), value);
    }

    /** A text of its own, as names are in what a client has read. */
    private static String name(String text) {
        return String.valueOf(text.toCharArray());
    }

    private AttributeValue text(int length) {
        return AttributeValue.ofString(randomText(length));
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString();
    }

    private TreeSet<String> distinctTexts(int count) {
        TreeSet<String> texts = new TreeSet<>();
        while (texts.size() < count) {
            texts.add(randomText(10));
        }
        return texts;
    }

    private static AttributeValue number(long number) {
        return AttributeValue.ofNumber(number);
    }

    /** With a last digit other than zero, so that the text is canonical, as a table gives it back. */
    private AttributeValue decimal() {
        return AttributeValue.ofNumber(
                random.nextInt(10_000) + "." + (10 * random.nextInt(10) + 1 + random.nextInt(9)));
    }

    private AttributeValue binary(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return AttributeValue.ofBytes(bytes);
    }
}
