package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of docs/threat-model.md names a test, and each test that is named is there. */
class ThreatModelTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)\\.([a-z][A-Za-z0-9]*)`");

    @Test
    void everyPromiseHasATestThatExists() throws IOException {
        Map<String, String> sources = sourcesOfTests();
        for (String promise : promises()) {
            List<MatchResult> tests = TEST.matcher(promise).results().toList();
            assertThat(tests).as(promise).isNotEmpty();
            for (MatchResult test : tests) {
                assertThat(sources.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .containsPattern("\\bvoid " + test.group(2) + "\\(");
            }
        }
    }

    /** The rows of the table of promises. */
    private static List<String> promises() throws IOException {
        String text = Files.readString(BuiltModules.root().resolve("docs/threat-model.md"));
        String chapter = text.substring(text.indexOf("## What is promised"), text.indexOf("## What is not promised"));
        List<String> rows =
                chapter.lines().filter(line -> line.startsWith("|")).skip(2).toList();
        assertThat(rows).hasSizeGreaterThan(10);
        return rows;
    }

    private static Map<String, String> sourcesOfTests() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(BuiltModules.root())) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                            .toList()) {
                        String name = file.getFileName().toString().replace(".java", "");
                        sources.merge(name, Files.readString(file), String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
