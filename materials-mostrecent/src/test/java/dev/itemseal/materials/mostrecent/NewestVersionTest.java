package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a look-up for writing tells of the newest version")
class NewestVersionTest {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final MovedClock clock = new MovedClock();
    private final Versions store = new Versions();
    private final NewestVersion.Timing timing = new NewestVersion.Timing(
            new CachedValue.Lifetime(TTL, Duration.ZERO),
            Optional.empty(),
            new CachedValue.Surroundings(clock, Runnable::run));
    private final NewestVersion newest =
            new NewestVersion("name", store, new KeptVersions(store, timing, 10), new HighestWritten(10), timing);

    /** Has versions up to a number, and does something else while it is asked for one. */
    private static final class Versions implements ProviderStore {

        private long last;
        private Runnable meanwhile = () -> {};

        @Override
        public OptionalLong newestVersion(String materialName) {
            return OptionalLong.of(last);
        }

        @Override
        public Optional<MaterialsProvider> provider(String materialName, long version) {
            meanwhile.run();
            return Optional.of(new NoMaterials());
        }

        @Override
        public MaterialsProvider getOrCreate(String materialName, long version) {
            throw new AssertionError("there is a version");
        }

        @Override
        public long createNext(String materialName) {
            throw new AssertionError("nobody asked for it");
        }
    }

    private static final class NoMaterials implements MaterialsProvider {

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            throw new AssertionError("nothing is read");
        }
    }

    @Test
    @DisplayName("a newer one that was found meanwhile stays known")
    void neverLower() {
        store.meanwhile = () -> {
            store.last = 2;
            assertThat(newest.known().value()).isEqualTo(2);
        };
        assertThat(newest.toWrite().version().version()).isZero();
        assertThat(newest.known().kept()).contains(2L);
    }

    @Test
    @DisplayName("its age counts from the start of the look-up")
    void age() {
        store.meanwhile = () -> clock.move(TTL);
        assertThat(newest.toWrite().version().version()).isZero();
        store.last = 1;
        assertThat(newest.known().value()).isEqualTo(1);
    }

    @Test
    @DisplayName("which version is gone is told, also when more names were written under than are remembered")
    void forgottenMark() {
        HighestWritten written = new HighestWritten(1);
        NewestVersion gone = new NewestVersion("name", store, new KeptVersions(store, timing, 10), written, timing);
        written.raise("name", 1, 0);
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, gone::toWrite);
        written.raise("other", 1, 0);

        assertThat(assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, gone::toWrite))
                .hasMessageContaining("neither version 1 of");
    }
}
