package dev.itemseal.vectors;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what decryption gave with what it should give: encrypted attributes by value, the others untouched except for
 * the order of sets (rules CMP-39 and ACT-10), keys by value because a table makes numbers canonical (rule ACT-9).
 *
 * @param actions what was done to the attributes
 * @param keyNames the key attributes
 * @param countsVersions whether a mapper wrote the items that counts up their attribute {@code version}, as the Java
 *     client's did for the published vectors
 */
record ItemComparison(AttributeActions actions, Set<String> keyNames, boolean countsVersions) {

    private static final String COUNTED = "version";

    /** The first difference as the rest of a sentence, or empty if there is none. */
    Optional<String> difference(Item expected, Item actual) {
        if (!expected.names().equals(actual.names())) {
            return Optional.of("lacks the attributes " + without(expected, actual) + " and has "
                    + without(actual, expected) + " too many");
        }
        return expected.names().stream()
                .filter(name -> !sameAttribute(
                        name,
                        expected.attribute(name).orElseThrow(),
                        actual.attribute(name).orElseThrow()))
                .findFirst()
                .map(name -> "has another value in attribute '" + name + "' ("
                        + expected.attribute(name).orElseThrow().type() + " expected, "
                        + actual.attribute(name).orElseThrow().type() + " found)");
    }

    private static Set<String> without(Item item, Item other) {
        Set<String> names = new TreeSet<>(item.names());
        names.removeAll(other.names());
        return names;
    }

    private boolean sameAttribute(String name, AttributeValue expected, AttributeValue actual) {
        boolean byValue = keyNames.contains(name) || actions.action(name) == CryptoAction.ENCRYPT_AND_SIGN;
        return (expected.equals(actual) && (byValue || untouched(expected, actual)))
                || (countsVersions && name.equals(COUNTED) && isCountedUp(expected, actual));
    }

    private static boolean isCountedUp(AttributeValue expected, AttributeValue actual) {
        return expected instanceof NumberValue before
                && actual instanceof NumberValue after
                && after.toBigDecimal().compareTo(before.toBigDecimal().add(BigDecimal.ONE)) == 0;
    }

    /** Whether two equal values also have the same notation of each number. */
    private static boolean untouched(AttributeValue expected, AttributeValue actual) {
        return switch (expected.type()) {
            case N -> text(expected).equals(text(actual));
            case NS -> texts(expected).equals(texts(actual));
            case L -> allUntouched(((ListValue) expected).elements(), ((ListValue) actual).elements());
            case M -> {
                Map<String, AttributeValue> entries = ((MapValue) actual).entries();
                yield ((MapValue) expected)
                        .entries().entrySet().stream()
                                .allMatch(entry -> untouched(
                                        entry.getValue(), Objects.requireNonNull(entries.get(entry.getKey()))));
            }
            default -> true;
        };
    }

    private static boolean allUntouched(List<AttributeValue> expected, List<AttributeValue> actual) {
        Iterator<AttributeValue> others = actual.iterator();
        return expected.stream().allMatch(element -> untouched(element, others.next()));
    }

    private static String text(AttributeValue number) {
        return ((NumberValue) number).text();
    }

    private static Set<String> texts(AttributeValue numbers) {
        Set<String> texts = new HashSet<>();
        ((NumberSetValue) numbers).elements().forEach(element -> texts.add(element.text()));
        return texts;
    }
}
