package dev.itemseal.materials.mostrecent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The highest version that was written under")
class HighestWrittenTest {

    private static final String NAME = "name";

    private final HighestWritten written = new HighestWritten(2);
    private final MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    @Test
    @DisplayName("only rises")
    void rises() {
        assertThat(written.floor(NAME, 0)).isEmpty();
        written.raise(NAME, 3, 0);
        written.raise(NAME, 2, 0);
        assertThat(written.floor(NAME, 0)).contains(3L);
        written.raise(NAME, 4, 0);
        assertThat(written.floor(NAME, 0)).contains(4L);
        assertThat(warnings.messages).isEmpty();
    }

    @Test
    @DisplayName("may fall once after a refresh, which is reported")
    void refreshed() {
        written.raise(NAME, 3, written.refreshes());
        written.refresh();
        written.refresh();
        int now = written.refreshes();

        assertThat(written.floor(NAME, now)).isEmpty();
        written.raise(NAME, 1, now);

        assertThat(written.floor(NAME, now)).contains(1L);
        assertThat(warnings.messages)
                .singleElement()
                .asString()
                .contains("version 1")
                .contains("version 3");
        written.raise(NAME, 2, now);
        assertThat(warnings.messages).hasSize(1);
    }

    @Test
    @DisplayName("that was looked up before a refresh takes the permission of none")
    void lateLookUp() {
        written.raise(NAME, 3, 0);
        written.refresh();

        written.raise(NAME, 3, 0);

        assertThat(written.floor(NAME, 1)).isEmpty();
    }

    @Test
    @DisplayName("is kept for the names that were written under last")
    void names() {
        written.raise("a", 1, 0);
        written.raise("b", 1, 0);
        written.floor("a", 0);
        written.raise("c", 1, 0);

        assertThat(written.floor("a", 0)).contains(1L);
        assertThat(written.floor("b", 0)).isEmpty();
    }
}
