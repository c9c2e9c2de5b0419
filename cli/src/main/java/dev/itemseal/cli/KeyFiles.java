package dev.itemseal.cli;

import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyPart;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of a new key. At no time does one hold a part of it alone, or can others read a secret one. */
final class KeyFiles {

    /** The one that can't be made from another comes last. */
    private static final List<KeyPart> ORDER_OF_REPLACEMENT = List.of(KeyPart.PUBLIC, KeyPart.PRIVATE, KeyPart.SECRET);

    private KeyFiles() {}

    /** Writes all parts or none: first it takes the names that are free, each of which one run alone can take. */
    static void create(Map<KeyPart, SecretBytes> parts, Map<KeyPart, Path> files) {
        List<Path> taken = new ArrayList<>();
        try {
            files.values().forEach(target -> {
                take(target);
                taken.add(target);
            });
            replace(parts, files);
        } catch (RuntimeException | Error e) {
            taken.forEach(target -> remove(target, e));
            throw e;
        }
    }

    private static void take(Path target) {
        try {
            Files.createFile(target);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    "the file " + target + " is there already; choose another name, or replace the key with"
                            + " --force if nothing needs it any more");
        } catch (IOException e) {
            throw cantWrite(target, e.toString());
        }
    }

    /**
     * Writes all parts beside their places, and only then moves them there. Should the system refuse a move after another one,
     * the old private key is still there, for its own is the last.
     */
    static void replace(Map<KeyPart, SecretBytes> parts, Map<KeyPart, Path> files) {
        Map<Path, Path> freshByTarget = new LinkedHashMap<>();
        try {
            for (KeyPart part : ORDER_OF_REPLACEMENT) {
                Path target = files.get(part);
                if (target != null) {
                    requireReplaceable(target);
                    SecretBytes key = Objects.requireNonNull(parts.get(part));
                    freshByTarget.put(target, writtenBeside(target, key, part != KeyPart.PUBLIC));
                }
            }
            freshByTarget.forEach(KeyFiles::move);
        } catch (RuntimeException | Error e) {
            freshByTarget.values().forEach(fresh -> remove(fresh, e));
            throw e;
        }
    }

    private static void requireReplaceable(Path target) {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw cantWrite(target, "it is a directory; choose another name");
        }
    }

    private static Path writtenBeside(Path target, SecretBytes key, boolean secret) {
        byte[] content = key.toByteArray();
        try {
            Path directory = Objects.requireNonNull(target.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(directory, ".keygen", "", permissions(directory, secret));
            try {
                return Files.write(fresh, content);
            } catch (IOException | RuntimeException | Error e) {
                remove(fresh, e);
                throw e;
            }
        } catch (IOException e) {
            throw cantWrite(target, e.toString());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void move(Path target, Path fresh) {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE); // others leave the name free for a moment
        } catch (IOException e) {
            throw cantWrite(target, e.toString());
        }
    }

    private static void remove(Path file, Throwable because) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private static UsageException cantWrite(Path target, String why) {
        return new UsageException("the key can't be written to " + target + ": " + why);
    }

    private static FileAttribute<?>[] permissions(Path directory, boolean secret) throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"))
                }
                : new FileAttribute<?>[0];
    }
}
