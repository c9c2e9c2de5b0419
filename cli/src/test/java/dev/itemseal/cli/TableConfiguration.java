package dev.itemseal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration for commands on a table, with new keys, in a directory of its own. */
record TableConfiguration(Path directory) {

    static TableConfiguration orders(Path directory) throws IOException {
        return new TableConfiguration(directory).withSettings("""
                table.name = Orders
                table.partition-key = customer
                table.sort-key = order
                table.sort-key-type = N
                actions.attribute.status = sign-only
                actions.attribute.views = do-nothing
                """);
    }

    static TableConfiguration files(Path directory) throws IOException {
        return new TableConfiguration(directory).withSettings("""
                table.name = Files
                table.partition-key = owner
                table.sort-key = name
                """);
    }

    private TableConfiguration withSettings(String table) throws IOException {
        StringBuilder settings = new StringBuilder(table);
        settings.append("store = inmemory\nstore.file = data.table\n");
        for (String algorithm : List.of("AES", "HmacSHA256")) {
            CommandRun.of("keygen", algorithm, directory.resolve(algorithm))
                    .out()
                    .lines()
                    .filter(line -> line.contains(" = "))
                    .forEach(line -> settings.append(line).append('\n'));
        }
        Files.writeString(file(), settings);
        return this;
    }

    Path file() {
        return directory.resolve("itemseal.properties");
    }

    /** The table's own file. */
    Path data() {
        return directory.resolve("data.table");
    }

    void replace(String setting, String by) throws IOException {
        String before = Files.readString(file());
        if (!before.contains(setting)) {
            throw new IllegalArgumentException("there is no " + setting);
        }
        Files.writeString(file(), before.replace(setting, by));
    }

    CommandRun run(String command, Object... args) {
        return withInput("", command, args);
    }

    CommandRun withInput(String in, String command, Object... args) {
        return CommandRun.withInput(in, arguments(command, args));
    }

    CommandRun withInput(byte[] in, boolean terminal, String command, Object... args) {
        return CommandRun.withInput(in, terminal, arguments(command, args));
    }

    private Object[] arguments(String command, Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = command;
        all[1] = "--config";
        all[2] = file();
        System.arraycopy(args, 0, all, 3, args.length);
        return all;
    }
}
