package dev.itemseal.integration;

import com.sun.management.ThreadMXBean;
import dev.itemseal.cli.FuzzedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A parser that is given hostile bytes. It throws an {@link AssertionError}, or whatever the library lets out that it shouldn't,
 * if the bytes break a promise.
 */
enum FuzzTarget {
    ATTRIBUTE_VALUE(20_000, directory -> FuzzedParsers::attributeValue),
    DESCRIPTION(20_000, directory -> FuzzedParsers::description),
    ITEM_JSON(10_000, directory -> FuzzedParsers::itemJson),
    STREAM_EVENT(10_000, directory -> FuzzedParsers::streamEvent),
    KEY(10_000, directory -> FuzzedParsers::key),
    EXPRESSION(3_000, directory -> FuzzedParsers::expression),
    STORED_ITEM(20_000, FuzzedItems::new),
    CONFIGURATION(500, directory -> new FuzzedCommand(directory)::configuration),
    COMMAND_INPUT(300, directory -> new FuzzedCommand(directory)::input),
    VECTORS(200, FuzzedVectors::new);

    /** What one input may allocate beside its share: ciphers, buffers, a command with its plugins and its output. */
    private static final long FIXED = 8 * 1024 * 1024;

    /** For each byte of input: a number of five bytes may have a thousand digits (NUM-2). */
    private static final long PER_BYTE = 2 * 1024;

    private final int runs;
    private final Start start;

    FuzzTarget(int runs, Start start) {
        this.runs = runs;
        this.start = start;
    }

    /** Prepares what is needed for every input. */
    @FunctionalInterface
    private interface Start {
        Consumer<byte[]> in(Path directory) throws IOException, GeneralSecurityException;
    }

    /** The folder's name of its inputs. */
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many inputs the fuzzer tries in the build: a few seconds' worth. */
    int runs() {
        return runs;
    }

    /**
     * Makes ready.
     *
     * @param directory an empty one, where it may write
     * @param slack how often it may allocate what it may: more than once where the classes are instrumented
     * @return what is given one input after the other, by one thread
     */
    Consumer<byte[]> start(Path directory, int slack) {
        try {
            Consumer<byte[]> target = start.in(directory);
            return input -> withinBounds(target, input, slack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The least of several runs counts: the first ones load classes. */
    private static void withinBounds(Consumer<byte[]> target, byte[] input, int slack) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bound = slack * (FIXED + PER_BYTE * input.length);
        for (int run = 1; ; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            target.accept(input.clone());
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated <= bound) {
                return;
            }
            if (run == 3) {
                throw new AssertionError(input.length + " bytes made it allocate " + allocated);
            }
        }
    }
}
