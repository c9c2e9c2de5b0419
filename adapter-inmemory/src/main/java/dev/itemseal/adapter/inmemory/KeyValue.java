package dev.itemseal.adapter.inmemory;

import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A key attribute's value as DynamoDB sorts it: numbers as numbers, texts by their UTF-8 bytes, and bytes unsigned. Values
 * of one type alone are compared.
 */
final class KeyValue implements Comparable<KeyValue> {

    private static final int BYTE_MASK = 0xFF;

    private final byte[] bytes;

    /** Null unless it is a number. */
    private final @Nullable BigDecimal number;

    private KeyValue(byte[] bytes, @Nullable BigDecimal number) {
        this.bytes = bytes;
        this.number = number;
    }

    /** Takes a value of type S, N or B. */
    static KeyValue of(AttributeValue value) {
        if (value.type() == AttributeType.N) {
            NumberValue number = (NumberValue) value;
            return new KeyValue(number.canonicalText().getBytes(StandardCharsets.US_ASCII), number.toBigDecimal());
        }
        return new KeyValue(
                value.type() == AttributeType.S
                        ? ((StringValue) value).text().getBytes(StandardCharsets.UTF_8)
                        : ((BinaryValue) value).toByteArray(),
                null);
    }

    /** The least of all values that are greater than every value that begins with this one; empty if there is none. */
    Optional<KeyValue> afterAllThatBeginWithThis() {
        int last = bytes.length - 1;
        while (last >= 0 && (bytes[last] & BYTE_MASK) == BYTE_MASK) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        byte[] next = Arrays.copyOf(bytes, last + 1);
        next[last]++;
        return Optional.of(new KeyValue(next, null));
    }

    /** A number spread over all of {@code int} that never changes for a value: it cuts tables into segments. */
    int hash() {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public int compareTo(KeyValue other) {
        return number != null && other.number != null
                ? number.compareTo(other.number)
                : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
