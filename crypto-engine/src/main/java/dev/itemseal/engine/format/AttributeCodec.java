package dev.itemseal.engine.format;

import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinarySetValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.BooleanValue;
import dev.itemseal.api.item.ListValue;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.item.NumberSetValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringSetValue;
import dev.itemseal.api.item.StringValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Attribute values to bytes (rules SER-1 to SER-16) and back (rules DES-1 to DES-8). Stateless. */
public final class AttributeCodec {

    private static final byte B = 'b';
    private static final byte S = 's';
    private static final byte N = 'n';
    private static final byte BOOL = '?';
    private static final byte NULL = 0;
    private static final byte BS = 'B';
    private static final byte SS = 'S';
    private static final byte NS = 'N';
    private static final byte L = 'L';
    private static final byte M = 'M';

    // The fewest bytes of a set's member, of a list's element, and of a map's entry.
    private static final int MIN_MEMBER = 4;
    private static final int MIN_ELEMENT = 2;
    private static final int MIN_ENTRY = 8;

    /** The count of a list or map may lie: beyond so many, it grows with what is there. */
    private static final int MOST_EXPECTED = 32;

    private static final int FEW = 12;

    private AttributeCodec() {}

    /**
     * Serializes a value.
     *
     * @param value the value
     * @param dialect the order of set members and map keys
     * @param maxDepth the deepest nesting that is not refused
     * @param attributeName the attribute, for the error
     * @param sink where the bytes are added
     * @throws InvalidItemException with {@code INVALID_NUMBER}, {@code INVALID_TEXT}, {@code INVALID_SET} or
     *     {@code NESTING_TOO_DEEP} if the value can't be stored; the sink then holds a part of it
     */
    public static void serialize(
            AttributeValue value, Dialect dialect, int maxDepth, String attributeName, ByteSink sink) {
        new Writer(dialect, maxDepth, sink).write(attributeName, value);
    }

    /**
     * Serializes what stands before the content of a value of type B, for who adds the content without copying it.
     *
     * @param length the content's length in bytes
     * @param sink where the bytes are added
     */
    public static void serializeBinaryHeader(int length, ByteSink sink) {
        sink.writeByte(0);
        sink.writeByte(B);
        sink.writeInt(length);
    }

    /**
     * Deserializes a value, which must fill the bytes.
     *
     * @param bytes holds the serialized value
     * @param from where it begins
     * @param to where it ends
     * @param maxDepth the deepest nesting that is not refused
     * @return the value
     * @throws MalformedException if these are not the bytes of a value
     */
    public static AttributeValue deserialize(byte[] bytes, int from, int to, int maxDepth) {
        ByteSource source = new ByteSource(bytes, from, to);
        AttributeValue value = read(source, maxDepth);
        if (source.remaining() > 0) {
            throw new MalformedException("bytes are left over after the value");
        }
        return value;
    }

    /** Serializes one attribute after the other into one sink. For one thread. */
    public static final class Writer {

        private final Dialect dialect;
        private final int maxDepth;
        private final ByteSink sink;
        private String attributeName = "";

        /**
         * Makes a writer.
         *
         * @param dialect the order of set members and map keys
         * @param maxDepth the deepest nesting that is not refused
         * @param sink where the bytes are added
         */
        public Writer(Dialect dialect, int maxDepth, ByteSink sink) {
            this.dialect = dialect;
            this.maxDepth = maxDepth;
            this.sink = sink;
        }

        /**
         * Serializes a value, as {@link AttributeCodec#serialize} does.
         *
         * @param name the attribute, for the error
         * @param value the value
         */
        public void write(String name, AttributeValue value) {
            attributeName = name;
            write(value, 0);
        }

        private void write(AttributeValue value, int depth) {
            switch (value.type()) {
                case S -> {
                    start(S);
                    sink.writeLengthAndText(((StringValue) value).text(), attributeName);
                }
                case N -> {
                    start(N);
                    writeNumber((NumberValue) value);
                }
                case B -> {
                    BinaryValue binary = (BinaryValue) value;
                    serializeBinaryHeader(binary.length(), sink);
                    sink.write(binary, 0, binary.length());
                }
                case BOOL -> {
                    start(BOOL);
                    sink.writeByte(((BooleanValue) value).truth() ? 1 : 0);
                }
                case NULL -> start(NULL);
                case SS -> writeTexts(((StringSetValue) value).elements());
                case NS -> writeNumbers(((NumberSetValue) value).elements());
                case BS -> writeBinaries(((BinarySetValue) value).elements());
                case L -> writeList((ListValue) value, depth + 1);
                case M -> writeMap((MapValue) value, depth + 1);
            }
        }

        private void start(byte type) {
            sink.writeByte(0);
            sink.writeByte(type);
        }

        private void writeNumber(NumberValue number) {
            if (!number.fitsDynamoDb()) {
                throw new InvalidItemException(
                        Reason.INVALID_NUMBER,
                        "Attribute '" + attributeName + "' holds a number with more than 38 digits or outside of"
                                + " 1E-130 to 9.99E+125, which DynamoDB does not store; round it, or store it as text");
            }
            sink.writeLengthAndText(number.canonicalText(), attributeName);
        }

        private void writeTexts(List<String> elements) {
            String[] sorted = elements.toArray(new String[0]);
            Ordering.sort(sorted, dialect);
            startSet(SS, sorted.length);
            for (String element : sorted) {
                sink.writeLengthAndText(element, attributeName);
            }
        }

        private void writeNumbers(List<NumberValue> elements) {
            NumberValue[] sorted = elements.toArray(new NumberValue[0]);
            Arrays.sort(sorted, Comparator.comparing(NumberValue::canonicalText));
            startSet(NS, sorted.length);
            for (NumberValue element : sorted) {
                writeNumber(element);
            }
        }

        private void writeBinaries(List<BinaryValue> elements) {
            byte[][] sorted = new byte[elements.size()][];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = elements.get(i).toByteArray();
            }
            Arrays.sort(sorted, Ordering.ofBinaries(dialect));
            startSet(BS, sorted.length);
            for (byte[] element : sorted) {
                sink.writeInt(element.length);
                sink.write(element);
                // A plaintext copy that nobody needs any more.
                Arrays.fill(element, (byte) 0);
            }
        }

        private void startSet(byte type, int count) {
            if (count == 0) {
                throw new InvalidItemException(
                        Reason.INVALID_SET,
                        "Attribute '" + attributeName + "' holds an empty set, which DynamoDB does not store; leave it"
                                + " out");
            }
            start(type);
            sink.writeInt(count);
        }

        private void writeList(ListValue list, int depth) {
            requireDepth(depth);
            start(L);
            sink.writeInt(list.elements().size());
            for (AttributeValue element : list.elements()) {
                write(element, depth);
            }
        }

        private void writeMap(MapValue map, int depth) {
            requireDepth(depth);
            String[] keys = new MapKeys(map).keys;
            Ordering.sort(keys, dialect);
            start(M);
            sink.writeInt(keys.length);
            for (String key : keys) {
                start(S);
                sink.writeLengthAndText(key, attributeName);
                write(Objects.requireNonNull(map.entries().get(key)), depth);
            }
        }

        private void requireDepth(int depth) {
            if (depth > maxDepth) {
                throw new InvalidItemException(
                        Reason.NESTING_TOO_DEEP,
                        "Attribute '" + attributeName + "' nests lists and maps deeper than " + maxDepth
                                + "; flatten it");
            }
        }
    }

    /** A map's keys, taken by visiting the entries, which makes no object for each of them. */
    private static final class MapKeys implements BiConsumer<String, AttributeValue> {

        private final String[] keys;
        private int count;

        MapKeys(MapValue map) {
            keys = new String[map.entries().size()];
            map.entries().forEach(this);
        }

        @Override
        public void accept(String key, AttributeValue value) {
            keys[count++] = key;
        }
    }

    private static AttributeValue read(ByteSource source, int depthLeft) {
        if (source.readByte() != 0) {
            throw new MalformedException("a value does not begin with 00");
        }
        int type = source.readByte();
        return switch (type) {
            case S -> AttributeValue.ofString(source.readLengthAndText());
            case N -> readNumber(source);
            case B -> readBinary(source);
            case BOOL -> readBoolean(source);
            case NULL -> AttributeValue.ofNull();
            case SS -> readTexts(source);
            case NS -> readNumbers(source);
            case BS -> readBinaries(source);
            case L -> readList(source, depthLeft - 1);
            case M -> readMap(source, depthLeft - 1);
            default -> throw new MalformedException("a value has an unknown type byte");
        };
    }

    private static NumberValue readNumber(ByteSource source) {
        String text = source.readLengthAndText();
        try {
            return AttributeValue.ofNumber(text);
        } catch (InvalidItemException e) {
            throw new MalformedException("a number is malformed or too long");
        }
    }

    private static BinaryValue readBinary(ByteSource source) {
        byte[] bytes = source.readLengthAndBytes();
        return BinaryValue.wrapping(bytes, 0, bytes.length);
    }

    private static BooleanValue readBoolean(ByteSource source) {
        int truth = source.readByte();
        if (truth > 1) {
            throw new MalformedException("a truth value is neither 00 nor 01");
        }
        return AttributeValue.ofBoolean(truth == 1);
    }

    // Sets that were encrypted were never checked by DynamoDB: equal members collapse (rule DES-7).

    /** Few members are compared with each other, which is faster than hashing them. */
    private static <T> Collection<T> noMembers(int expected) {
        return expected <= FEW ? new ArrayList<>(expected) : new LinkedHashSet<>();
    }

    private static <T> void addUnlessThere(T member, Collection<T> members) {
        if (!members.contains(member)) {
            members.add(member);
        }
    }

    private static StringSetValue readTexts(ByteSource source) {
        int count = source.readCount(MIN_MEMBER);
        Collection<String> elements = noMembers(count);
        for (int left = count; left > 0; left--) {
            addUnlessThere(source.readLengthAndText(), elements);
        }
        return AttributeValue.ofStrings(elements);
    }

    private static NumberSetValue readNumbers(ByteSource source) {
        int count = source.readCount(MIN_MEMBER);
        Collection<NumberValue> elements = noMembers(count);
        for (int left = count; left > 0; left--) {
            addUnlessThere(readNumber(source), elements);
        }
        return AttributeValue.ofNumbers(elements);
    }

    private static BinarySetValue readBinaries(ByteSource source) {
        int count = source.readCount(MIN_MEMBER);
        Collection<BinaryValue> elements = noMembers(count);
        for (int left = count; left > 0; left--) {
            addUnlessThere(readBinary(source), elements);
        }
        return AttributeValue.ofBinaries(elements);
    }

    private static ListValue readList(ByteSource source, int depthLeft) {
        requireDepth(depthLeft);
        int count = source.readCount(MIN_ELEMENT);
        List<AttributeValue> elements = new ArrayList<>(Math.min(count, MOST_EXPECTED));
        for (int left = count; left > 0; left--) {
            elements.add(read(source, depthLeft));
        }
        return AttributeValue.ofList(elements);
    }

    private static MapValue readMap(ByteSource source, int depthLeft) {
        requireDepth(depthLeft);
        int count = source.readCount(MIN_ENTRY);
        MapValue.Builder entries = MapValue.builder(Math.min(count, MOST_EXPECTED));
        for (int left = count; left > 0; left--) {
            if (source.readByte() != 0 || source.readByte() != S) {
                throw new MalformedException("a map's key is not a text");
            }
            if (!entries.add(source.readLengthAndText(), read(source, depthLeft))) {
                throw new MalformedException("a map holds a key twice");
            }
        }
        return entries.build();
    }

    private static void requireDepth(int depthLeft) {
        if (depthLeft < 0) {
            throw new MalformedException("lists and maps are nested too deep");
        }
    }
}
