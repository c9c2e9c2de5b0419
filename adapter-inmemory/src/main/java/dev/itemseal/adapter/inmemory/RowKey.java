package dev.itemseal.adapter.inmemory;

import java.util.Comparator;
import java.util.List;

/**
 * Where a row stands in an index, or a place between rows. Partitions stand in the order of their hashes, as in a real
 * table, so that nobody comes to rely on the order of a scan.
 *
 * @param hash the hash of the partition key's value
 * @param values the values of the key attributes; a place between rows has only the first of them, or none
 * @param edge for a place between rows, on which side of those that begin with its values it is
 */
record RowKey(int hash, List<KeyValue> values, Edge edge) implements Comparable<RowKey> {

    /** The order that does not depend on hashes; for rows, not for places between them. */
    static final Comparator<RowKey> BY_VALUES = (one, other) -> compare(one.values, other.values);

    /** The side of something. */
    enum Edge {
        BEFORE,
        AT,
        AFTER
    }

    static RowKey at(List<KeyValue> values) {
        return new RowKey(values.get(0).hash(), values, Edge.AT);
    }

    static RowKey before(KeyValue... values) {
        return new RowKey(values[0].hash(), List.of(values), Edge.BEFORE);
    }

    static RowKey after(KeyValue... values) {
        return new RowKey(values[0].hash(), List.of(values), Edge.AFTER);
    }

    static RowKey beforeHash(int hash) {
        return new RowKey(hash, List.of(), Edge.BEFORE);
    }

    static RowKey afterHash(int hash) {
        return new RowKey(hash, List.of(), Edge.AFTER);
    }

    @Override
    public int compareTo(RowKey other) {
        int order = Integer.compareUnsigned(hash, other.hash);
        if (order == 0) {
            order = compare(values, other.values);
        }
        if (order != 0) {
            return order;
        }
        if (values.size() == other.values.size()) {
            return edge.compareTo(other.edge);
        }
        return values.size() < other.values.size() ? edge.compareTo(Edge.AT) : Edge.AT.compareTo(other.edge);
    }

    private static int compare(List<KeyValue> some, List<KeyValue> others) {
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            int order = some.get(i).compareTo(others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
