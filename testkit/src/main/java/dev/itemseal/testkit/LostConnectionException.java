package dev.itemseal.testkit;

/** A call whose connection ends without an answer. */
final class LostConnectionException extends Exception {

    private static final long serialVersionUID = 1L;

    LostConnectionException() {
        super("the connection is to be lost", null, false, false);
    }
}
