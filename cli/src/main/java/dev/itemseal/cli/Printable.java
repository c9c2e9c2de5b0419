package dev.itemseal.cli;

/** Text from items and files, made fit for a terminal: whoever writes a table must not write on the reader's screen. */
final class Printable {

    private Printable() {}

    /** The text with control characters and halves of characters as the escapes that JSON has; on one line. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            int type = Character.getType(codePoint);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
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
