package dev.itemseal.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own with nothing but what it is given. */
final class BareJvm {

    private static final int TIMEOUT_SECONDS = 60;

    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    BareJvm classPath(List<Path> paths) {
        return with("-cp", joined(paths));
    }

    BareJvm modulePath(List<Path> paths) {
        return with("-p", joined(paths));
    }

    BareJvm with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    BareJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it to its end. */
    Outcome run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        Path output = Files.createTempFile("bare-jvm", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
            builder.environment().remove("CLASSPATH");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + TIMEOUT_SECONDS + " s: " + command);
            }
            return new Outcome(process.exitValue(), Files.readString(output).strip());
        } finally {
            Files.delete(output);
        }
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    record Outcome(int status, String output) {}
}
