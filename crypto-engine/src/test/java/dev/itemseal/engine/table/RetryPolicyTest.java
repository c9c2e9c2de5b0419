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
    }

    @Test
    void theLeastIsAccepted() {
        assertThat(new RetryPolicy(1, Duration.ZERO, Duration.ZERO).maxAttempts())
                .isEqualTo(1);
        assertThat(new RetryPolicy(1, SECOND, SECOND).maxDelay()).isEqualTo(SECOND);
    }
}
