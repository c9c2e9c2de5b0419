package dev.itemseal.api.store;

import dev.itemseal.api.item.Item;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** Asks for one item to be written, under a condition. */
public sealed interface WriteRequest {

    /** {@return the table} */
    String tableName();

    /** {@return what must hold of the item that is there} */
    WriteCondition condition();

    /**
     * Puts an item in the place of whatever is there under its key.
     *
     * @param tableName the table
     * @param item the item
     * @param condition what must hold of the item that is there
     */
    record Put(String tableName, Item item, WriteCondition condition) implements WriteRequest {

        /**
         * Makes a request.
         *
         * @param tableName the table
         * @param item the item
         * @param condition what must hold of the item that is there
         */
        public Put {
            Objects.requireNonNull(tableName, "tableName");
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(condition, "condition");
        }

        /**
         * Makes a request without a condition.
         *
         * @param tableName the table
         * @param item the item
         * @return the request
         */
        public static Put of(String tableName, Item item) {
            return new Put(tableName, item, WriteCondition.always());
        }
    }

    /**
     * Changes whole attributes of an item, which is made if it is not there.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @param set the attributes to set, none of the key
     * @param remove the names of the attributes to remove, none of the key and none that is set, immutable
     * @param condition what must hold of the item that is there
     */
    record Update(String tableName, Item key, Item set, Set<String> remove, WriteCondition condition)
            implements WriteRequest {

        /**
         * Makes a request.
         *
         * @param tableName the table
         * @param key the key attributes, all of them and no others
         * @param set the attributes to set, none of the key
         * @param remove the names of the attributes to remove, none of the key and none that is set
         * @param condition what must hold of the item that is there
         */
        public Update {
            Objects.requireNonNull(tableName, "tableName");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(set, "set");
            remove.forEach(name -> Objects.requireNonNull(name, "name"));
            // Not Set.copyOf, which is slow where somebody chose names of one hash.
            remove = Collections.unmodifiableSet(new LinkedHashSet<>(remove));
            Objects.requireNonNull(condition, "condition");
        }
    }

    /**
     * Deletes an item; that none is there is no error.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @param condition what must hold of the item that is there
     */
    record Delete(String tableName, Item key, WriteCondition condition) implements WriteRequest {

        /**
         * Makes a request.
         *
         * @param tableName the table
         * @param key the key attributes, all of them and no others
         * @param condition what must hold of the item that is there
         */
        public Delete {
            Objects.requireNonNull(tableName, "tableName");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(condition, "condition");
        }

        /**
         * Makes a request without a condition.
         *
         * @param tableName the table
         * @param key the key attributes, all of them and no others
         * @return the request
         */
        public static Delete of(String tableName, Item key) {
            return new Delete(tableName, key, WriteCondition.always());
        }
    }

    /**
     * Writes nothing, but lets a transaction fail unless the condition holds.
     *
     * @param tableName the table
     * @param key the key attributes, all of them and no others
     * @param condition what must hold of the item that is there
     */
    record Check(String tableName, Item key, WriteCondition condition) implements WriteRequest {

        /**
         * Makes a request.
         *
         * @param tableName the table
         * @param key the key attributes, all of them and no others
         * @param condition what must hold of the item that is there
         */
        public Check {
            Objects.requireNonNull(tableName, "tableName");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(condition, "condition");
        }
    }
}
