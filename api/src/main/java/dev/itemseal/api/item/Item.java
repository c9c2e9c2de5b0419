package dev.itemseal.api.item;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An item: attribute values by name, immutable, in the order in which they were given.
 *
 * <p>The order does not count for equality. {@code toString} gives names and types, never a value.
 */
public final class Item {

    private static final Item EMPTY = new Item(new EntriesInOrder(0).build());

    /** Immutable. */
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** {@return the item without attributes} */
    public static Item empty() {
        return EMPTY;
    }

    /**
     * Makes an item.
     *
     * @param attributes values by name; copied, in the map's order
     * @return the item
     */
    public static Item of(Map<String, ? extends AttributeValue> attributes) {
        Builder builder = builder(attributes.size());
        attributes.forEach(builder::put);
        return builder.build();
    }

    /**
     * Makes an item from ordinary Java values. String becomes S; Byte, Short, Integer, Long,
     * {@link java.math.BigInteger}, {@link java.math.BigDecimal} and a finite Float or Double become N; {@code byte[]} and
     * {@link java.nio.ByteBuffer} become B; Boolean becomes BOOL; null becomes NULL; a List becomes L; a Map with String
     * keys becomes M; a Set becomes SS, NS or BS by its members, which must be of one kind and at least one. An
     * {@link AttributeValue} stands for itself.
     *
     * @param values values by name; a value may be null
     * @return the item
     * @throws dev.itemseal.api.error.InvalidItemException with {@code UNSUPPORTED_VALUE} if a value has no DynamoDB
     *     type, with {@code INVALID_NUMBER} or {@code INVALID_SET} if it can't be stored, or with
     *     {@code NESTING_TOO_DEEP} if it is nested deeper than 128
     */
    public static Item fromJava(Map<String, ?> values) {
        Builder builder = builder(values.size());
        values.forEach((name, value) -> builder.put(name, JavaValues.fromJava(name, value)));
        return builder.build();
    }

    /**
     * Starts an item.
     *
     * @param expectedSize how many attributes are expected; more may follow
     * @return a builder, for one thread
     */
    public static Builder builder(int expectedSize) {
        return new Builder(expectedSize);
    }

    /**
     * {@return the item as ordinary Java values} S becomes String, N {@link java.math.BigDecimal}, B {@code byte[]},
     * BOOL Boolean, NULL null, L List, M Map, SS a Set of String, NS a Set of BigDecimal (in canonical form, without
     * trailing zeros after the point), BS a {@link java.util.SortedSet} of read-only {@link java.nio.ByteBuffer} (arrays
     * don't compare by content, and buffers in a hash set are found slowly where somebody chose them to have one hash).
     * The map and everything in it is fresh and may be changed.
     */
    public Map<String, Object> toJava() {
        Map<String, Object> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, JavaValues.toJava(value)));
        return values;
    }

    /**
     * Finds an attribute.
     *
     * @param name its name
     * @return its value, or empty if the item has no such attribute
     */
    public Optional<AttributeValue> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /**
     * Tells whether an attribute is there.
     *
     * @param name its name
     * @return whether the item has it
     */
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    /** {@return the attributes' names, immutable, in order} */
    public Set<String> names() {
        return attributes.keySet();
    }

    /** {@return the number of attributes} */
    public int size() {
        return attributes.size();
    }

    /**
     * Visits each attribute, in order.
     *
     * @param visitor takes name and value
     */
    public void forEach(BiConsumer<? super String, ? super AttributeValue> visitor) {
        attributes.forEach(visitor);
    }

    /** {@return the attributes as an immutable map, in order} */
    public Map<String, AttributeValue> asMap() {
        return attributes;
    }

    /**
     * Adds or replaces an attribute.
     *
     * @param name its name
     * @param value its value
     * @return an item with it
     */
    public Item with(String name, AttributeValue value) {
        return builder(size() + 1).putAll(this).put(name, value).build();
    }

    /**
     * Leaves out an attribute.
     *
     * @param name its name
     * @return an item without it
     */
    public Item without(String name) {
        return builder(size()).putAll(this).remove(name).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Item item && attributes.equals(item.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return "Item" + attributes;
    }

    /** Collects attributes. For one thread. */
    public static final class Builder {

        private @Nullable EntriesInOrder attributes;

        private Builder(int expectedSize) {
            attributes = new EntriesInOrder(expectedSize);
        }

        /**
         * Adds or replaces an attribute.
         *
         * @param name its name
         * @param value its value
         * @return this
         */
        public Builder put(String name, AttributeValue value) {
            open().set(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Adds or replaces all attributes of an item.
         *
         * @param item the item
         * @return this
         */
        public Builder putAll(Item item) {
            item.attributes.forEach(open()::set);
            return this;
        }

        /**
         * Leaves out an attribute.
         *
         * @param name its name, whether it is there or not
         * @return this
         */
        public Builder remove(String name) {
            open().remove(name);
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the item
         * @throws IllegalStateException if this was called before
         */
        public Item build() {
            Item item = new Item(open().build());
            attributes = null;
            return item;
        }

        private EntriesInOrder open() {
            if (attributes == null) {
                throw new IllegalStateException("this builder has built its item; take a new one");
            }
            return attributes;
        }
    }
}
