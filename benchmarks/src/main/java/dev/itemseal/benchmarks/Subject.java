package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import java.util.List;

/** What is measured: a client, or a part of one, ready for use by several threads. */
interface Subject {

    /** Prepares items for one thread, in the form in which this client takes them. */
    Workload workload(List<Item> items) throws Exception;

    /** The work on one item; for one thread. */
    interface Workload {

        /**
         * Encrypts an item.
         *
         * @param index which one
         * @return what comes out
         */
        Object encrypt(int index) throws Exception;

        /**
         * Decrypts an item that was encrypted before anything was measured.
         *
         * @param index which one
         * @return what comes out
         */
        Object decrypt(int index) throws Exception;
    }
}
