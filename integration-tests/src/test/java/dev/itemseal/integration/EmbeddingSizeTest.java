package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The dependency trees of docs/embedding.md have as many jars as it says, and their size. */
class EmbeddingSizeTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| (`.*`) \\| (\\d+) \\| ([\\d,]+) KB \\|$", Pattern.MULTILINE);
    private static final Pattern FOLDER = Pattern.compile("`([a-z0-9-]+)`");
    private static final String OURS = "itemseal-";

    static Stream<Row> rows() throws IOException {
        String page = Files.readString(BuiltModules.root().resolve("docs/embedding.md"));
        return ROW.matcher(page)
                .results()
                .map(row -> new Row(
                        FOLDER.matcher(row.group(1))
                                .results()
                                .map(folder -> folder.group(1))
                                .toList(),
                        Integer.parseInt(row.group(2)),
                        Integer.parseInt(row.group(3).replace(",", ""))));
    }

    record Row(List<String> folders, int jars, int kilobytes) {}

    @ParameterizedTest
    @MethodSource("rows")
    void treeIsAsLargeAsThePageSays(Row row) throws Exception {
        Set<String> artifacts = new TreeSet<>();
        for (String folder : row.folders()) {
            collect(OURS + folder, artifacts);
        }
        long bytes = 0;
        for (String artifact : artifacts) {
            Path jar = BuiltModules.path(moduleName(artifact));
            assumeThat(Files.isRegularFile(jar))
                    .as("jars are made when modules are packaged")
                    .isTrue();
            bytes += Files.size(jar);
        }

        assertThat(artifacts).hasSize(row.jars());
        assertThat(bytes / 1000).isBetween(row.kilobytes() * 3L / 4, row.kilobytes() - 1L);
    }

    /** An artifact and all that its users get with it, as its POM says. */
    private static void collect(String artifact, Set<String> artifacts) throws Exception {
        assertThat(artifact).as("somebody else's jar in the tree").startsWith(OURS);
        if (!artifacts.add(artifact)) {
            return;
        }
        Path pom = folder(artifact).resolve("pom.xml");
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        NodeList dependencies = project.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (!Set.of("test", "provided").contains(text(dependency, "scope"))
                    && !text(dependency, "optional").equals("true")) {
                collect(text(dependency, "artifactId"), artifacts);
            }
        }
    }

    private static String text(Element element, String name) {
        NodeList children = element.getElementsByTagName(name);
        return children.getLength() == 0
                ? ""
                : children.item(0).getTextContent().strip();
    }

    private static Path folder(String artifact) {
        return BuiltModules.root().resolve(artifact.substring(OURS.length()));
    }

    private static String moduleName(String artifact) throws IOException {
        String source = Files.readString(folder(artifact).resolve("src/main/java/module-info.java"));
        Matcher name = Pattern.compile("^(?:open )?module ([\\w.]+) ", Pattern.MULTILINE)
                .matcher(source);
        assertThat(name.find()).isTrue();
        return name.group(1);
    }
}
