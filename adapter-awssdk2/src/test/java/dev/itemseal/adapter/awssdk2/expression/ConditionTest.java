package dev.itemseal.adapter.awssdk2.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private static Condition parse(String text) {
        return Condition.parse(new ExpressionText("The condition", text, Map.of("#a", "a.b", "#c", "c")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a = :v | a",
                "#a = :v | a.b",
                ":v = a | a",
                "a.b[0].c <> :v | a",
                "a[3][1] < :v | a",
                "#c.#a >= b | c,b",
                "a BETWEEN :x AND b | a,b",
                "a between :x and :y aNd c = :z | a,c",
                "a IN (:x, b, :y) | a,b",
                "begins_with(a, :v) | a",
                "contains(a, b) | a,b",
                "contains(:v, a) | a",
                "attribute_type(a, :t) | a",
                "size(a) > :n | a",
                ":n > size(a) | a",
                "size (a.b) BETWEEN :x AND size(c) | a,c",
                "attribute_exists(a.b) | a",
                "attribute_not_exists(a[1]) | a",
                "NOT (a = :v OR NOT b = :v) | a,b",
                "(((a=:v)AND(b<>:v))OR(c<=:v)) | a,b,c",
            })
    void tellsWhatIsCompared(String text, String attributes) {
        assertThat(parse(text).compared()).containsExactlyInAnyOrder(attributes.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute_exists(a)", "attribute_not_exists(#a)", "not attribute_exists ( a )", ":v = :w"})
    void askingWhetherAnAttributeIsThereComparesNothing(String text) {
        assertThat(parse(text).compared()).isEmpty();
    }

    @Test
    void tellsWhatMustBeEqual() {
        assertThat(parse("#a = :v AND begins_with(c, :p)").equalities()).isEqualTo(Map.of("a.b", ":v"));
        assertThat(parse("(:v = a) AND (b = :w)").equalities()).isEqualTo(Map.of("a", ":v", "b", ":w"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = :v OR b = :w",
                "NOT a = :v",
                "a.b = :v",
                "a = b",
                "a <> :v",
                "size(a) = :v",
                "a IN (:v)",
                "a BETWEEN :v AND :w",
                "(a = :v OR b = :w) AND NOT c = :v"
            })
    void whatNeedNotHoldIsNoEquality(String text) {
        assertThat(parse(text).equalities()).isEmpty();
    }

    @Test
    void tellsWhetherItNeedsParentheses() {
        assertThat(parse("a = :v or b = :w").alternative()).isTrue();
        assertThat(parse("(a = :v or b = :w)").alternative()).isFalse();
        assertThat(parse("a = :v AND (b = :v OR c = :v)").alternative()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                ":v",
                "a =",
                "= :v",
                "a = :v AND",
                "a AND = :v",
                "a = :v b = :w",
                "a = 'literal'",
                "a = 5",
                "a == :v",
                "a != :v",
                "a = :v;",
                "a = :v -- comment",
                "#unknown = :v",
                "# = :v",
                "a = :",
                "a[x] = :v",
                "a[-1] = :v",
                "a. = :v",
                ".a = :v",
                "a..b = :v",
                "a BETWEEN :x",
                "a BETWEEN :x OR :y",
                "a IN ()",
                "a IN :v",
                "(a = :v",
                "a = :v)",
                "()",
                "Size(a) = :v",
                "exists(a)",
                "contains(a)",
                "attribute_exists(:v)",
                "attribute_exists(a, b)",
                "begins_with(a, begins_with(b, :v))",
                "NOT",
                "\u00e4 = :v",
                "a = :v AND \u0000",
                "a\u00a0= :v"
            })
    void refuses(String text) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> parse(text))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST))
                .withMessageContaining("The condition can't be read");
    }

    @Test
    void keepsTheTextOutOfMessages() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> parse("name = 'Alice'"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Alice"));
    }

    @Test
    void refusesBottomlessNesting() {
        refuses("(".repeat(100_000));
        refuses("NOT ".repeat(100_000));
        refuses("a = " + "(".repeat(100_000));
        assertThat(parse("(".repeat(299) + "a = :v" + ")".repeat(299)).compared())
                .isEqualTo(Set.of("a"));
    }
}
