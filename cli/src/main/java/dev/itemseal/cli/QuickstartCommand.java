package dev.itemseal.cli;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.KeyCondition;
import dev.itemseal.api.store.QueryRequest;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.cli.ItemTable.Remark;
import dev.itemseal.engine.table.ByteStreams;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.vectors.ItemLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Shows in half a minute what this is about. */
@Command(
        name = "quickstart",
        description = {
            "Puts orders into an encrypted table in memory, with keys made for the occasion; shows one as the table holds"
                    + " it, gets, queries, scans and updates, shows what happens when somebody changes one byte in the"
                    + " table, and keeps a byte stream. Needs nothing and leaves nothing behind.",
            ""
        },
        footer = {"", "Exit status: 0 all went as it should, 1 it didn't."})
final class QuickstartCommand implements Callable<Integer> {

    private static final String ORDERS = "orders.jsonl";
    private static final String CUSTOMER = "customer";
    private static final String ORDER = "order";
    private static final String STATUS = "status";
    private static final String CHANGED_ATTRIBUTE = "total";
    private static final int STREAM_LENGTH = 1_000_000;

    private final Terminal terminal;

    QuickstartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        QuickstartTables tables = new QuickstartTables(Plugins.load());
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with(STATUS, CryptoAction.SIGN_ONLY)
                .with("views", CryptoAction.DO_NOTHING);
        EncryptedTable table = tables.orders(actions);
        List<Item> orders = orders();
        orders.forEach(table::put);

        PrintStream out = terminal.text();
        out.println("Two keys were made, in memory: AES 256 wraps a fresh key for every item, HmacSHA256 signs.");
        showAsStored(tables, orders, actions.withProtectedKeys(table.info().protectedKeyNames()), out);
        boolean same = worksAsIfNothingWereEncrypted(table, orders, out);
        boolean refused = isRefusedWhenChanged(tables, table, keyOf(orders.get(0)), out);
        boolean kept = keepsAByteStream(tables, out);
        out.println();
        out.println(
                same && kept
                        ? "All " + orders.size() + " orders came back as they were. Your own: itemseal put --help"
                        : "Not all came back as it was: this is a defect of itemseal, please report it.");
        terminal.finish(out);
        return same && refused && kept ? ExitCode.OK : ExitCode.REFUSED;
    }

    private void showAsStored(QuickstartTables tables, List<Item> orders, AttributeActions actions, PrintStream out) {
        ItemTable shown = new ItemTable(out, terminal.colour());
        title(out, "An order as the application puts it (one of " + orders.size() + " in " + ORDERS + ")");
        shown.print(orders.get(0), name -> Remark.NONE);
        title(out, "The same as the table holds it");
        shown.print(
                raw(tables, keyOf(orders.get(0))),
                name -> ReservedAttributes.DEFAULT.contains(name) ? Remark.ADDED : Remark.of(actions.action(name)));
    }

    private boolean worksAsIfNothingWereEncrypted(EncryptedTable table, List<Item> orders, PrintStream out) {
        title(out, "What the application sees of the table, as if nothing were encrypted");
        Item key = keyOf(orders.get(0));
        Optional<Item> got = table.get(key);
        step(out, "get", shown(key, CUSTOMER) + ", " + shown(key, ORDER), summary(got));
        QueryRequest ofCustomer = QueryRequest.of(
                table.name(), KeyCondition.partition(key.attribute(CUSTOMER).orElseThrow()));
        try (Stream<Item> found = table.items(ofCustomer.inDescendingOrder())) {
            String numbers = found.map(order -> shown(order, ORDER)).collect(Collectors.joining(", "));
            step(out, "query", shown(key, CUSTOMER) + ", newest first", numbers);
        }
        List<Item> all;
        try (Stream<Item> found = table.items(ScanRequest.of(table.name()))) {
            all = found.toList();
        }
        step(out, "scan", "the whole table", all.size() + " orders");
        Optional<Item> updated = table.update(key, order -> order.with(STATUS, AttributeValue.ofString("delivered")));
        step(out, "update", "the first one", summary(updated));
        return got.equals(Optional.of(orders.get(0)))
                && all.size() == orders.size()
                && new HashSet<>(all).equals(new HashSet<>(orders))
                && updated.equals(got.map(order -> order.with(STATUS, AttributeValue.ofString("delivered"))))
                && table.get(key).equals(updated);
    }

    private boolean isRefusedWhenChanged(QuickstartTables tables, EncryptedTable table, Item key, PrintStream out) {
        title(out, "Somebody changes one byte in the table, and the application gets the order again");
        Item changed = withOneByteChanged(raw(tables, key));
        tables.store().put(WriteRequest.Put.of(table.name(), changed));
        new ItemTable(out, terminal.colour())
                .print(
                        Item.of(Map.of(
                                CHANGED_ATTRIBUTE,
                                changed.attribute(CHANGED_ATTRIBUTE).orElseThrow())),
                        name -> Remark.CHANGED);
        try {
            table.get(key);
            out.println("  It was read nevertheless: this is a defect of itemseal, please report it.");
            return false;
        } catch (ItemRefusedException e) {
            out.println(Remark.CHANGED.paint("  refused: " + e.reason(), terminal.colour()));
            out.println("  " + e.getMessage());
            return true;
        }
    }

    private boolean keepsAByteStream(QuickstartTables tables, PrintStream out) {
        title(out, "What is larger than an item goes in as a byte stream, here with one static key for all");
        EncryptedTable table = tables.files();
        ByteStreams files = new ByteStreams(table);
        Item key = Item.fromJava(Map.of("owner", "C-1042", "name", "invoices.pdf"));
        byte[] content =
                "All of it must come back. ".repeat(STREAM_LENGTH / 26 + 1).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream read = new ByteArrayOutputStream(content.length);
        try {
            long written = files.write(key, new ByteArrayInputStream(content));
            step(out, "put --stream", shown(key, "name"), bytes(written));
            try (Stream<Item> items = table.items(ScanRequest.of(table.name()))) {
                step(out, "", "in the table", items.count() + " encrypted items");
            }
            long length = files.copy(key, read).orElse(0L);
            step(out, "get --stream", shown(key, "name"), bytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory can't fail to be read or written
        }
        return Arrays.equals(read.toByteArray(), content);
    }

    private static List<Item> orders() {
        try (InputStream in = QuickstartCommand.class.getResourceAsStream(ORDERS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> ItemLine.parse(line).item())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item keyOf(Item order) {
        return Item.builder(2)
                .put(CUSTOMER, order.attribute(CUSTOMER).orElseThrow())
                .put(ORDER, order.attribute(ORDER).orElseThrow())
                .build();
    }

    private static Item raw(QuickstartTables tables, Item key) {
        return tables.store().get(GetRequest.of(QuickstartTables.ORDERS, key)).orElseThrow();
    }

    private static Item withOneByteChanged(Item stored) {
        byte[] bytes = ((BinaryValue) stored.attribute(CHANGED_ATTRIBUTE).orElseThrow()).toByteArray();
        bytes[0] ^= 1;
        return stored.with(CHANGED_ATTRIBUTE, AttributeValue.ofBytes(bytes));
    }

    private void title(PrintStream out, String title) {
        out.println();
        out.println(Remark.TITLE.paint(title, terminal.colour()));
    }

    private static void step(PrintStream out, String what, String which, String result) {
        out.println(Printable.of(String.format("  %-13s %-24s %s", what, which, result)));
    }

    private static String shown(Item item, String name) {
        return ItemTable.shown(item.attribute(name).orElseThrow());
    }

    private static String summary(Optional<Item> order) {
        return order.map(found -> shown(found, STATUS) + ", " + shown(found, "name") + ", total "
                        + shown(found, CHANGED_ATTRIBUTE))
                .orElse("nothing");
    }

    private static String bytes(long count) {
        return String.format(Locale.ROOT, "%,d bytes", count);
    }
}
