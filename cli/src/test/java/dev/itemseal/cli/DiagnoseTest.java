package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseTest {

    private static final String TEA = "{\"id\":{\"S\":\"7\"},\"drink\":{\"S\":\"MARKED\"},\"seen\":{\"N\":\"3\"}}";

    @TempDir
    private Path directory;

    private Path configuration;

    @BeforeEach
    void configure() throws IOException {
        configuration = write("Example");
    }

    private Path write(String table) throws IOException {
        return Files.writeString(directory.resolve(table + ".properties"), """
                table.name = %s
                table.partition-key = id
                actions.attribute.seen = sign-only
                provider = static
                provider.content-key.material = AAECAwQFBgcICQoLDA0ODw==
                provider.signing-key.material = ICEiIyQlJicoKSorLC0uLw==
                """.formatted(table));
    }

    private CommandRun run(String command, Path config, String in, String... more) {
        List<Object> args = new ArrayList<>(List.of(command, "--config", config.toString()));
        args.addAll(List.of(more));
        return CommandRun.withInput(in, args.toArray());
    }

    @Test
    void saysOfEachItemWhatIsTheMatter() throws IOException {
        String stored = run("encrypt", configuration, TEA).out();
        String changed = stored.replace("\"N\":\"3\"", "\"N\":\"4\"");

        CommandRun run = run("diagnose", configuration, stored + changed + TEA);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().get(0)).startsWith("line 1: readable: ");
        assertThat(run.outLines().get(1)).startsWith("line 2: forged: ");
        assertThat(run.outLines().get(2)).startsWith("line 3: not-signed: ");
        assertThat(run.out() + run.err()).doesNotContain("MARKED");
        assertThat(run("diagnose", configuration, stored).status()).isZero();
    }

    @Test
    void takesHints() throws IOException {
        String stored = run("encrypt", configuration, TEA).out();
        Path restored = write("Restored");
        String without = stored.replace(",\"seen\":{\"N\":\"3\"}", "");

        assertThat(run("diagnose", restored, stored, "--table-name", "Old", "--table-name", "Example")
                        .out())
                .startsWith("line 1: other-table-name: ")
                .contains("'Example'");
        assertThat(run("diagnose", configuration, without, "--left-out", "{\"seen\":{\"N\":\"3\"}}")
                        .out())
                .startsWith("line 1: attribute-left-out: ")
                .contains("[seen]");
        assertThat(run("diagnose", configuration, stored, "--left-out", "{\"seen\":3}")
                        .status())
                .isEqualTo(2);
    }
}
