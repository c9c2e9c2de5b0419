package dev.itemseal.cli;

/** What the exit status tells. */
final class ExitCode {

    static final int OK = 0;

    /** An item was refused or is not there, or a vector failed. */
    static final int REFUSED = 1;

    /** The command line, the configuration, or a file that can't be read or written. */
    static final int USAGE = 2;

    /** A defect of this program. */
    static final int DEFECT = 70;

    private ExitCode() {}
}
