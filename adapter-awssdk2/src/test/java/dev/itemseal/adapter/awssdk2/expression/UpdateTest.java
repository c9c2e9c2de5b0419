package dev.itemseal.adapter.awssdk2.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {

    private static Update parse(String text) {
        return Update.parse(new ExpressionText("The update", text, Map.of("#a", "a.b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET a = :v | a",
                "set #a = :v, b.c[1] = :w | a.b,b",
                "SET a = b + :v | a,b",
                "SET a = :v - b | a,b",
                "SET a = if_not_exists(b, :v) + c | a,b,c",
                "SET a = list_append(list_append(b, :v), if_not_exists(c.d, e)) | a,b,c,e",
                "SET a = (b + :v) | a,b",
                "SET a = b REMOVE c, d[0] ADD e :v, f :w DELETE g :x | a,b,c,d,e,f,g",
                "remove a | a",
                "Add a.b :v | a",
                "DELETE #a :v | a.b",
            })
    void tellsWhatIsTouched(String text, String attributes) {
        assertThat(parse(text).touched()).containsExactlyInAnyOrder(attributes.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SET",
                "a = :v",
                "SET a",
                "SET a = ",
                "SET a = :v,",
                "SET a = :v b = :w",
                "SET :v = a",
                "SET a = size(b)",
                "SET a = If_Not_Exists(b, :v)",
                "SET a = if_not_exists(b)",
                "SET a = b * :v",
                "REMOVE :v",
                "REMOVE a :v",
                "ADD a",
                "ADD a b",
                "ADD a = :v",
                "UPSERT a = :v",
                "SET a = :v WHERE b = :w",
                "SET #unknown = :v"
            })
    void refuses(String text) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> parse(text))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_REQUEST));
    }
}
