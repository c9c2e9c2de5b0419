package dev.itemseal.adapter.awssdk2.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an expression says: it is read, with all that it touches, or refused as ours. */
class ExpressionProperties {

    private static final Map<String, String> NAMES = Map.of("#n", "named", "#m", "more");

    private static ExpressionText text(String text) {
        return new ExpressionText("The expression", text, NAMES);
    }

    @Property(tries = 3_000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        readOrRefused(text);
    }

    @Property(tries = 5_000)
    void anyTokensAreReadOrRefused(@ForAll("tokens") String text) {
        readOrRefused(text);
    }

    private static void readOrRefused(String text) {
        for (Consumer<ExpressionText> parser :
                List.<Consumer<ExpressionText>>of(Condition::parse, Update::parse, Projection::parse)) {
            try {
                parser.accept(text(text));
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST);
            }
        }
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(
                        "a",
                        "#n",
                        ":v",
                        "=",
                        "<>",
                        "<",
                        ">=",
                        "(",
                        ")",
                        "[",
                        "]",
                        "0",
                        ".",
                        ",",
                        "+",
                        "-",
                        "AND",
                        "or",
                        "NOT",
                        "IN",
                        "BETWEEN",
                        "SET",
                        "remove",
                        "ADD",
                        "DELETE",
                        "size",
                        "contains",
                        "attribute_exists",
                        "if_not_exists",
                        "list_append",
                        "#x",
                        " ",
                        "\n")
                .list()
                .ofMaxSize(25)
                .map(tokens -> String.join(" ", tokens));
    }

    /** A condition that is valid, and the attributes that it compares. */
    record Known(String text, Set<String> compared) {

        Known in(String before, String after) {
            return new Known(before + text + after, compared);
        }

        static Known of(Known left, String between, Known right) {
            Set<String> compared = new HashSet<>(left.compared);
            compared.addAll(right.compared);
            return new Known(left.text + between + right.text, compared);
        }
    }

    @Property
    void noComparisonIsMissed(@ForAll("conditions") Known condition) {
        assertThat(Condition.parse(text(condition.text())).compared()).isEqualTo(condition.compared());
    }

    @Provide
    Arbitrary<Known> conditions() {
        return conditions(4);
    }

    private Arbitrary<Known> conditions(int depth) {
        if (depth == 0) {
            return clauses();
        }
        Arbitrary<Known> deeper = Arbitraries.lazy(() -> conditions(depth - 1));
        return Arbitraries.oneOf(
                clauses(),
                deeper.map(condition -> condition.in("(", " )")),
                deeper.map(condition -> condition.in(anyCase("NOT", condition.text()) + " ( ", ")")),
                Combinators.combine(deeper, deeper, Arbitraries.of("AND", "OR"))
                        .as((left, right, operator) ->
                                Known.of(left, " " + anyCase(operator, left.text()) + "\n", right)));
    }

    private static String anyCase(String keyword, String seed) {
        return seed.length() % 2 == 0 ? keyword : keyword.toLowerCase(Locale.ROOT);
    }

    private Arbitrary<Known> clauses() {
        Arbitrary<Known> operand = Arbitraries.oneOf(
                paths(), Arbitraries.just(new Known(":v", Set.of())), paths().map(path -> path.in("size( ", ")")));
        Arbitrary<String> comparators = Arbitraries.of("=", "<>", "<", "<=", ">", ">=");
        return Arbitraries.oneOf(
                Combinators.combine(operand, comparators, operand)
                        .as((left, comparator, right) -> Known.of(left, comparator, right)),
                Combinators.combine(operand, operand, operand)
                        .as((value, low, high) -> Known.of(Known.of(value, " between ", low), " AND ", high)),
                Combinators.combine(operand, operand, operand)
                        .as((value, first, second) -> Known.of(Known.of(value, " IN (", first), ",", second)
                                .in("", ")")),
                Combinators.combine(paths(), operand)
                        .as((path, prefix) -> Known.of(path, ",", prefix).in("begins_with(", ")")),
                Arbitraries.of("a", "#n").map(name -> new Known("attribute_exists(" + name + ")", Set.of())));
    }

    private static Arbitrary<Known> paths() {
        Arbitrary<Known> names = Arbitraries.of(
                new Known("a", Set.of("a")),
                new Known("b_2", Set.of("b_2")),
                new Known("#n", Set.of("named")),
                new Known("#m", Set.of("more")));
        return Combinators.combine(names, Arbitraries.of("", ".x", "[0]", ".#n[12].y"))
                .as((name, rest) -> name.in("", rest));
    }
}
