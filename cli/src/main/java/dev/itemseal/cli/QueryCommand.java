package dev.itemseal.cli;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.KeyCondition.Comparison;
import dev.itemseal.api.store.QueryRequest;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds items of an encrypted table by key. */
@Command(
        name = "query",
        description = {
            "Finds the items of one partition key, in the order of their sort keys, verified and decrypted.",
            ""
        },
        footer = {
            "",
            "  itemseal query -c orders.properties --partition ann --sort-from 2025 --descending --limit 10",
            "",
            "Exit status: 0 here they are, if there are any; 1 an item was refused, and nothing after it is read; 2 a"
                    + " setting or a file is wrong."
        })
final class QueryCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TableOptions options;

    @Option(
            names = {"-p", "--partition"},
            required = true,
            paramLabel = "VALUE",
            description = "The partition key. Byte strings are given in Base64, here and below.")
    private String partition;

    @Option(names = "--sort", paramLabel = "VALUE", description = "Only this sort key.")
    private @Nullable String equal;

    @Option(names = "--sort-begins", paramLabel = "VALUE", description = "Only sort keys that begin with it.")
    private @Nullable String prefix;

    @Option(names = "--sort-from", paramLabel = "VALUE", description = "Only sort keys from this one on.")
    private @Nullable String from;

    @Option(names = "--sort-to", paramLabel = "VALUE", description = "Only sort keys up to this one, itself included.")
    private @Nullable String to;

    @Option(names = "--descending", description = "The largest sort key first.")
    private boolean descending;

    @Mixin
    private ListingOptions listing;

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long conditions = Stream.of(equal != null, prefix != null, from != null || to != null)
                .filter(given -> given)
                .count();
        if (conditions > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--sort, --sort-begins and --sort-from with --sort-to exclude each other");
        }
        return StoredTable.read(options.configuration(), table -> {
            QueryRequest request = QueryRequest.of(table.table().name(), condition(table.keys()))
                    .limit(listing.limit())
                    .consistently();
            try (Stream<Item> items = table.table().items(descending ? request.inDescendingOrder() : request)) {
                new ItemOutput(terminal, listing.plain(), table).write(items.limit(listing.limit()));
            }
            return ExitCode.OK;
        });
    }

    private KeyCondition condition(KeyTexts keys) {
        KeyCondition condition = KeyCondition.partition(keys.partitionKey(partition));
        if (from != null && to != null) {
            return condition.sortKeyBetween(keys.sortKey(from), keys.sortKey(to));
        }
        if (from != null) {
            return condition.sortKey(Comparison.AT_LEAST, keys.sortKey(from));
        }
        if (to != null) {
            return condition.sortKey(Comparison.AT_MOST, keys.sortKey(to));
        }
        if (prefix != null) {
            return condition.sortKey(Comparison.BEGINS_WITH, keys.sortKey(prefix));
        }
        return equal == null ? condition : condition.sortKey(Comparison.EQUAL, keys.sortKey(equal));
    }
}
