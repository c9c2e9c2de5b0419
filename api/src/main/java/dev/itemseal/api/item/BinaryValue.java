package dev.itemseal.api.item;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A byte string (B), which may be empty.
 *
 * <p>The order of byte strings is that of their bytes as unsigned numbers; one that goes on where another ends comes after it.
 */
// Anybody can make byte strings of one hash. A hash table finds those fast that can be compared.
public final class BinaryValue implements AttributeValue, Comparable<BinaryValue> {

    private final byte[] array;
    private final int offset;
    private final int length;

    private BinaryValue(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Makes a byte string.
     *
     * @param bytes the content, which is copied
     * @return the value
     */
    public static BinaryValue copyOf(byte[] bytes) {
        return new BinaryValue(bytes.clone(), 0, bytes.length);
    }

    /**
     * Makes a byte string on a part of an array without copying it: for code that has just made the array and gives it
     * away. Whoever changes the array afterwards breaks the promise that values are immutable.
     *
     * @param array the array, which must not be changed from now on
     * @param offset where the content begins, in bytes
     * @param length how long it is, in bytes
     * @return the value
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static BinaryValue wrapping(byte[] array, int offset, int length) {
        return new BinaryValue(array, offset, length);
    }

    /** {@return the length in bytes} */
    public int length() {
        return length;
    }

    /** {@return a copy of the content} */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** {@return the content as a read-only buffer of its own position, without a copy} */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * Copies a part of the content into an array.
     *
     * @param from where the part begins in this value, in bytes
     * @param target where the bytes go
     * @param at where they begin in the target, in bytes
     * @param count how many bytes
     * @throws IndexOutOfBoundsException if either range is out of bounds
     */
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        System.arraycopy(array, offset + from, target, at, count);
    }

    @Override
    public AttributeType type() {
        return AttributeType.B;
    }

    @Override
    public int compareTo(BinaryValue other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryValue binary
                && Arrays.equals(
                        array, offset, offset + length, binary.array, binary.offset, binary.offset + binary.length);
    }

    @Override
    public int hashCode() {
        return asReadOnlyBuffer().hashCode();
    }

    @Override
    public String toString() {
        return "B(hidden)";
    }
}
