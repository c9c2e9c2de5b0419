package dev.itemseal.engine.format;

import dev.itemseal.api.Dialect;
import java.util.Arrays;
import java.util.Comparator;

/** The orders of names, map keys and set members in each dialect (rules ORD-1 to ORD-4). */
public final class Ordering {

    private Ordering() {}

    /**
     * Gives the order of texts.
     *
     * @param dialect the dialect
     * @return compares by UTF-16 units, or by code points
     */
    public static Comparator<String> ofTexts(Dialect dialect) {
        return dialect == Dialect.JAVA ? Comparator.naturalOrder() : Ordering::compareCodePoints;
    }

    /** Sorts texts; without a comparator, which is how the platform compares texts fastest, where their own order will do. */
    static void sort(String[] texts, Dialect dialect) {
        if (dialect == Dialect.JAVA) {
            Arrays.sort(texts);
        } else {
            Arrays.sort(texts, ofTexts(dialect));
        }
    }

    /**
     * Gives the order of byte strings.
     *
     * @param dialect the dialect
     * @return compares by signed, or by unsigned bytes
     */
    static Comparator<byte[]> ofBinaries(Dialect dialect) {
        return dialect == Dialect.JAVA ? Arrays::compare : Arrays::compareUnsigned;
    }

    private static int compareCodePoints(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Puts surrogates, which stand for the code points above U+FFFF, behind all other units. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
