package dev.itemseal.cli;

import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.cli.Terminal.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A run of the command within the tests' JVM, and what came of it. */
record CommandRun(int status, BinaryValue bytes, String out, String err) {

    static CommandRun of(Object... args) {
        return withInput("", args);
    }

    static CommandRun withInput(String in, Object... args) {
        return withInput(in.getBytes(StandardCharsets.UTF_8), false, args);
    }

    static CommandRun withInput(byte[] in, boolean terminal, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        int status = Main.run(
                texts,
                new Terminal(
                        new ByteArrayInputStream(in),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal ? Output.COLOUR : Output.NOTHING,
                        terminal));
        return new CommandRun(
                status,
                BinaryValue.copyOf(out.toByteArray()),
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    static Path root() {
        return Path.of(System.getProperty("itemseal.root"));
    }
}
