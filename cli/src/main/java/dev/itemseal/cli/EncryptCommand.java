package dev.itemseal.cli;

import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.vectors.ItemLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encrypts items, one a line. */
@Command(
        name = "encrypt",
        description = {
            "Encrypts and signs items: DynamoDB JSON, one item a line, from files or standard input to standard output.",
            "",
            "A line is an item, {\"id\": {\"S\": \"7\"}, …}, or one of an export to S3, {\"Item\": {…}}; it comes out in"
                    + " the same form. A line that can't be encrypted is reported on standard error, as 'line N: reason:"
                    + " …', and left out; the others go on.",
            ""
        },
        footer = {
            "",
            "The configuration is a properties file (docs/configuration.md explains every setting), for example:",
            "",
            "  table.name = Orders",
            "  table.partition-key = customer",
            "  actions.default = encrypt-and-sign",
            "  actions.attribute.status = sign-only",
            "  provider = wrapped",
            "  provider.wrapping-key = aes",
            "  provider.wrapping-key.file = wrapping.key",
            "  provider.signing-key.file = signing.key",
            "",
            "Exit status: 0 all items are encrypted, 1 some were refused, 2 a setting or a file is wrong."
        })
final class EncryptCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Keys, table and actions: a properties file.")
    private Path configuration;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files with items; without any, standard input.")
    private List<Path> files = new ArrayList<>();

    EncryptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ItemSettings items = ConfigurationFile.read(configuration).items(Plugins.load());
        return new ItemStream(terminal).process(files, (text, number) -> {
            ItemLine line = ItemLine.parse(text);
            return Optional.of(line.format(items.encryptor().encrypt(line.item(), items.config())));
        });
    }
}
