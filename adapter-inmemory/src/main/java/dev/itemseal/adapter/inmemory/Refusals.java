package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;

/** The two ways in which a request is refused before anything is done. */
final class Refusals {

    private Refusals() {}

    static StoreException invalid(String message) {
        return new StoreException(Reason.INVALID_REQUEST, message);
    }

    static StoreException limit(String message) {
        return new StoreException(Reason.STORE_LIMIT, message);
    }
}
