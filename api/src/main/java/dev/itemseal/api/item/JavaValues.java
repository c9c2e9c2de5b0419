package dev.itemseal.api.item;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Attribute values from and to ordinary Java values; {@link Item#fromJava} and {@link Item#toJava} say how. */
final class JavaValues {

    private static final int MAX_DEPTH = 128;

    /** The top-level attribute that is being converted, for error messages. */
    private final String attributeName;

    private JavaValues(String attributeName) {
        this.attributeName = attributeName;
    }

    static AttributeValue fromJava(String attributeName, @Nullable Object value) {
        return new JavaValues(attributeName).convert(value, 0);
    }

    /** Converts a value that stands within so many lists and maps. */
    private AttributeValue convert(@Nullable Object value, int depth) {
        if (value == null) {
            return AttributeValue.ofNull();
        } else if (value instanceof AttributeValue ours) {
            return ours;
        } else if (value instanceof String text) {
            return AttributeValue.ofString(text);
        } else if (value instanceof Boolean truth) {
            return AttributeValue.ofBoolean(truth);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            return binary(value);
        } else if (value instanceof Set<?> set) {
            return set(set);
        } else if (value instanceof List<?> list) {
            return list(list, depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            return map(map, depth + 1);
        }
        throw unsupported("a value of " + value.getClass().getName());
    }

    private NumberValue number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw unsupported("a number that is infinite or NaN");
            }
            return AttributeValue.ofNumber(number.toString());
        }
        if (number instanceof BigDecimal || number instanceof BigInteger) {
            return naming(() -> AttributeValue.ofNumber(number.toString()));
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return AttributeValue.ofNumber(number.longValue());
        }
        throw unsupported("a number of " + number.getClass().getName());
    }

    private static BinaryValue binary(Object value) {
        if (value instanceof byte[] bytes) {
            return BinaryValue.copyOf(bytes);
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return BinaryValue.wrapping(bytes, 0, bytes.length);
    }

    private ListValue list(List<?> list, int depth) {
        requireDepth(depth);
        List<AttributeValue> elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(convert(element, depth)));
        return AttributeValue.ofList(elements);
    }

    private MapValue map(Map<?, ?> map, int depth) {
        requireDepth(depth);
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw unsupported("a map with a key that is not a String");
            }
            entries.put(name, convert(value, depth));
        });
        return AttributeValue.ofMap(entries);
    }

    private void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidItemException(
                    Reason.NESTING_TOO_DEEP,
                    "Attribute '" + attributeName + "' is nested deeper than " + MAX_DEPTH
                            + " (or holds itself); flatten it");
        }
    }

    private AttributeValue set(Set<?> set) {
        List<String> texts = new ArrayList<>();
        List<NumberValue> numbers = new ArrayList<>();
        List<BinaryValue> binaries = new ArrayList<>();
        for (Object element : set) {
            if (element instanceof String text) {
                texts.add(text);
            } else if (element instanceof StringValue text) {
                texts.add(text.text());
            } else if (element instanceof Number number) {
                numbers.add(number(number));
            } else if (element instanceof NumberValue number) {
                numbers.add(number);
            } else if (element instanceof byte[] || element instanceof ByteBuffer) {
                binaries.add(binary(element));
            } else if (element instanceof BinaryValue binary) {
                binaries.add(binary);
            } else {
                throw unsupported("a set with a member that is neither text nor number nor bytes");
            }
        }
        if (set.isEmpty()) {
            throw new InvalidItemException(
                    Reason.INVALID_SET,
                    "Attribute '" + attributeName
                            + "' holds an empty set, which has no type in DynamoDB; leave it out");
        }
        if (texts.size() == set.size()) {
            return naming(() -> AttributeValue.ofStrings(texts));
        } else if (numbers.size() == set.size()) {
            return naming(() -> AttributeValue.ofNumbers(numbers));
        } else if (binaries.size() == set.size()) {
            return naming(() -> AttributeValue.ofBinaries(binaries));
        }
        throw unsupported("a set with members of different kinds");
    }

    /** A value does not know which attribute it is made for, so its refusal gets the name here. */
    private <T> T naming(Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidItemException e) {
            throw new InvalidItemException(
                    e.reason(), "Attribute '" + attributeName + "' can't be stored: " + e.getMessage(), e);
        }
    }

    private InvalidItemException unsupported(String what) {
        return new InvalidItemException(
                Reason.UNSUPPORTED_VALUE,
                "Attribute '" + attributeName + "' holds " + what + ", which has no type in DynamoDB; use String, a"
                        + " number, byte[], ByteBuffer, Boolean, null, List, Set or Map");
    }

    static @Nullable Object toJava(AttributeValue value) {
        return switch (value.type()) {
            case S -> ((StringValue) value).text();
            case N -> ((NumberValue) value).toBigDecimal();
            case B -> ((BinaryValue) value).toByteArray();
            case BOOL -> ((BooleanValue) value).truth();
            case NULL -> null;
            case SS -> new LinkedHashSet<>(((StringSetValue) value).elements());
            case NS -> {
                Set<Object> numbers = new LinkedHashSet<>();
                ((NumberSetValue) value).elements().forEach(number -> numbers.add(number.toBigDecimal()));
                yield numbers;
            }
            case BS -> {
                // Buffers can be made to have one hash, and a hash table knows no order of them: see BinaryValue.
                Set<ByteBuffer> binaries = new TreeSet<>();
                ((BinarySetValue) value).elements().forEach(binary -> binaries.add(binary.asReadOnlyBuffer()));
                yield binaries;
            }
            case L -> {
                List<Object> elements = new ArrayList<>();
                ((ListValue) value).elements().forEach(element -> elements.add(toJava(element)));
                yield elements;
            }
            case M -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                ((MapValue) value).entries().forEach((key, entry) -> entries.put(key, toJava(entry)));
                yield entries;
            }
        };
    }
}
