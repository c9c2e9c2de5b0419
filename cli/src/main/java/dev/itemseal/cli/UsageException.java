package dev.itemseal.cli;

/** The command can't do what was asked, for a reason outside of it: a file, a name on the command line. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
