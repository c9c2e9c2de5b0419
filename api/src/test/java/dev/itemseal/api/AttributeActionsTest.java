package dev.itemseal.api;

import static dev.itemseal.api.CryptoAction.DO_NOTHING;
import static dev.itemseal.api.CryptoAction.ENCRYPT_AND_SIGN;
import static dev.itemseal.api.CryptoAction.SIGN_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeActionsTest {

    private static final String[] NAMES = {"a", "b", "c", "d"};

    @Test
    void theExceptionElseTheDefault() { // ACT-1
        AttributeActions actions =
                AttributeActions.withDefault(SIGN_ONLY).with("a", DO_NOTHING).with("b", ENCRYPT_AND_SIGN);

        assertThat(actions.action("a")).isEqualTo(DO_NOTHING);
        assertThat(actions.action("b")).isEqualTo(ENCRYPT_AND_SIGN);
        assertThat(actions.action("c")).isEqualTo(SIGN_ONLY);
        assertThat(actions.defaultAction()).isEqualTo(SIGN_ONLY);
        assertThat(actions.exceptions()).isEqualTo(Map.of("a", DO_NOTHING, "b", ENCRYPT_AND_SIGN));
    }

    @ParameterizedTest
    @CsvSource({"ENCRYPT_AND_SIGN, SIGN_ONLY", "SIGN_ONLY, SIGN_ONLY", "DO_NOTHING, DO_NOTHING"})
    void keysGetAtMostSignOnly(CryptoAction defaultAction, CryptoAction ofKey) { // ACT-2
        AttributeActions actions = AttributeActions.withDefault(defaultAction).withProtectedKeys(Set.of("id", "at"));

        assertThat(actions.action("id")).isEqualTo(ofKey);
        assertThat(actions.action("at")).isEqualTo(ofKey);
        assertThat(actions.action("other")).isEqualTo(defaultAction);
    }

    @ParameterizedTest
    @CsvSource({"SIGN_ONLY", "DO_NOTHING"})
    void aKeysOwnExceptionStays(CryptoAction ofKey) { // ACT-2
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("id", ofKey);

        assertThat(actions.withProtectedKeys(Set.of("id"))).isEqualTo(actions);
    }

    @ParameterizedTest
    @CsvSource({"ENCRYPT_AND_SIGN", "SIGN_ONLY", "DO_NOTHING"})
    void refusesToEncryptAKey(CryptoAction defaultAction) { // ACT-3
        AttributeActions actions = AttributeActions.withDefault(defaultAction).with("id", ENCRYPT_AND_SIGN);

        assertRefused(() -> actions.withProtectedKeys(Set.of("id")), "'id'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*amzn-ddb-map-sig*", "*amzn-ddb-map-desc*"})
    void refusesActionsForReservedNames(String name) { // ACT-4
        for (CryptoAction action : CryptoAction.values()) {
            assertRefused(() -> AttributeActions.encryptAndSignAll().with(name, action), name);
        }
    }

    @Test
    void doesNothingWhereDefaultAndExceptionsDo() { // ACT-5
        AttributeActions nothing = AttributeActions.withDefault(DO_NOTHING);

        assertThat(nothing.doNothing()).isTrue();
        assertThat(nothing.with("a", DO_NOTHING).doNothing()).isTrue();
        assertThat(nothing.withProtectedKeys(Set.of("id")).doNothing()).isTrue();
        assertThat(nothing.with("a", SIGN_ONLY).doNothing()).isFalse();
        assertThat(AttributeActions.withDefault(SIGN_ONLY).with("a", DO_NOTHING).doNothing())
                .isFalse();
        assertThat(AttributeActions.encryptAndSignAll().doNothing()).isFalse();
    }

    @Property
    void mergingCommutes(@ForAll("actions") AttributeActions one, @ForAll("actions") AttributeActions other) {
        assertThat(one.mergedWith(other)).isEqualTo(other.mergedWith(one));
    }

    @Property
    void mergingIsIdempotent(@ForAll("actions") AttributeActions actions) {
        assertThat(actions.mergedWith(actions)).isEqualTo(actions);
    }

    @Property
    void mergingAssociates(
            @ForAll("actions") AttributeActions a,
            @ForAll("actions") AttributeActions b,
            @ForAll("actions") AttributeActions c) {
        AttributeActions left = a.mergedWith(b).mergedWith(c);
        AttributeActions right = a.mergedWith(b.mergedWith(c));

        assertThat(left).isEqualTo(right);
    }

    @Property
    void mergingTakesTheStrongerOne(
            @ForAll("actions") AttributeActions one, @ForAll("actions") AttributeActions other) {
        AttributeActions merged = one.mergedWith(other);

        assertThat(merged.defaultAction()).isEqualTo(max(one.defaultAction(), other.defaultAction()));
        for (String name : NAMES) {
            assertThat(merged.action(name)).isEqualTo(max(one.action(name), other.action(name)));
        }
        assertThat(merged.action("unnamed")).isEqualTo(max(one.action("unnamed"), other.action("unnamed")));
    }

    @Test
    void strengthIsOrdered() {
        assertThat(DO_NOTHING.strongest(SIGN_ONLY)).isEqualTo(SIGN_ONLY);
        assertThat(ENCRYPT_AND_SIGN.strongest(SIGN_ONLY)).isEqualTo(ENCRYPT_AND_SIGN);
        assertThat(DO_NOTHING.weakest(SIGN_ONLY)).isEqualTo(DO_NOTHING);
        assertThat(ENCRYPT_AND_SIGN.weakest(SIGN_ONLY)).isEqualTo(SIGN_ONLY);
        assertThat(SIGN_ONLY.weakest(SIGN_ONLY)).isEqualTo(SIGN_ONLY.strongest(SIGN_ONLY));
    }

    @Test
    void isImmutable() {
        AttributeActions actions = AttributeActions.encryptAndSignAll().with("a", SIGN_ONLY);

        AttributeActions changed = actions.with("a", DO_NOTHING).with("b", DO_NOTHING);

        assertThat(actions.exceptions()).isEqualTo(Map.of("a", SIGN_ONLY));
        assertThat(changed.exceptions()).isEqualTo(Map.of("a", DO_NOTHING, "b", DO_NOTHING));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> actions.exceptions().put("c", SIGN_ONLY));
    }

    @Test
    void equalActionsAreEqual() {
        AttributeActions one = AttributeActions.encryptAndSignAll().with("a", SIGN_ONLY);
        AttributeActions same = AttributeActions.withDefault(ENCRYPT_AND_SIGN)
                .with("a", DO_NOTHING)
                .with("a", SIGN_ONLY);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(AttributeActions.encryptAndSignAll()).isNotEqualTo(one.with("a", DO_NOTHING));
        assertThat(one).hasToString("AttributeActions[default ENCRYPT_AND_SIGN, {a=SIGN_ONLY}]");
    }

    @Test
    void takesNoNull() {
        assertThatNullPointerException().isThrownBy(() -> AttributeActions.withDefault(null));
        AttributeActions actions = AttributeActions.encryptAndSignAll();
        assertThatNullPointerException().isThrownBy(() -> actions.with(null, SIGN_ONLY));
        assertThatNullPointerException().isThrownBy(() -> actions.with("a", null));
    }

    @Provide
    Arbitrary<AttributeActions> actions() {
        Arbitrary<Map<String, CryptoAction>> exceptions =
                Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.of(CryptoAction.class));
        return Combinators.combine(Arbitraries.of(CryptoAction.class), exceptions)
                .as((defaultAction, named) -> {
                    AttributeActions actions = AttributeActions.withDefault(defaultAction);
                    for (Map.Entry<String, CryptoAction> exception : named.entrySet()) {
                        actions = actions.with(exception.getKey(), exception.getValue());
                    }
                    return actions;
                });
    }

    private static CryptoAction max(CryptoAction one, CryptoAction other) {
        EnumSet<CryptoAction> both = EnumSet.of(one, other);
        if (both.contains(ENCRYPT_AND_SIGN)) {
            return ENCRYPT_AND_SIGN;
        }
        return both.contains(SIGN_ONLY) ? SIGN_ONLY : DO_NOTHING;
    }

    private static void assertRefused(ThrowingCallable call, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.INVALID_ACTIONS);
            assertThat(e).hasMessageContaining(named);
        });
    }
}
