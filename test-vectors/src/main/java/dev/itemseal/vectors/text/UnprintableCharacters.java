package dev.itemseal.vectors.text;

import java.util.function.IntPredicate;

/** Characters that move, colour or hide text on a terminal, break lines, or are half a one and so have no UTF-8 form. */
public final class UnprintableCharacters {

    private UnprintableCharacters() {}

    /**
     * Tells whether a character is one of them.
     *
     * @param codePoint the character
     * @return whether it is
     */
    public static boolean contain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * Puts the escapes that JSON has in their place.
     *
     * @param text any text
     * @param kept tells which of them stay
     * @return the text without the others
     */
    public static String escape(String text, IntPredicate kept) {
        IntPredicate escaped = codePoint -> contain(codePoint) && !kept.test(codePoint);
        if (text.codePoints().noneMatch(escaped)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (escaped.test(codePoint)) {
                for (char half : Character.toChars(codePoint)) {
                    printable.append(String.format("\\u%04x", (int) half));
                }
            } else {
                printable.appendCodePoint(codePoint);
            }
        });
        return printable.toString();
    }
}
