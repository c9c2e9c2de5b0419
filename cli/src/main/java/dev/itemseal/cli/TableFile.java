package dev.itemseal.cli;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.item.Item;
import dev.itemseal.cli.Lines.MalformedLineException;
import dev.itemseal.vectors.DynamoDbJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that keeps a table in memory from one command to the next: its items as they are stored, encrypted, as DynamoDB
 * JSON, one a line. It is exchanged as a whole or not at all.
 */
final class TableFile implements AutoCloseable {

    private final Path file;
    private final @Nullable FileChannel lock;

    private TableFile(Path file, @Nullable FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Opens the file for a command that reads; another may exchange it meanwhile, and this one sees what was there. */
    static TableFile forReading(Path file) {
        return new TableFile(file, null);
    }

    /** Opens the file for a command that may write, as soon as no other does; it need not be there yet. */
    static TableFile forWriting(Path file) {
        try {
            Path target =
                    Files.exists(file) ? file.toRealPath() : file; // what a link leads to is exchanged, not the link
            FileChannel lock = FileChannel.open(
                    target.resolveSibling(target.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            lock.lock();
            return new TableFile(target, lock);
        } catch (IOException e) {
            throw cantWrite(file, e);
        }
    }

    /** The items; none if a command that writes finds no file. */
    List<Item> read() {
        if (!Files.exists(file)) {
            if (lock != null) {
                return List.of();
            }
            throw new UsageException(
                    "the table's file " + file + " (setting 'store.file') is not there; the first put" + " makes it");
        }
        if (!Files.isRegularFile(file)) { // which may never end, or have to be waited for
            throw new UsageException("the table's file " + file + " (setting 'store.file') is no regular file");
        }
        List<Item> items = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            Lines lines = new Lines(in);
            for (long number = 1; lines.advance(); number++) {
                String line = text(lines, number);
                if (!line.isBlank()) {
                    items.add(item(line, number));
                }
            }
        } catch (IOException e) {
            throw new UsageException("the table's file " + file + " can't be read: " + e.getMessage());
        }
        return items;
    }

    private String text(Lines lines, long number) {
        try {
            return lines.text();
        } catch (MalformedLineException e) {
            throw malformed(number, e);
        }
    }

    private Item item(String line, long number) {
        try {
            return DynamoDbJson.parse(line);
        } catch (InvalidItemException e) {
            throw malformed(number, e);
        }
    }

    private UsageException malformed(long number, Exception e) {
        return new UsageException("the table's file " + file + " is damaged in line " + number + ": " + e.getMessage());
    }

    /** Writes a new file beside the present one and, once it is on the disk, puts it in its place. */
    void write(List<Item> items) {
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".table", "");
            try {
                writeTo(fresh, items);
                keepPermissions(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw cantWrite(file, e);
        }
    }

    private static void writeTo(Path fresh, List<Item> items) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024)) {
            for (Item item : items) {
                out.write(DynamoDbJson.format(item).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            out.flush();
            channel.force(true);
        }
    }

    /** A new file is its owner's alone; one that was there stays with those whom its owner has let in. */
    private void keepPermissions(Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null && Files.exists(file)) {
            view.setPermissions(Files.getPosixFilePermissions(file));
        }
    }

    private static UsageException cantWrite(Path file, IOException e) {
        return new UsageException("the table's file " + file + " can't be written, and is as it was: " + e);
    }

    /** Lets the next command write. The empty file that locks stays: another command may wait for it already. */
    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UsageException("the lock of the table's file " + file + " can't be released: " + e);
            }
        }
    }
}
