package dev.itemseal.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the command reads and writes.
 *
 * @param in standard input
 * @param out standard output, for what was asked for
 * @param err standard error, for everything else
 * @param output what shows standard output
 * @param progress whether progress can be shown on standard error: it is a terminal, and no output comes in between
 */
record Terminal(InputStream in, OutputStream out, PrintStream err, Output output, boolean progress) {

    /** Set to true by the launcher, which can tell; the JVM itself can't until Java 22. */
    private static final String STANDARD_OUTPUT = "itemseal.terminal.out";

    private static final String STANDARD_ERROR = "itemseal.terminal.err";

    /** What shows standard output. */
    enum Output {
        /** Nobody: it goes into a file or to another program. */
        NOTHING,
        /** A terminal without colours, or whose user wants none. */
        MONOCHROME,
        /** A terminal with colours. */
        COLOUR
    }

    static Terminal ofProcess() {
        boolean outIsTerminal = Boolean.getBoolean(STANDARD_OUTPUT);
        return new Terminal(
                System.in,
                new FileOutputStream(FileDescriptor.out), // System.out keeps it to itself when it can't write
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                outputOf(outIsTerminal),
                Boolean.getBoolean(STANDARD_ERROR) && !outIsTerminal);
    }

    private static Output outputOf(boolean outIsTerminal) {
        if (!outIsTerminal) {
            return Output.NOTHING;
        }
        return wantsColour() ? Output.COLOUR : Output.MONOCHROME;
    }

    private static boolean wantsColour() {
        String noColour = System.getenv("NO_COLOR");
        return (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether a person looks at standard output. */
    boolean shows() {
        return output != Output.NOTHING;
    }

    boolean colour() {
        return output == Output.COLOUR;
    }

    /** Standard output for text; whoever has written it calls {@link #finish}. */
    PrintStream text() {
        return new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
    }

    /** Makes sure that a text has arrived. */
    void finish(PrintStream text) {
        if (text.checkError()) {
            throw new UsageException("the output can't be written: the disk is full, or its reader has gone");
        }
    }

    /** Says something beside the output. */
    void say(String message) {
        err.println("itemseal: " + Printable.of(message));
    }
}
