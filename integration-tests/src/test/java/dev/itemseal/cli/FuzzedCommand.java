package dev.itemseal.cli;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.plugin.Plugins;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** What the command is given, hostile: its configuration, and its input. In the command's package, since that exports nothing. */
public final class FuzzedCommand {

    private static final String SETTINGS = """
            provider = static
            provider.content-key.material = BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=
            provider.signing-key.material = CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=
            table.name = Example
            table.partition-key = id
            table.sort-key = at
            table.sort-key-type = N
            actions.attribute.seen = sign-only
            actions.attribute.hot = do-nothing
            store = inmemory
            store.file = table
            """;

    private final Path directory;
    private final Plugins plugins = Plugins.load();

    /**
     * Prepares the commands.
     *
     * @param directory where their files are
     * @throws IOException if they can't be written
     */
    public FuzzedCommand(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("settings"), SETTINGS);
    }

    /**
     * Makes what a configuration says. Such as would open a file outside of the directory, or a connection, are passed over.
     *
     * @param input the configuration
     */
    public void configuration(byte[] input) {
        if (leadsOut(input)) {
            return;
        }
        try {
            ConfigurationFile file = ConfigurationFile.read(written("configuration", input));
            ItemSettings items = file.items(plugins);
            if (!items.toString().contains(items.config().table().name())) {
                throw new AssertionError("the configuration shows nothing of itself");
            }
        } catch (ConfigurationException | UsageException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("the configuration is refused without a word", e);
            }
        }
    }

    /** Looks at the settings, not at the text, which may write any letter of theirs as an escape. */
    private static boolean leadsOut(byte[] input) {
        Properties settings = new Properties();
        try {
            settings.load(new InputStreamReader(new ByteArrayInputStream(input), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false; // a malformed escape, for which the whole configuration is refused
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings.stringPropertyNames().stream().anyMatch(name -> {
            String value = settings.getProperty(name);
            boolean path = value.contains("/") || value.contains("\\") || value.contains("..");
            return (name.contains("file") && path) || value.contains("dynamodb");
        });
    }

    /**
     * Runs a command.
     *
     * @param input one byte that chooses the command, and what it reads
     */
    public void input(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        List<String> arguments = arguments(input[0], rest);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                arguments.toArray(String[]::new),
                new Terminal(
                        new ByteArrayInputStream(rest),
                        new ByteArrayOutputStream(),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.Output.NOTHING,
                        false));
        if (status != ExitCode.OK && status != ExitCode.REFUSED && status != ExitCode.USAGE) {
            throw new AssertionError(arguments + " ends with " + status + ": " + err.toString(StandardCharsets.UTF_8));
        }
        boolean said = err.size() > 0;
        if ((status == ExitCode.OK && said) || (status == ExitCode.USAGE && !said)) {
            throw new AssertionError(
                    arguments + " ends with " + status + " and says '" + err.toString(StandardCharsets.UTF_8) + "'");
        }
    }

    private List<String> arguments(byte choice, byte[] input) {
        String settings = directory.resolve("settings").toString();
        Path table = directory.resolve("table");
        try {
            Files.deleteIfExists(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return switch (choice) {
            case 'e' -> List.of("encrypt", "--config", settings);
            case 'd' -> List.of("decrypt", "--config", settings);
            case 'g' -> List.of("diagnose", "--config", settings);
            case 'p' -> List.of("put", "--config", settings);
            case 'j' -> List.of("put", "--plain", "--config", settings);
            case 's' -> {
                written("table", input);
                yield List.of("scan", "--config", settings);
            }
            default -> List.of("inspect");
        };
    }

    private Path written(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
