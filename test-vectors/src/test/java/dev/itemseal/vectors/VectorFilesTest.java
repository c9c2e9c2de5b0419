package dev.itemseal.vectors;

import static dev.itemseal.vectors.DirectoryOfOneItem.CIPHERTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.SCENARIOS;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that somebody else made leads nowhere but into itself, and costs a bounded amount of memory. */
class VectorFilesTest {

    @TempDir
    private Path temporary;

    private Path directory;
    private Path outside;
    private DirectoryOfOneItem files;
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectory(temporary.resolve("vectors"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        files = new DirectoryOfOneItem(directory);
    }

    private Tally generate() {
        return VectorGenerator.generate(directory, Plugins.load(), findings::add);
    }

    private Tally verify() {
        return VectorVerifier.verify(directory, Plugins.load(), findings::add);
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | IOException e) {
            abort("links can't be made here: " + e);
        }
    }

    @Test
    void nothingIsWrittenBehindALinkThatLeadsOut() throws IOException {
        link(directory.resolve("link"), outside);
        files.replace(SCENARIOS, "file://stored.json", "file://link/new/stored.json");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe())
                .isEqualTo("scenario one: 'file://link/new/stored.json' leads out of the directory, by a link");
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/none", "loop"})
    void nothingIsWrittenBehindALinkThatLeadsNowhere(String target) throws IOException {
        link(directory.resolve("loop"), Path.of(target));
        files.replace(SCENARIOS, "file://stored.json", "file://loop/stored.json");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe())
                .contains("'file://loop/stored.json' is behind a link that leads nowhere");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void nothingIsReadBehindALinkThatLeadsOut() throws IOException {
        generate();
        Files.move(directory.resolve(CIPHERTEXT), outside.resolve(CIPHERTEXT));
        link(directory.resolve(CIPHERTEXT), outside.resolve(CIPHERTEXT));

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(1).describe()).contains("'file://stored.json' leads out of the directory, by a link");
    }

    @Test
    void whatNeverEndsIsNotRead() throws IOException {
        generate();
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless));
        link(directory.resolve("zero"), endless);
        files.replace(SCENARIOS, "file://plaintext.json", "file://zero");

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
    }

    @Test
    void linksWithinTheDirectoryAreFollowed() throws IOException {
        Files.createDirectory(directory.resolve("version-1"));
        link(directory.resolve("latest"), Path.of("version-1"));
        files.replace(SCENARIOS, "file://stored.json", "file://latest/stored.json");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(directory.resolve("version-1/stored.json")).isNotEmptyFile();
        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void theDirectoryItselfMayBeBehindLinks() throws IOException {
        link(temporary.resolve("link"), directory);
        link(outside.resolve("deep"), temporary.resolve("link"));
        directory = outside.resolve("deep/../link");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        generate();
        findings.clear();
        makePipe(directory.resolve("pipe"));
        files.replace(SCENARIOS, "file://plaintext.json", "file://pipe");

        Tally tally = assertTimeoutPreemptively(Duration.ofSeconds(20), this::verify);

        assertThat(tally).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe()).contains("'file://pipe' is no file that holds something");
    }

    private static void makePipe(Path pipe) throws InterruptedException {
        try {
            int status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            assumeTrue(status == 0, "pipes can't be made here");
        } catch (IOException e) {
            abort("pipes can't be made here: " + e);
        }
    }

    @Test
    void filesAreOfABoundedSizeTogether() throws IOException {
        generate();
        Path large = directory.resolve("large.json");
        try (FileChannel channel = FileChannel.open(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), VectorFiles.MAX_BYTES); // with a hole before it
        }
        files.replace(
                SCENARIOS,
                "\"scenarios\": [",
                "\"scenarios\": [{\"id\": \"large\", \"provider\": \"static\", \"plaintext\": \"file://plaintext.json\","
                        + " \"keys\": {\"verify\": \"mac\"}, \"ciphertext\": \"file://large.json\"},");
        findings.clear();

        assertThat(verify()).isEqualTo(new Tally(1, 1, 0));
        assertThat(findings.get(0).describe())
                .isEqualTo("scenario large: 'file://large.json' is too large: the files of a directory may have "
                        + VectorFiles.MAX_BYTES + " bytes together; divide it into several");
    }

    @Test
    void aMalformedFileIsReadOnceAndCounted() throws IOException {
        generate();
        files.write("large.json", "[".repeat(VectorFiles.MAX_BYTES - 100_000));
        files.write("another.json", "[".repeat(200_000));
        files.replace(
                SCENARIOS,
                "\"scenarios\": [",
                "\"scenarios\": [" + scenario("first", "large") + scenario("second", "./large")
                        + scenario("third", "another"));
        findings.clear();

        VectorVerifier.verify(directory, Plugins.load(), finding -> {
            findings.add(finding);
            try {
                Files.deleteIfExists(directory.resolve("large.json")); // who reads it again now doesn't find it
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(findings)
                .extracting(Finding::describe)
                .startsWith(
                        "scenario first: 'file://large.json' is nested too deep",
                        "scenario second: 'file://./large.json' is nested too deep")
                .element(2, as(STRING))
                .startsWith("scenario third: 'file://another.json' is too large");
    }

    private static String scenario(String name, String ciphertext) {
        return "{\"id\": \"" + name + "\", \"provider\": \"static\", \"plaintext\": \"file://plaintext.json\","
                + " \"keys\": {\"verify\": \"mac\"}, \"ciphertext\": \"file://" + ciphertext + ".json\"},";
    }

    @Test
    void aPlaintextFileIsHeldOnceHoweverItIsSpelt() throws IOException {
        files.replace(SCENARIOS, "\"scenarios\": [", "\"scenarios\": [" + """
                {"id": "two", "version": "v1", "provider": "static", "keys": {"decrypt": "content", "verify": "mac"},
                 "plaintext": "file://././plaintext.json", "ciphertext": "file://stored.json"},
                """);
        Set<Item> groups = Collections.newSetFromMap(new IdentityHashMap<>());

        try (VectorDirectory opened = new VectorDirectory(
                directory, Plugins.load(), Backends.withKms(Optional.empty()), false, findings::add)) {
            opened.forEachScenario(scenario -> {
                PlaintextTable table = opened.plaintext(scenario).get(0);
                groups.addAll(table.item(table.items().get(0)).shared());
            });
        }

        assertThat(findings).isEmpty();
        assertThat(groups).hasSize(1);
    }

    @Test
    void whatCantBePutAsTextLeavesNoFile() {
        Path file = directory.resolve("new.json");
        JsonNode unwritable = new POJONode(new Object());

        assertThatThrownBy(() -> VectorFiles.create(file, unwritable)).isInstanceOf(UncheckedIOException.class);

        assertThat(file).doesNotExist();
    }
}
