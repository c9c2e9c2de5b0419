package dev.itemseal.integration;

import static dev.itemseal.integration.BuiltModules.API;
import static dev.itemseal.integration.BuiltModules.ENGINE;
import static dev.itemseal.integration.BuiltModules.WRAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.integration.BareJvm.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what a reader can do. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("itemseal.root"));
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @TempDir
    private Path temporary;

    @Test
    void itsProgramCompilesAndRuns() throws Exception {
        Path source =
                Files.writeString(temporary.resolve("Example.java"), programs().get(0));
        List<Path> path = new ArrayList<>(BuiltModules.paths(API, ENGINE, WRAPPED));
        String classPath = path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        assertThat(compile(classPath, source)).isZero();

        path.add(temporary);
        Outcome outcome = new BareJvm().classPath(path).with("Example").run();

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .contains("as stored: Item{", "came back: true")
                .doesNotContain("C-1042", "84.95");
    }

    @Test
    void itsLineForTheAwsSdkCompiles() throws Exception {
        Path source = Files.writeString(
                temporary.resolve("Snippet.java"), """
                import dev.itemseal.adapter.awssdk2.EncryptedDynamoDbClient;
                import dev.itemseal.api.AttributeActions;
                import dev.itemseal.api.materials.MaterialsProvider;
                import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

                class Snippet {
                    static void snippet(MaterialsProvider provider) {
                        %s
                    }
                }
                """.formatted(programs().get(1)));

        assertThat(compile(System.getProperty("java.class.path"), source)).isZero();
    }

    @Test
    void itsLinksLeadSomewhere() throws Exception {
        Matcher link = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
        int links = 0;
        while (link.find()) {
            assertThat(ROOT.resolve(link.group(1))).exists();
            links++;
        }
        assertThat(links).isGreaterThan(4);
    }

    private static List<String> programs() throws IOException {
        return PROGRAM.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(program -> program.group(1))
                .toList();
    }

    private int compile(String classPath, Path source) {
        return ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-d", temporary.toString(), source.toString());
    }
}
