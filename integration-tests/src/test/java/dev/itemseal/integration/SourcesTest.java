package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources say of themselves and of the specification. */
class SourcesTest {

    private static final int MOST_LINES = 400;
    private static final String MAIN = Path.of("src", "main").toString();
    private static final Pattern DEFINITION = Pattern.compile("\\*\\*([A-Z]{2,3}-\\d+)\\*\\*");
    private static final Pattern REFERENCE =
            Pattern.compile("\\b(ACT|NUM|SER|DES|ENC|DSC|ORD|STS|SIG|KEY|STA|WRP|KMS|MRP|MUL|RD|MIG|BND|CMP)-\\d+\\b");

    @Test
    void aFileFitsInTheHead() throws IOException {
        Map<Path, Integer> tooLong = new TreeMap<>();
        for (Path source : files(".java")) {
            int lines = Files.readAllLines(source).size();
            if (lines > MOST_LINES && source.toString().contains(MAIN)) {
                tooLong.put(source, lines);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyRuleThatIsNamedIsInTheSpecification() throws IOException {
        Set<String> defined = definedRules();
        Map<Path, Set<String>> unknown = new TreeMap<>();
        for (Path text : files(".java", ".md")) {
            Set<String> rules = rulesNamedIn(Files.readString(text));
            rules.removeAll(defined);
            if (!rules.isEmpty()) {
                unknown.put(text, rules);
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void theSpecificationDefinesEachRuleOnce() throws IOException {
        List<String> defined = DEFINITION
                .matcher(Files.readString(specification()))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(defined).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    }

    private static Set<String> definedRules() throws IOException {
        return DEFINITION
                .matcher(Files.readString(specification()))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> rulesNamedIn(String text) {
        Set<String> rules = new TreeSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            rules.add(matcher.group());
        }
        return rules;
    }

    private static Path specification() {
        return BuiltModules.root().resolve("docs/specification.md");
    }

    /** The files with one of these endings that are not made by the build. */
    private static List<Path> files(String... endings) throws IOException {
        Path root = BuiltModules.root();
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean passedOver = name.equals("target") || (name.startsWith(".") && !directory.equals(root));
                return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(found).hasSizeGreaterThan(100);
        return found;
    }
}
