package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the guide for users of other clients shows as ours is what the examples do, which are compiled and run. */
class MigratingGuideTest {

    /** Ours; the code of others is marked as {@code java old} or {@code python}. */
    private static final Pattern OURS = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static String guide;

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(BuiltModules.root().resolve("docs/migrating.md"));
    }

    @Test
    void itsCodeStandsInTheExamples() throws IOException {
        List<String> examples = examples();
        List<String> passages = OURS.matcher(guide)
                .results()
                .flatMap(block -> Stream.of(block.group(1).split("\n\\s*\n")))
                .toList();

        assertThat(passages)
                .hasSizeGreaterThan(8)
                .allSatisfy(passage ->
                        assertThat(examples).as(passage).anyMatch(example -> example.contains(withoutSpace(passage))));
    }

    @Test
    void itsLinksLeadSomewhere() {
        List<String> links =
                LINK.matcher(guide).results().map(link -> link.group(1)).toList();

        assertThat(links)
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        link -> assertThat(BuiltModules.root().resolve("docs").resolve(link))
                                .exists());
    }

    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(BuiltModules.root().resolve("examples/src/main/java/dev/itemseal/examples"))) {
            for (Path file : files.toList()) {
                examples.add(withoutSpace(Files.readString(file)));
            }
        }
        return examples;
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
