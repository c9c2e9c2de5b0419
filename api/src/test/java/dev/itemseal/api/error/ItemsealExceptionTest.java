package dev.itemseal.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemsealExceptionTest {

    private final Throwable cause = new IllegalStateException("behind it");

    @Test
    void eachKindKeepsReasonMessageAndCause() {
        List<ItemsealException> withCause = List.of(
                new InvalidItemException(Reason.INVALID_SET, "message", cause),
                new ItemRefusedException(Reason.INVALID_SET, "message", cause),
                new MaterialsException(Reason.INVALID_SET, "message", true, cause),
                new StoreException(Reason.INVALID_SET, "message", true, cause),
                new ConfigurationException(Reason.INVALID_SET, "message", cause),
                new PluginException(Reason.INVALID_SET, "message", cause));
        List<ItemsealException> without = List.of(
                new InvalidItemException(Reason.NOT_AUTHENTIC, "text"),
                new ItemRefusedException(Reason.NOT_AUTHENTIC, "text"),
                new MaterialsException(Reason.NOT_AUTHENTIC, "text"),
                new StoreException(Reason.NOT_AUTHENTIC, "text"),
                new ConfigurationException(Reason.NOT_AUTHENTIC, "text"),
                new PluginException(Reason.NOT_AUTHENTIC, "text"));

        assertThat(withCause).allSatisfy(e -> {
            assertThat(e).hasMessage("message").hasCause(cause);
            assertThat(e.reason()).isEqualTo(Reason.INVALID_SET);
        });
        assertThat(without).allSatisfy(e -> {
            assertThat(e).hasMessage("text").hasNoCause();
            assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        });
        assertThat(withCause.stream().<Class<?>>map(Object::getClass).toList())
                .containsExactlyInAnyOrder(ItemsealException.class.getPermittedSubclasses());
    }

    @Test
    void aLastingConditionIsNotRetryable() {
        assertThat(new MaterialsException(Reason.NO_SIGNING_KEY, "text").retryable())
                .isFalse();
        assertThat(new MaterialsException(Reason.KEY_UNAVAILABLE, "text", true, null).retryable())
                .isTrue();
    }

    @Test
    void aStoreTellsWhetherToTryAgainAndWhatWasInTheWay() {
        assertThat(new StoreException(Reason.CONDITION_FAILED, "text").retryable())
                .isFalse();
        assertThat(new StoreException(Reason.CONDITION_FAILED, "text").failedRequests())
                .isEmpty();
        StoreException cancelled = new StoreException("text", List.of(0, 2), true);
        assertThat(cancelled.reason()).isEqualTo(Reason.TRANSACTION_CANCELLED);
        assertThat(cancelled.retryable()).isTrue();
        assertThat(cancelled.failedRequests()).containsExactly(0, 2);
    }

    @Test
    void noneIsWithoutAReason() {
        assertThatNullPointerException().isThrownBy(() -> new ItemRefusedException(null, "text"));
    }
}
