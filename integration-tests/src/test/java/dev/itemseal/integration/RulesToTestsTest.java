package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every rule of the specification has a test that names it: a JUnit test, or one of the project's own vectors. That the rules
 * which are named exist is for {@link SourcesTest}; the rules of stores are checked with their kit, in {@code conformance}.
 */
class RulesToTestsTest {

    private static final Pattern DEFINITION = Pattern.compile("\\*\\*([A-Z]{2,3}-\\d+)\\*\\*");

    /** One rule, or several in a row: {@code DES-1 to DES-8}. */
    private static final Pattern NAMED = Pattern.compile("\\b([A-Z]{2,3})-(\\d+)(?: to (?:\\1-)?(\\d+))?\\b");

    /** They list rules that are not shown somewhere. */
    private static final Set<String> NO_TESTS_OF_RULES = Set.of("RuleCoverageTest.java", "RulesToTestsTest.java");

    @Test
    void everyRuleHasATest() throws IOException {
        Set<String> untested = new TreeSet<>(rules());
        assertThat(untested).hasSizeGreaterThan(200);
        for (Path file : tests()) {
            untested.removeAll(named(Files.readString(file)));
        }

        assertThat(untested).isEmpty();
    }

    @Test
    void rulesAreFoundOneByOneAndInRows() {
        assertThat(named("\"ENC-1, DES-6 to DES-8: and SER-14 to 16\" KMS-SHA256"))
                .containsExactlyInAnyOrder("ENC-1", "DES-6", "DES-7", "DES-8", "SER-14", "SER-15", "SER-16");
    }

    private static Set<String> rules() throws IOException {
        Set<String> rules = new TreeSet<>();
        DEFINITION
                .matcher(Files.readString(BuiltModules.root().resolve("docs/specification.md")))
                .results()
                .forEach(match -> rules.add(match.group(1)));
        return rules;
    }

    private static Set<String> named(String text) {
        Set<String> rules = new TreeSet<>();
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            int first = Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            String chapter = matcher.group(1);
            IntStream.rangeClosed(first, last).forEach(number -> rules.add(chapter + '-' + number));
        }
        return rules;
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        Path root = BuiltModules.root();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                addFiles(module.resolve("src/test/java"), ".java", tests);
            }
        }
        addFiles(root.resolve("test-vectors/src/main/resources/dev/itemseal/vectors/own"), ".json", tests);
        return tests;
    }

    private static void addFiles(Path directory, String ending, List<Path> target) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(ending))
                    .filter(file ->
                            !NO_TESTS_OF_RULES.contains(file.getFileName().toString()))
                    .forEach(target::add);
        }
    }
}
