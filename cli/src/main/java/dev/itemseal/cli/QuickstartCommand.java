package dev.itemseal.cli;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.cli.ItemTable.Remark;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.vectors.ItemLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows in half a minute what this is about. */
@Command(
        name = "quickstart",
        description = {
            "Takes an order through encryption and back, with keys made for the occasion, and shows what happens when"
                    + " somebody changes one byte of it. Needs nothing and leaves nothing behind.",
            ""
        },
        footer = {"", "Exit status: 0 all went as it should, 1 it didn't."})
final class QuickstartCommand implements Callable<Integer> {

    private static final String ORDERS = "orders.jsonl";
    private static final String CHANGED_ATTRIBUTE = "total";

    private final Terminal terminal;

    QuickstartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("status", CryptoAction.SIGN_ONLY)
                .with("views", CryptoAction.DO_NOTHING);
        Plugins plugins = Plugins.load();
        CryptoConfig config = CryptoConfig.of(
                plugins.materialsProvider(newKeys(plugins)),
                TableInfo.of("Orders", TableIndex.of("customer", "order")),
                actions);
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        List<Item> orders = orders();
        List<Item> stored =
                orders.stream().map(order -> encryptor.encrypt(order, config)).toList();
        List<Item> read =
                stored.stream().map(item -> encryptor.decrypt(item, config)).toList();
        Item tampered = withOneByteChanged(stored.get(0));

        PrintStream out = terminal.text();
        ItemTable table = new ItemTable(out, terminal.colour());
        out.println("Two keys were made, in memory: AES 256 wraps a fresh key for every item, HmacSHA256 signs.");
        title(out, "An order as the application sees it (one of " + orders.size() + " in " + ORDERS + ")");
        table.print(orders.get(0), name -> Remark.NONE);
        title(out, "The same as the table holds it");
        table.print(stored.get(0), name -> remark(name, config.attributeActions()));
        title(out, "And as it comes back");
        table.print(read.get(0), name -> Remark.NONE);
        title(out, "Somebody changes one byte in the table");
        table.print(
                Item.of(Map.of(
                        CHANGED_ATTRIBUTE, tampered.attribute(CHANGED_ATTRIBUTE).orElseThrow())),
                name -> Remark.CHANGED);
        boolean refused = isRefused(tampered, encryptor, config, out);
        boolean same = read.equals(orders);
        out.println();
        out.println(
                same
                        ? "All " + orders.size() + " orders came back as they were. Your own: itemseal keygen --help"
                        : "The orders did not come back as they were: this is a defect of itemseal, please report it.");
        terminal.finish(out);
        return same && refused ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static Settings newKeys(Plugins plugins) {
        return Settings.of(
                        Map.of(
                                "provider", "wrapped",
                                "provider.wrapping-key", "aes",
                                "provider.wrapping-key.material", newKey(plugins, "AES"),
                                "provider.signing-key.material", newKey(plugins, "HmacSHA256"),
                                "provider.signing-key.algorithm", "HmacSHA256"),
                        Path.of(""))
                .section("provider");
    }

    private static String newKey(Plugins plugins, String algorithm) {
        SecretBytes key =
                plugins.newKey(algorithm, OptionalInt.empty(), Optional.empty()).get(KeyPart.SECRET);
        return new String(key.toByteArray(), StandardCharsets.US_ASCII);
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

    private static Item withOneByteChanged(Item stored) {
        byte[] bytes = ((BinaryValue) stored.attribute(CHANGED_ATTRIBUTE).orElseThrow()).toByteArray();
        bytes[0] ^= 1;
        return stored.with(CHANGED_ATTRIBUTE, AttributeValue.ofBytes(bytes));
    }

    private boolean isRefused(Item tampered, ItemEncryptor encryptor, CryptoConfig config, PrintStream out) {
        try {
            encryptor.decrypt(tampered, config);
            out.println("  It was read nevertheless: this is a defect of itemseal, please report it.");
            return false;
        } catch (ItemRefusedException e) {
            out.println(Remark.CHANGED.paint("  refused: " + e.reason(), terminal.colour()));
            out.println("  " + e.getMessage());
            return true;
        }
    }

    private void title(PrintStream out, String title) {
        out.println();
        out.println(Remark.TITLE.paint(title, terminal.colour()));
    }

    private static Remark remark(String name, AttributeActions actions) {
        if (ReservedAttributes.DEFAULT.contains(name)) {
            return Remark.ADDED;
        }
        return switch (actions.action(name)) {
            case ENCRYPT_AND_SIGN -> Remark.ENCRYPTED;
            case SIGN_ONLY -> Remark.SIGNED;
            case DO_NOTHING -> Remark.UNTOUCHED;
        };
    }
}
