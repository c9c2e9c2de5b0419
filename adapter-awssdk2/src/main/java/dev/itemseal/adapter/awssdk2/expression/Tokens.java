package dev.itemseal.adapter.awssdk2.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An expression's tokens, read from left to right. */
final class Tokens {

    /** Nested deeper than any expression that DynamoDB takes. */
    private static final int MAX_DEPTH = 300;

    private final ExpressionText expression;
    private final List<Token> tokens;
    private int next;
    private int depth;

    Tokens(ExpressionText expression) {
        this.expression = expression;
        this.tokens = split(expression);
    }

    private static List<Token> split(ExpressionText expression) {
        String text = expression.text();
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            int end;
            if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
                at++;
                continue;
            } else if (first == '#' || first == ':') {
                end = endOfWord(text, at + 1);
                if (end == at + 1) {
                    throw expression.unreadable(at, "a placeholder of letters, digits and underscores");
                }
                tokens.add(new Token(
                        first == '#' ? Token.Kind.NAME_PLACEHOLDER : Token.Kind.VALUE_PLACEHOLDER,
                        text.substring(at, end),
                        at));
            } else if (isDigit(first)) {
                end = endOfWord(text, at);
                tokens.add(new Token(Token.Kind.NUMBER, text.substring(at, end), at));
            } else if (isOfWord(first)) {
                end = endOfWord(text, at);
                tokens.add(new Token(Token.Kind.WORD, text.substring(at, end), at));
            } else {
                end = endOfSymbol(expression, at);
                tokens.add(new Token(Token.Kind.SYMBOL, text.substring(at, end), at));
            }
            at = end;
        }
        tokens.add(new Token(Token.Kind.END, "", text.length()));
        return tokens;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfSymbol(ExpressionText expression, int at) {
        String text = expression.text();
        if (text.startsWith("<>", at) || text.startsWith("<=", at) || text.startsWith(">=", at)) {
            return at + 2;
        }
        if ("()[],.=<>+-".indexOf(text.charAt(at)) < 0) {
            throw expression.unreadable(at, "a name, a placeholder or an operator");
        }
        return at + 1;
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    Token peek() {
        return tokens.get(next);
    }

    private Token peekAfter() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        if (there) {
            take();
        }
        return there;
    }

    boolean takeKeyword(String keyword) {
        boolean there = peek().isKeyword(keyword);
        if (there) {
            take();
        }
        return there;
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unreadable("'" + symbol + "'");
        }
    }

    void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw unreadable("the end or another part");
        }
    }

    /** Takes the name of a function and its opening parenthesis. */
    Optional<String> takeFunction() {
        if (peek().kind() != Token.Kind.WORD || !peekAfter().isSymbol("(")) {
            return Optional.empty();
        }
        String name = take().text();
        take();
        return Optional.of(name);
    }

    /** Takes the placeholder of a value. */
    Optional<String> takeValue() {
        return peek().kind() == Token.Kind.VALUE_PLACEHOLDER ? Optional.of(take().text()) : Optional.empty();
    }

    String expectValue() {
        return takeValue().orElseThrow(() -> unreadable("the placeholder of a value"));
    }

    AttributePath expectPath() {
        String attribute = expectName();
        boolean whole = true;
        while (true) {
            if (takeSymbol(".")) {
                expectName();
            } else if (takeSymbol("[")) {
                if (take().kind() != Token.Kind.NUMBER) {
                    throw unreadable("the number of an element");
                }
                expectSymbol("]");
            } else {
                return new AttributePath(attribute, whole);
            }
            whole = false;
        }
    }

    private String expectName() {
        Token token = peek();
        if (token.kind() == Token.Kind.WORD) {
            return take().text();
        }
        if (token.kind() != Token.Kind.NAME_PLACEHOLDER) {
            throw unreadable("the name of an attribute");
        }
        String name = expression.names().get(token.text());
        if (name == null) {
            throw unreadable("a placeholder that the names of the request define");
        }
        take();
        return name;
    }

    /** Goes into a part in parentheses or behind a NOT; {@link #leave} comes out again. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw unreadable("an expression that is nested less deeply");
        }
    }

    void leave() {
        depth--;
    }

    RuntimeException unreadable(String expected) {
        return expression.unreadable(peek().position(), expected);
    }
}
