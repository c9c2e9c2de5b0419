package dev.itemseal.api.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves NUM-1 to NUM-4, with {@link BigDecimal} as the judge. */
class NumberValueTest {

    private static final Pattern GRAMMAR =
            Pattern.compile("(?<mantissa>[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+))([eE](?<exponent>[+-]?[0-9]+))?");

    @ParameterizedTest
    @CsvSource({
        "1E2, 100", "-12.3400, -12.34", "3., 3", ".5, 0.5", "+7, 7", "-0, 0", "0E+5, 0", "007.10, 7.1", "1e-3, 0.001",
        "12E-1, 1.2", "0, 0", "00.00, 0", "-0.0e-7, 0", "10, 10", "-1.5, -1.5", "1E+2, 100", "0.10e1, 1", "120e-1, 12",
        "12.5e1, 125", "0e999999999999999999, 0"
    })
    void canonicalTextOfNum3(String text, String canonical) {
        NumberValue number = AttributeValue.ofNumber(text);

        assertThat(number.canonicalText()).isEqualTo(canonical);
        assertThat(number.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                ".",
                "-.",
                "e1",
                ".e1",
                "1e",
                "1e+",
                "1e-",
                "--1",
                "+-1",
                "1-",
                "1..2",
                "1.2.3",
                "1e1.0",
                "1e1e1",
                "1_0",
                "1,0",
                " 1",
                "1 ",
                "1e 1",
                "0x10",
                "1f",
                "1d",
                "1L",
                "NaN",
                "Infinity",
                "-Infinity",
                "1\u0000",
                "\u0661",
                "\uFF11",
                "1e\u0661",
                "\u22121"
            })
    void refusesWhatNum1DoesNotAllow(String text) {
        assertRefused(text);
    }

    @Example
    void boundsTheTextAndTheCanonicalText() { // NUM-2
        assertThat(AttributeValue.ofNumber("9".repeat(1000)).canonicalText()).hasSize(1000);
        assertThat(AttributeValue.ofNumber("1e999").canonicalText()).hasSize(1000);
        assertThat(AttributeValue.ofNumber("-1e998").canonicalText()).hasSize(1000);
        assertThat(AttributeValue.ofNumber("1e-998").canonicalText()).hasSize(1000);
        assertThat(AttributeValue.ofNumber("-1e-997").canonicalText()).hasSize(1000);
        assertThat(AttributeValue.ofNumber("1." + "9".repeat(998)).canonicalText())
                .hasSize(1000);
        assertThat(AttributeValue.ofNumber("0".repeat(999) + "1").canonicalText())
                .isEqualTo("1");
        assertRefused("9".repeat(1001));
        assertRefused("0".repeat(1000) + "1");
        assertRefused("1e1000");
        assertRefused("-1e999");
        assertRefused("1e-999");
        assertRefused("-1e-998");
        assertRefused("12e-999");
        assertRefused("9".repeat(500) + "e501");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "1e2147483648",
                "1e-2147483648",
                "1e4294967295",
                "1e9223372036854775807",
                "1e9223372036854775808",
                "1e-9223372036854775809",
                "0.1e18446744073709551616"
            })
    void refusesHugeExponentsFromTheTextAlone(String text) { // NUM-2; building any of these would exhaust the memory
        assertRefused(text);
    }

    @Example
    void boundsTheDigitsOfTheExponent() {
        assertThat(AttributeValue.ofNumber("5e" + "0".repeat(900) + "1").canonicalText())
                .isEqualTo("50");
        assertRefused("1e" + "9".repeat(900));
        assertRefused("1e-" + "9".repeat(900));
    }

    @Property(tries = 5000)
    void canonicalTextAgreesWithBigDecimal(@ForAll("notations") String text) { // NUM-3
        BigDecimal judge = new BigDecimal(text);

        NumberValue number = AttributeValue.ofNumber(text);

        assertThat(number.canonicalText()).isEqualTo(canonical(judge));
        assertThat(number.toBigDecimal()).isEqualByComparingTo(judge);
    }

    @Property(tries = 10_000)
    void acceptsExactlyTheGrammar(@ForAll("scribbles") String text) { // NUM-1 to NUM-3, whichever way a text takes
        Optional<String> judgement = judge(text);
        if (judgement.isPresent()) {
            assertThat(AttributeValue.ofNumber(text).canonicalText()).isEqualTo(judgement.get());
        } else {
            assertRefused(text);
        }
    }

    @Property
    void refusesAnythingElseWithoutAnotherError(@ForAll String text) {
        Assume.that(judge(text).isEmpty());

        assertRefused(text);
    }

    @Property
    void fastAndSlowWayAgree(@ForAll("notations") String text) {
        String canonical = AttributeValue.ofNumber(text).canonicalText();

        // A canonical text takes the fast way; a zero before or a plus keeps the same number from it.
        assertThat(AttributeValue.ofNumber(canonical).canonicalText()).isEqualTo(canonical);
        String slow = canonical.startsWith("-") ? "-0" + canonical.substring(1) : "+" + canonical;
        assertThat(AttributeValue.ofNumber(slow).canonicalText()).isEqualTo(canonical);
    }

    @Property
    void numbersCompareAsNumbers(@ForAll("notations") String one, @ForAll("notations") String other) {
        int judgement = new BigDecimal(one).compareTo(new BigDecimal(other));
        NumberValue a = AttributeValue.ofNumber(one);
        NumberValue b = AttributeValue.ofNumber(other);

        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(judgement);
        assertThat(a.equals(b)).isEqualTo(judgement == 0);
        if (judgement == 0) {
            assertThat(a).hasSameHashCodeAs(b);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-0, true",
        "99999999999999999999999999999999999999, true",
        "123456789012345678901234567890123456789, false",
        "12345678901234567890123456789.1234567890, true",
        "12345678901234567890123456789.12345678901, false",
        "0.00000000000000000000000000000000000000000000000001, true",
        "1E-130, true",
        "9.9E-131, false",
        "-1E-130, true",
        "-1E-131, false",
        "9.9999999999999999999999999999999999999E+125, true",
        "-9.9999999999999999999999999999999999999E+125, true",
        "9.99999999999999999999999999999999999999E+125, false",
        "1E+126, false",
        "1E+125, true",
        "100000000000000000000000000000000000000000, true"
    })
    void fitsDynamoDbWithinNum4(String text, boolean fits) {
        assertThat(AttributeValue.ofNumber(text).fitsDynamoDb()).isEqualTo(fits);
    }

    @Property(tries = 5000)
    void fitsDynamoDbAgreesWithBigDecimal(@ForAll("nearTheLimits") String text) { // NUM-4
        BigDecimal judge = new BigDecimal(text).stripTrailingZeros();
        int exponent = judge.precision() - judge.scale() - 1;
        boolean fits = judge.signum() == 0 || (judge.precision() <= 38 && exponent <= 125 && exponent >= -130);

        assertThat(AttributeValue.ofNumber(text).fitsDynamoDb()).isEqualTo(fits);
    }

    @Property
    void takesLongsAndBigDecimals(@ForAll long number, @ForAll BigDecimal decimal) {
        assertThat(AttributeValue.ofNumber(number).toBigDecimal()).isEqualByComparingTo(BigDecimal.valueOf(number));
        assertThat(AttributeValue.ofNumber(decimal).toBigDecimal()).isEqualByComparingTo(decimal);
    }

    @Provide
    Arbitrary<String> notations() {
        return AnyValue.notation();
    }

    @Provide
    Arbitrary<String> scribbles() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("001259.eE+-").ofMaxLength(7),
                Arbitraries.strings().withChars("0019.e- _a\u0661").ofMaxLength(5),
                // Around the bounds of NUM-2, and far beyond them.
                Combinators.combine(
                                Arbitraries.of("", "-", "+"),
                                Arbitraries.of("1", "0", "10", "0.1", ".01", "90.09", "5."),
                                Arbitraries.of("e", "e-", "E+"),
                                Arbitraries.integers().between(990, 1005))
                        .as((sign, digits, mark, exponent) -> sign + digits + mark + exponent),
                Combinators.combine(
                                Arbitraries.integers().between(990, 1005),
                                Arbitraries.of("", ".", ".5", "e1", "e-5"),
                                Arbitraries.of("0", "7"))
                        .as((count, end, digit) -> digit.repeat(count) + end));
    }

    @Provide
    Arbitrary<String> nearTheLimits() {
        Arbitrary<String> digits =
                Arbitraries.strings().withChars("0019").ofMinLength(1).ofMaxLength(42);
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        digits,
                        Arbitraries.strings().withChars("0019").ofMaxLength(42),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(-180, -90),
                                Arbitraries.integers().between(-45, 45),
                                Arbitraries.integers().between(80, 130)))
                .as((sign, before, behind, exponent) -> sign + before + "." + behind + "e" + exponent);
    }

    /** What the rules say of a text: its canonical form, or empty if it is refused. */
    private static Optional<String> judge(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (text.length() > 1000 || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal mantissa = new BigDecimal(matcher.group("mantissa"));
        String exponent = Optional.ofNullable(matcher.group("exponent")).orElse("0");
        if (mantissa.signum() == 0) {
            return Optional.of("0");
        }
        BigInteger power = new BigInteger(exponent.startsWith("+") ? exponent.substring(1) : exponent);
        if (power.abs().compareTo(BigInteger.valueOf(5000)) > 0) {
            return Optional.empty();
        }
        return Optional.of(canonical(mantissa.scaleByPowerOfTen(power.intValueExact())))
                .filter(canonical -> canonical.length() <= 1000);
    }

    private static String canonical(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> AttributeValue.ofNumber(text))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_NUMBER));
    }
}
