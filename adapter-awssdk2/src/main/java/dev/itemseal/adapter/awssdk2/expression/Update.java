package dev.itemseal.adapter.awssdk2.expression;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an update does with attributes.
 *
 * @param touched the attributes that it writes, and those that it reads to do so
 */
public record Update(Set<String> touched) {

    /**
     * Reads an update.
     *
     * @param expression the update
     * @return what it does with attributes
     * @throws dev.itemseal.api.error.StoreException with {@code INVALID_REQUEST} if it can't be read
     */
    public static Update parse(ExpressionText expression) {
        Parser parser = new Parser(new Tokens(expression));
        parser.clauses();
        parser.tokens.expectEnd();
        return new Update(parser.touched);
    }

    private static final class Parser {

        private final Tokens tokens;
        private final Set<String> touched = new LinkedHashSet<>();

        Parser(Tokens tokens) {
            this.tokens = tokens;
        }

        void clauses() {
            do {
                if (tokens.takeKeyword("SET")) {
                    list(this::assignment);
                } else if (tokens.takeKeyword("REMOVE")) {
                    list(this::path);
                } else if (tokens.takeKeyword("ADD") || tokens.takeKeyword("DELETE")) {
                    list(this::pathAndValue);
                } else {
                    throw tokens.unreadable("SET, REMOVE, ADD or DELETE");
                }
            } while (tokens.peek().kind() == Token.Kind.WORD);
        }

        private void list(Runnable element) {
            do {
                element.run();
            } while (tokens.takeSymbol(","));
        }

        private void path() {
            touched.add(tokens.expectPath().attributeName());
        }

        private void pathAndValue() {
            path();
            tokens.expectValue();
        }

        private void assignment() {
            path();
            tokens.expectSymbol("=");
            sum();
        }

        private void sum() {
            do {
                operand();
            } while (tokens.takeSymbol("+") || tokens.takeSymbol("-"));
        }

        private void operand() {
            if (tokens.takeSymbol("(")) {
                nested(this::sum);
                tokens.expectSymbol(")");
                return;
            }
            if (tokens.takeValue().isPresent()) {
                return;
            }
            Optional<String> function = tokens.takeFunction();
            if (function.isEmpty()) {
                path();
                return;
            }
            if (!function.get().equals("if_not_exists") && !function.get().equals("list_append")) {
                throw tokens.unreadable("a function of DynamoDB before this");
            }
            nested(() -> {
                operand();
                tokens.expectSymbol(",");
                operand();
            });
            tokens.expectSymbol(")");
        }

        private void nested(Runnable part) {
            tokens.enter();
            part.run();
            tokens.leave();
        }
    }
}
