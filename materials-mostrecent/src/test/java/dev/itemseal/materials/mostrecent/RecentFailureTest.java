package dev.itemseal.materials.mostrecent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A failure that is remembered")
class RecentFailureTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    static Stream<ItemsealException> ofTheContract() {
        Exception cause = new Exception("What was behind it");
        return Stream.of(
                new MaterialsException(Reason.KEY_UNAVAILABLE, "It failed", true, cause),
                new MaterialsException(Reason.KEY_UNAVAILABLE, "It failed", false, cause),
                new ConfigurationException(Reason.INVALID_SETTING, "It failed", cause),
                new PluginException(Reason.PLUGIN_CONTRACT, "It failed", cause));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("is told as what it was, with its cause, by an exception of its own")
    void ofTheContract(ItemsealException failure) {
        assertThat(RecentFailure.ofTheContract(failure)).isSameAs(failure);

        ItemsealException again = new RecentFailure(failure, NOW).again();

        assertThat(again).isNotSameAs(failure).hasSameClassAs(failure).hasMessage("It failed");
        assertThat(again.getCause()).isNotNull().isSameAs(failure.getCause());
        assertThat(again.reason()).isEqualTo(failure.reason());
        assertThat(RecentFailure.passes(again)).isEqualTo(RecentFailure.passes(failure));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("that a store must not throw is told as the store's fault, without its text")
    void others(RuntimeException failure) {
        assertThat(RecentFailure.ofTheContract(failure))
                .isInstanceOfSatisfying(
                        PluginException.class, told -> assertThat(told.reason()).isEqualTo(Reason.PLUGIN_CONTRACT))
                .hasCause(failure)
                .hasMessageContaining(failure.getClass().getSimpleName())
                .hasMessageNotContaining("secret");
    }

    static Stream<RuntimeException> others() {
        return Stream.of(
                new IllegalStateException("What may be secret"),
                new StoreException(Reason.STORE_UNAVAILABLE, "What may be secret", true, null),
                new ItemRefusedException(Reason.NOT_AUTHENTIC, "What may be secret"));
    }
}
