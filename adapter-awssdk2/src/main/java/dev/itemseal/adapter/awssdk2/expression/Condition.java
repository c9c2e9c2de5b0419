package dev.itemseal.adapter.awssdk2.expression;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a condition, filter or key condition does with attributes.
 *
 * @param compared the attributes whose value, type or size matters, or a part of which does
 * @param equalities the attributes that must equal a value for the condition to hold, with the placeholder of that value
 * @param alternative whether it is one of several conditions that must hold, so that it needs parentheses to join another
 */
public record Condition(Set<String> compared, Map<String, String> equalities, boolean alternative) {

    /**
     * Reads a condition.
     *
     * @param expression the condition, filter or key condition
     * @return what it does with attributes
     * @throws dev.itemseal.api.error.StoreException with {@code INVALID_REQUEST} if it can't be read
     */
    public static Condition parse(ExpressionText expression) {
        Parser parser = new Parser(new Tokens(expression));
        Part part = parser.alternatives();
        parser.tokens.expectEnd();
        return new Condition(parser.compared, part.equalities(), part.alternative());
    }

    private record Part(Map<String, String> equalities, boolean alternative) {

        static final Part ANY = new Part(Map.of(), false);
    }

    /** One operand of a comparison: a path, a value or what a function gives. */
    private record Operand(Optional<AttributePath> path, Optional<String> value) {}

    private static final class Parser {

        private final Tokens tokens;
        private final Set<String> compared = new LinkedHashSet<>();

        Parser(Tokens tokens) {
            this.tokens = tokens;
        }

        Part alternatives() {
            Part first = conjunction();
            if (!tokens.peek().isKeyword("OR")) {
                return first;
            }
            while (tokens.takeKeyword("OR")) {
                conjunction();
            }
            return new Part(Map.of(), true);
        }

        private Part conjunction() {
            Map<String, String> equalities = new HashMap<>(negation().equalities());
            while (tokens.takeKeyword("AND")) {
                equalities.putAll(negation().equalities());
            }
            return new Part(equalities, false);
        }

        private Part negation() {
            if (!tokens.takeKeyword("NOT")) {
                return clause();
            }
            tokens.enter();
            negation();
            tokens.leave();
            return Part.ANY;
        }

        private Part clause() {
            if (tokens.takeSymbol("(")) {
                tokens.enter();
                Part inner = alternatives();
                tokens.leave();
                tokens.expectSymbol(")");
                return inner.alternative() ? Part.ANY : inner;
            }
            Optional<String> function = tokens.takeFunction();
            if (function.isEmpty()) {
                return comparison(operand());
            }
            if (function.get().equals("size")) {
                return comparison(size());
            }
            test(function.get());
            return Part.ANY;
        }

        private void test(String function) {
            switch (function) {
                case "attribute_exists", "attribute_not_exists" -> {
                    AttributePath path = tokens.expectPath();
                    // Within an attribute, whether something is there depends on the attribute's value.
                    if (!path.whole()) {
                        compared.add(path.attributeName());
                    }
                }
                case "attribute_type", "begins_with", "contains" -> {
                    operand();
                    tokens.expectSymbol(",");
                    operand();
                }
                default -> throw tokens.unreadable("a function of DynamoDB before this");
            }
            tokens.expectSymbol(")");
        }

        private Part comparison(Operand left) {
            if (tokens.takeKeyword("BETWEEN")) {
                operand();
                if (!tokens.takeKeyword("AND")) {
                    throw tokens.unreadable("AND and the upper bound");
                }
                operand();
                return Part.ANY;
            }
            if (tokens.takeKeyword("IN")) {
                tokens.expectSymbol("(");
                do {
                    operand();
                } while (tokens.takeSymbol(","));
                tokens.expectSymbol(")");
                return Part.ANY;
            }
            if (tokens.takeSymbol("=")) {
                return equality(left, operand());
            }
            for (String comparator : new String[] {"<>", "<=", ">=", "<", ">"}) {
                if (tokens.takeSymbol(comparator)) {
                    operand();
                    return Part.ANY;
                }
            }
            throw tokens.unreadable("a comparison");
        }

        private static Part equality(Operand left, Operand right) {
            boolean attributeFirst = left.path().isPresent();
            Operand attribute = attributeFirst ? left : right;
            Operand value = attributeFirst ? right : left;
            return attribute.path().filter(AttributePath::whole).isPresent()
                            && value.value().isPresent()
                    ? new Part(
                            Map.of(
                                    attribute.path().get().attributeName(),
                                    value.value().get()),
                            false)
                    : Part.ANY;
        }

        private Operand operand() {
            if (tokens.takeSymbol("(")) {
                tokens.enter();
                Operand inner = operand();
                tokens.leave();
                tokens.expectSymbol(")");
                return inner;
            }
            Optional<String> value = tokens.takeValue();
            if (value.isPresent()) {
                return new Operand(Optional.empty(), value);
            }
            Optional<String> function = tokens.takeFunction();
            if (function.isEmpty()) {
                return new Operand(Optional.of(comparedPath()), Optional.empty());
            }
            if (!function.get().equals("size")) {
                throw tokens.unreadable("an operand before this");
            }
            return size();
        }

        private Operand size() {
            comparedPath();
            tokens.expectSymbol(")");
            return new Operand(Optional.empty(), Optional.empty());
        }

        private AttributePath comparedPath() {
            AttributePath path = tokens.expectPath();
            compared.add(path.attributeName());
            return path;
        }
    }
}
