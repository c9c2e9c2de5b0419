package dev.itemseal.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class path with another version of our jars. */
final class BaselineClassPath {

    private BaselineClassPath() {}

    /**
     * Puts other jars in the place of ours.
     *
     * @param classPath the class path
     * @param others a folder with jars of the same names
     * @throws IllegalArgumentException if none of them is on the class path
     */
    static String of(String classPath, Path others) {
        List<String> entries = new ArrayList<>();
        boolean replaced = false;
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path other = others.resolve(Path.of(entry).getFileName());
            boolean there = Files.isRegularFile(other);
            entries.add(there ? other.toString() : entry);
            replaced |= there;
        }
        if (!replaced) {
            throw new IllegalArgumentException("the folder " + others + " holds none of the jars on the class path");
        }
        return String.join(File.pathSeparator, entries);
    }
}
