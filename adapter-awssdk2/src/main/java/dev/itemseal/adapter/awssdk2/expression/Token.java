package dev.itemseal.adapter.awssdk2.expression;

/**
 * What an expression is made of.
 *
 * @param kind what it is
 * @param text as it stands there
 * @param position where it begins, from 0 on
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        /** A name, keyword or function. */
        WORD,
        /** A placeholder of a name, with its number sign. */
        NAME_PLACEHOLDER,
        /** A placeholder of a value, with its colon. */
        VALUE_PLACEHOLDER,
        NUMBER,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
