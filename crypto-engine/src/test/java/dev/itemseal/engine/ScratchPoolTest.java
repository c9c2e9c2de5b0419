package dev.itemseal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scratch state is lent to one at a time, used again, and thrown away after a failure. */
class ScratchPoolTest {

    private final ScratchPool pool = new ScratchPool(null);

    @Test
    void theNextItemFindsTheSameScratch() {
        Scratch first = pool.with(scratch -> scratch);

        assertThat(pool.<Scratch>with(scratch -> scratch)).isSameAs(first);
    }

    @Test
    void nobodyGetsWhatIsLent() {
        pool.with(lent -> {
            Scratch other = pool.with(scratch -> scratch);

            assertThat(other).isNotSameAs(lent);
            assertThat(pool.<Scratch>with(scratch -> scratch)).isSameAs(other);
            return lent;
        });
    }

    @Test
    void manyAtOnceAreAllDifferent() {
        List<Scratch> lent = new ArrayList<>();

        borrow(lent, 100);

        assertThat(lent).hasSize(100).doesNotHaveDuplicates();
    }

    private void borrow(List<Scratch> lent, int more) {
        pool.with(scratch -> {
            lent.add(scratch);
            if (more > 1) {
                borrow(lent, more - 1);
            }
            return scratch;
        });
    }

    @Test
    void afterAFailureItIsNeverLentAgain() {
        List<Scratch> failed = new ArrayList<>();
        assertThatThrownBy(() -> pool.with(scratch -> {
                    failed.add(scratch);
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");

        pool.with(scratch -> {
            assertThat(scratch).isNotSameAs(failed.get(0));
            return scratch;
        });
        assertThat(failed.get(0).borrow()).isFalse();
    }

    @Test
    void failuresUseNoPlacesUp() {
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> pool.with(scratch -> {
                        throw new IllegalStateException("half-way");
                    }))
                    .hasMessage("half-way");
        }

        Scratch kept = pool.with(scratch -> scratch);
        assertThat(pool.<Scratch>with(scratch -> scratch)).isSameAs(kept);
    }

    @Test
    void whatComesBackHoldsNothingOfTheItem() {
        Scratch used = pool.with(scratch -> {
            scratch.plaintext().writeText("secret", "name");
            scratch.stored().writeText("secret", "name");
            return scratch;
        });

        assertThat(used.plaintext().array()).containsOnly(0);
        assertThat(used.stored().array()).containsOnly(0);
    }

    @Test
    void whatGrewForAnItemOfVeryManyAttributesIsNotKept() {
        Scratch used = pool.with(scratch -> {
            scratch.ends(5000);
            scratch.stringToSign(5000 * 3 * 32);
            scratch.randomBlocks(5000);
            return scratch;
        });

        assertThat(used.ends(1)).hasSizeLessThan(100);
        assertThat(used.stringToSign(1)).hasSizeLessThan(100_000);
        assertThat(used).extracting("randomBlocks").isEqualTo(new byte[0]);
    }
}
