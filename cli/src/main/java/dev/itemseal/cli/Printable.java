package dev.itemseal.cli;

import dev.itemseal.vectors.text.UnprintableCharacters;

/** Text from items and files, made fit for a terminal: whoever writes a table must not write on the reader's screen. */
final class Printable {

    private Printable() {}

    /** The text with control characters and halves of characters as the escapes that JSON has; on one line. */
    static String of(String text) {
        return UnprintableCharacters.escape(text, codePoint -> false);
    }
}
