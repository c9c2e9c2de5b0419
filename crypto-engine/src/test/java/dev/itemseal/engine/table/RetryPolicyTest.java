package dev.itemseal.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whatCanNotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, SECOND, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, SECOND, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, Duration.ofNanos(-1), SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, SECOND.minusNanos(1)));
        for (Duration delay : new Duration[] {Duration.ofDays(1).plusNanos(1), Duration.ofSeconds(Long.MAX_VALUE)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, SECOND, delay));
            assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, delay, delay));
        }
    }

    @Test
    void theMostIsAcceptedAndCanBeWaitedFor() {
        RetryPolicy policy = new RetryPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1));

        for (int attempt : new int[] {2, 3, 64, 65, 1_000_000}) {
            policy.delayBefore(attempt).toCompletableFuture().cancel(true);
        }
        new RetryPolicy(Integer.MAX_VALUE, Duration.ofNanos(1), Duration.ofDays(1))
                .delayBefore(Integer.MAX_VALUE)
                .toCompletableFuture()
                .cancel(true);
    }

    @Test
    void theLeastIsAccepted() {
        assertThat(new RetryPolicy(1, Duration.ZERO, Duration.ZERO).maxAttempts())
                .isEqualTo(1);
        assertThat(new RetryPolicy(1, SECOND, SECOND).maxDelay()).isEqualTo(SECOND);
    }
}
