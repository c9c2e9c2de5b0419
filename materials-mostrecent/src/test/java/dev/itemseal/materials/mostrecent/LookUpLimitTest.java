package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The limit of look-ups in vain")
class LookUpLimitTest {

    private final MaterialsException lasting = new MaterialsException(Reason.KEY_UNAVAILABLE, "It was changed");
    private final MaterialsException passing =
            new MaterialsException(Reason.KEY_UNAVAILABLE, "The store is busy", true, null);

    private final MovedClock clock = new MovedClock();
    private final LookUpLimit limit = new LookUpLimit(clock);

    private void assertClosed() {
        MaterialsException refusal =
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> limit.enter());
        assertThat(refusal.retryable()).isTrue();
    }

    private void failAsOftenAsAllowed() {
        for (int i = 0; i < LookUpLimit.AT_ONCE; i++) {
            limit.enter();
            limit.failed(lasting);
        }
        assertClosed();
    }

    @Test
    @DisplayName("so many at once, then one for each second, and all again after a rest")
    void failures() {
        failAsOftenAsAllowed();
        for (int second = 0; second < 3; second++) {
            clock.move(LookUpLimit.RECOVERY.minusNanos(1));
            assertClosed();
            clock.move(Duration.ofNanos(1));
            limit.enter();
            assertClosed();
        }
        clock.move(Duration.ofDays(1));
        failAsOftenAsAllowed();
    }

    @Test
    @DisplayName("those that are under way count, those that find something don't")
    void successes() {
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < LookUpLimit.AT_ONCE; i++) {
                limit.enter();
            }
            assertClosed();
            for (int i = 0; i < LookUpLimit.AT_ONCE; i++) {
                limit.found();
            }
        }
        failAsOftenAsAllowed();
    }

    @Test
    @DisplayName("those that only wait for a slow store accuse nobody")
    void slowStore() {
        for (int i = 0; i < LookUpLimit.AT_ONCE; i++) {
            limit.enter();
        }

        assertThat(assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, limit::enter))
                .hasMessageContaining("being looked up or could not be had: the store is slow");
    }

    @Test
    @DisplayName("an outage closes it for a second, and counts for nothing")
    void outage() {
        limit.enter();
        limit.failed(passing);
        clock.move(RecentFailure.PASSING.minusNanos(1));
        assertClosed();
        clock.move(Duration.ofNanos(1));
        failAsOftenAsAllowed();
    }

    @Test
    @DisplayName("an interrupted thread is no outage")
    void interruption() {
        limit.enter();
        Thread.currentThread().interrupt();
        try {
            limit.failed(passing);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        failAsOftenAsAllowed();
    }

    @Test
    @DisplayName("a clock that is set back closes it for no longer")
    void clockThatIsSetBack() {
        limit.enter();
        limit.failed(passing);
        clock.move(Duration.ofDays(-1));
        failAsOftenAsAllowed();
        clock.move(Duration.ofDays(-1));
        failAsOftenAsAllowed();
    }
}
