package dev.itemseal.engine.format;

/**
 * Bytes are not of the format. Stays inside: whoever reads knows what the bytes were, and refuses the item for it.
 */
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception, without a stack trace: hostile bytes are an ordinary outcome.
     *
     * @param message which rule the bytes break, without any of them
     */
    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
