package dev.itemseal.vectors;

/** A file of a directory of vectors is missing or not of the layout. The message says which, and what is wrong. */
final class LayoutException extends Exception {

    private static final long serialVersionUID = 1L;

    LayoutException(String message) {
        super(message);
    }
}
