package dev.itemseal.adapter.awssdk2.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.StoreException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

    private static Projection parse(String text) {
        return Projection.parse(new ExpressionText("The projection", text, Map.of("#a", "a.b")));
    }

    @Test
    void tellsWhichAttributesAreReadWhole() {
        assertThat(parse("#a,b , c.d, e[0]").whole()).containsExactly("a.b", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a,", "a b", ":v", "size(a)", "*", "#unknown"})
    void refuses(String text) {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> parse(text));
    }
}
