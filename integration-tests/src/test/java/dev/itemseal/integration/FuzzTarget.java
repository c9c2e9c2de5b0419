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
    ATTRIBUTE_VALUE(20_000),
    DESCRIPTION(20_000),
    ITEM_JSON(10_000),
    STREAM_EVENT(10_000),
    KEY(10_000),
    EXPRESSION(3_000),
    STORED_ITEM(20_000),
    CONFIGURATION(500),
    COMMAND_INPUT(300),
    VECTORS(200);

    /** What one input may allocate beside its share: ciphers, buffers, a command with its plugins and its output. */
    private static final long FIXED = 8 * 1024 * 1024;

    /** For each byte of input: a number of five bytes may have a thousand digits (NUM-2). */
    private static final long PER_BYTE = 2 * 1024;

    private final int runs;

    FuzzTarget(int runs) {
        this.runs = runs;
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
            Consumer<byte[]> target = parser(directory);
            return input -> withinBounds(target, input, slack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Consumer<byte[]> parser(Path directory) throws IOException, GeneralSecurityException {
        return switch (this) {
            case ATTRIBUTE_VALUE -> FuzzedParsers::attributeValue;
            case DESCRIPTION -> FuzzedParsers::description;
            case ITEM_JSON -> FuzzedParsers::itemJson;
            case STREAM_EVENT -> FuzzedParsers::streamEvent;
            case KEY -> FuzzedParsers::key;
            case EXPRESSION -> FuzzedParsers::expression;
            case STORED_ITEM -> new FuzzedItems(directory);
            case CONFIGURATION -> new FuzzedCommand(directory)::configuration;
            case COMMAND_INPUT -> new FuzzedCommand(directory)::input;
            case VECTORS -> new FuzzedVectors(directory);
        };
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
