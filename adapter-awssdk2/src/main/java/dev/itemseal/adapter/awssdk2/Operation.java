package dev.itemseal.adapter.awssdk2;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What is asked of DynamoDB, for the errors that tell of it.
 *
 * @param name the operation, such as {@code put}
 * @param tables the names of the tables that it is about
 */
record Operation(String name, Collection<String> tables) {

    static Operation on(String name, String table) {
        return new Operation(name, List.of(table));
    }

    static Operation onAll(String name, List<String> tables) {
        return new Operation(name, new TreeSet<>(tables));
    }

    /** As the beginning of a sentence. */
    @Override
    public String toString() {
        return "The " + name
                + (tables.isEmpty() ? "" : tables.size() == 1 ? " for table " + tableNames() : " for " + tableNames());
    }

    String tableNames() {
        return tables.size() == 1
                ? '\'' + tables.iterator().next() + '\''
                : "the tables '" + String.join("', '", tables) + '\'';
    }
}
