package dev.itemseal.materials.mostrecent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

@DisplayName("What was used last is found without a lock")
class LeastRecentlyUsedTest {

    /** The plain map that it must behave like. */
    private static final class Plain extends LinkedHashMap<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        Plain() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > 3;
        }
    }

    @RepeatedTest(20)
    @DisplayName("and forgets exactly what a map with a lock forgets")
    void likeAPlainMap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LeastRecentlyUsed<Integer, Integer> entries = new LeastRecentlyUsed<>(3);
        Plain plain = new Plain();
        for (int step = 0; step < 500; step++) {
            int key = random.nextInt(6);
            int value = step;
            switch (random.nextInt(12)) {
                case 0 -> {
                    entries.removeIf((number, kept) -> number == key);
                    plain.remove(key);
                }
                case 1 -> {
                    entries.remove(key);
                    plain.remove(key);
                }
                case 2, 3, 4, 5 -> assertThat(entries.find(key).orElse(null)).isEqualTo(plain.get(key));
                default ->
                    assertThat(entries.findOrMake(key, number -> value))
                            .isEqualTo(plain.computeIfAbsent(key, number -> value));
            }
        }
    }
}
