package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser under hostile bytes: the inputs that are kept, and new ones from a fuzzer that watches which branches they take.
 *
 * <p>In the build, the fuzzer makes a few inputs from a fixed seed. {@code -Ditemseal.fuzz.seconds=600} lets it search that long for
 * each target, or for those alone that {@code -Ditemseal.fuzz.targets=key,vectors} names. What it finds lies in
 * {@code target/fuzz} then; an input that broke a promise is copied to the kept ones, and stays there when it is mended.
 */
class FuzzingTest {

    private static final int SECONDS = Integer.getInteger("itemseal.fuzz.seconds", 0);
    private static final List<String> TARGETS = Stream.of(
                    System.getProperty("itemseal.fuzz.targets", "").split(",", -1))
            .filter(name -> !name.isBlank())
            .toList();

    /** Of one input, in the fuzzer; far more than any takes. */
    private static final int TIMEOUT_SECONDS = 30;

    /** Of a run, beside what it was given; far more than any takes. */
    private static final long MOST_SECONDS = 600;

    /** What an input would have from the machine that found it; the fuzzer itself puts in the directory that it runs in. */
    private static final Pattern FOREIGN = Pattern.compile("jazzer|/(tmp|home|root|Users)/");

    private static Path kept(FuzzTarget target) {
        return BuiltModules.root().resolve("integration-tests/src/test/resources/fuzz/" + target.folder());
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    @DisplayName("The inputs that are kept, each of which once was new or wrong")
    void keptInputs(FuzzTarget target, @TempDir Path directory) throws IOException {
        Consumer<byte[]> parser = target.start(directory, 1);

        assertThat(inputs(target)).hasSizeGreaterThan(5).allSatisfy(input -> parser.accept(Files.readAllBytes(input)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The inputs that are kept name no path of the machine that found them")
    void keptInputsOfNoMachine(FuzzTarget target) throws IOException {
        assertThat(inputs(target))
                .allSatisfy(input -> assertThat(Files.readString(input, StandardCharsets.ISO_8859_1))
                        .doesNotContainPattern(FOREIGN));
    }

    private static List<Path> inputs(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(kept(target))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("New inputs, made from the kept ones")
    void newInputs(FuzzTarget target, @TempDir Path directory) throws IOException, InterruptedException {
        assumeThat(TARGETS).matches(named -> named.isEmpty() || named.contains(target.folder()), "names the target");
        assumeThat(FuzzingTest.class.getResource(driver()))
                .as("the fuzzer's native part for this machine, " + driver())
                .isNotNull();
        Path found = Files.createDirectories(
                BuiltModules.pathOf(FuzzingTest.class).resolveSibling("fuzz").resolve(target.folder()));
        Path corpus = Files.createDirectories(SECONDS > 0 ? found.resolve("corpus") : directory.resolve("corpus"));
        Path start = Files.createDirectory(directory.resolve("start"));

        List<String> limit = SECONDS > 0
                ? List.of("-max_total_time=" + SECONDS)
                : List.of("-runs=" + target.runs(), "-seed=1", "-max_len=8192");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Jazzer.class.getName(),
                "--target_class=" + FuzzDriver.class.getName(),
                "--target_args=" + target.folder() + " .",
                "--instrumentation_includes=dev.itemseal.**",
                "--custom_hook_includes=dev.itemseal.**",
                "-artifact_prefix=" + found + "/",
                "-timeout=" + TIMEOUT_SECONDS,
                "-rss_limit_mb=0"));
        command.addAll(limit);
        command.addAll(List.of(corpus.toString(), kept(target).toString()));
        fuzz(command, start, found);
    }

    private static void fuzz(List<String> command, Path directory, Path found)
            throws IOException, InterruptedException {
        Path output = found.resolve("output.txt");
        Process fuzzer = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            fuzzer.getOutputStream().close();
            assertThat(fuzzer.waitFor(SECONDS + MOST_SECONDS, TimeUnit.SECONDS))
                    .as("the fuzzer ends")
                    .isTrue();
            assertThat(fuzzer.exitValue())
                    .as(() -> "what the fuzzer did; what it found is in " + found + ", and its last words were\n"
                            + lastWords(output))
                    .isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private static String lastWords(Path output) {
        try {
            List<String> lines = Files.readString(output, StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String driver() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = Stream.of("linux", "mac", "windows")
                .filter(os::startsWith)
                .findFirst()
                .orElse(os)
                .replaceFirst("^mac$", "macos");
        String arch = System.getProperty("os.arch").replaceFirst("^(amd64|x64)$", "x86_64");
        String library = system.equals("windows")
                ? "jazzer_driver.dll"
                : "libjazzer_driver." + (system.equals("macos") ? "dylib" : "so");
        return "/com/code_intelligence/jazzer/driver/jazzer_driver_" + system + '_' + arch + '/' + library;
    }
}
