package dev.itemseal.cli;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.cli.Lines.MalformedLineException;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes items line by line from files or standard input and writes the results to standard output. A line that is
 * refused is reported with its number and the others go on. For one run.
 */
final class ItemStream {

    private final Terminal terminal;
    private final OutputStream out;
    private final Progress progress;
    private long items;
    private long refused;

    ItemStream(Terminal terminal) {
        this.terminal = terminal;
        this.out = new BufferedOutputStream(terminal.out(), 64 * 1024);
        this.progress = new Progress(terminal);
    }

    /** What is done with an item. */
    interface Work {

        /** {@return the text to write for an item, or empty to write nothing} */
        Optional<String> on(String line, long number);
    }

    /** Works through all inputs; the exit status. */
    int process(List<Path> files, Work work) {
        try {
            if (files.isEmpty()) {
                process(terminal.in(), "", work);
            }
            for (Path file : files) {
                if (!Files.isReadable(file)) {
                    throw new UsageException("the file " + file + " is not there or can't be read");
                }
            }
            for (Path file : files) {
                process(file, files.size() == 1 ? "" : file + " ", work);
            }
        } finally {
            progress.clear();
            flush();
        }
        if (refused > 0) {
            terminal.say(refused + " of " + items + " items were refused");
        }
        return refused > 0 ? ExitCode.REFUSED : ExitCode.OK;
    }

    private void process(Path file, String prefix, Work work) {
        try (InputStream in = new FileInputStream(file.toFile())) { // of a pipe as well, unlike a channel's
            process(in, prefix, work);
        } catch (IOException e) {
            throw new UsageException("the file " + file + " can't be read: " + e.getMessage());
        }
    }

    private void process(InputStream in, String prefix, Work work) {
        Lines lines = new Lines(in);
        for (long number = 1; advance(lines); number++) {
            Optional<String> result;
            try {
                String line = lines.text();
                if (line.isBlank()) {
                    continue;
                }
                items++;
                result = work.on(line, number);
            } catch (MalformedLineException e) {
                items++;
                refuse(prefix, number, "unsupported-value: " + e.getMessage());
                continue;
            } catch (ConfigurationException e) {
                throw e; // it would be the same for every line
            } catch (ItemsealException e) {
                refuse(prefix, number, e.reason() + ": " + e.getMessage());
                continue;
            }
            result.ifPresent(this::write);
            progress.at(items, refused);
        }
    }

    private boolean advance(Lines lines) {
        try {
            if (lines.mayWait()) {
                flush();
            }
            return lines.advance();
        } catch (IOException e) {
            throw new UsageException("the input can't be read: " + e.getMessage());
        }
    }

    private void refuse(String prefix, long number, String problem) {
        refused++;
        progress.clear();
        terminal.err().println(Printable.of(prefix + "line " + number + ": " + problem));
    }

    private void write(String result) {
        try {
            out.write(result.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw cantWrite(e);
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw cantWrite(e);
        }
    }

    private static UsageException cantWrite(IOException e) {
        return new UsageException("the output can't be written: " + e.getMessage());
    }
}
