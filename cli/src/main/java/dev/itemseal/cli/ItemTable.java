package dev.itemseal.cli;

import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.BooleanValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows an item, one attribute a line, for people. */
final class ItemTable {

    private static final int VALUE_WIDTH = 48;
    private static final int BYTES_SHOWN = 8;

    private final PrintStream out;
    private final boolean colour;

    ItemTable(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Prints each attribute with a remark on it, in the colour that the remark has. */
    void print(Item item, Function<String, Remark> remarks) {
        item.forEach((name, value) -> {
            Remark remark = remarks.apply(name);
            String line = String.format("  %-19s %-4s %-48s %s", name, value.type(), cut(shown(value)), remark.text());
            out.println(remark.paint(Printable.of(line.stripTrailing()), colour));
        });
    }

    /** What is said of an attribute, and the terminal's code for its colour. */
    enum Remark {
        NONE("", ""),
        ENCRYPTED("encrypted, signed", "36"),
        SIGNED("signed", "32"),
        UNTOUCHED("untouched", ""),
        ADDED("added", "2"),
        CHANGED("one byte changed", "31"),
        TITLE("", "1");

        private final String text;
        private final String code;

        Remark(String text, String code) {
            this.text = text;
            this.code = code;
        }

        static Remark of(CryptoAction action) {
            return switch (action) {
                case ENCRYPT_AND_SIGN -> ENCRYPTED;
                case SIGN_ONLY -> SIGNED;
                case DO_NOTHING -> UNTOUCHED;
            };
        }

        String text() {
            return text;
        }

        String paint(String line, boolean colour) {
            return colour && !code.isEmpty() ? "\u001b[" + code + 'm' + line + "\u001b[0m" : line;
        }
    }

    private static String cut(String text) {
        return text.length() <= VALUE_WIDTH ? text : text.substring(0, VALUE_WIDTH - 3) + "...";
    }

    /** A value on one line, not yet {@linkplain Printable printable}. */
    static String shown(AttributeValue value) {
        return switch (value.type()) {
            case S -> ((StringValue) value).text();
            case N -> ((NumberValue) value).text();
            case B -> bytes((BinaryValue) value);
            case BOOL -> Boolean.toString(((BooleanValue) value).truth());
            case NULL -> "null";
            case SS -> "{" + String.join(", ", ((StringSetValue) value).elements()) + "}";
            case NS -> "{" + joined(((NumberSetValue) value).elements()) + "}";
            case BS -> "{" + joined(((BinarySetValue) value).elements()) + "}";
            case L -> "[" + joined(((ListValue) value).elements()) + "]";
            case M ->
                ((MapValue) value)
                        .entries().entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
                                .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String joined(List<? extends AttributeValue> elements) {
        return elements.stream().map(ItemTable::shown).collect(Collectors.joining(", "));
    }

    private static String bytes(BinaryValue value) {
        byte[] bytes = value.toByteArray();
        String start = HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(BYTES_SHOWN, bytes.length)));
        return start + (bytes.length > BYTES_SHOWN ? "..." : "") + " (" + bytes.length + " bytes)";
    }
}
