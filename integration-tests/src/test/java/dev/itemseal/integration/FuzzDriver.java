package dev.itemseal.integration;

import java.nio.file.Path;
import java.util.function.Consumer;

/** What the fuzzer calls, in a JVM of its own. */
public final class FuzzDriver {

    /** What watches the branches and comparisons allocates as well. */
    private static final int SLACK = 16;

    private static Consumer<byte[]> target;

    private FuzzDriver() {}

    /**
     * Called once.
     *
     * @param args the target's folder's name, and a directory where it may write
     */
    public static void fuzzerInitialize(String[] args) {
        for (FuzzTarget one : FuzzTarget.values()) {
            if (one.folder().equals(args[0])) {
                target = one.start(Path.of(args[1]), SLACK);
            }
        }
    }

    /**
     * Called with each input.
     *
     * @param input the bytes
     */
    public static void fuzzerTestOneInput(byte[] input) {
        target.accept(input);
    }
}
