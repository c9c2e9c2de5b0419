package dev.itemseal.materials.mostrecent;

import static dev.itemseal.materials.mostrecent.MetaFixtures.ENCRYPTOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.ITEM;
import static dev.itemseal.materials.mostrecent.MetaFixtures.META_TABLE;
import static dev.itemseal.materials.mostrecent.MetaFixtures.NAME;
import static dev.itemseal.materials.mostrecent.MetaFixtures.OPERATOR;
import static dev.itemseal.materials.mostrecent.MetaFixtures.assertRefused;
import static dev.itemseal.materials.mostrecent.MetaFixtures.decrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.encrypt;
import static dev.itemseal.materials.mostrecent.MetaFixtures.metaStore;
import static dev.itemseal.materials.mostrecent.MetaFixtures.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.WriteRequest;
import dev.itemseal.materials.mostrecent.MetaFixtures.MovedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No item is written under keys that the table doesn't have, and no keys take the place of those that items need. */
@DisplayName("A deleted version whose number is given to other keys")
class DeletedVersionTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration AGE = Duration.ofDays(30);
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(10);

    private final InMemoryItemStore tables = MetaFixtures.tables();
    private final MovedClock clock = new MovedClock();
    private final MetaStore elsewhere = metaStore(tables, clock);
    private final CachingMostRecentProvider writer = builder().build();
    private final MetaFixtures.Warnings warnings = new MetaFixtures.Warnings();

    @AfterEach
    void stopListening() {
        warnings.close();
    }

    /** Loads again in the calling thread, so that what is due has happened when the call returns. */
    private CachingMostRecentProvider.Builder builder() {
        return CachingMostRecentProvider.builder(elsewhere, NAME)
                .timeToLive(TTL)
                .clock(clock)
                .executor(Runnable::run);
    }

    private Item row(long version) {
        return tables.get(new GetRequest(META_TABLE, MetaItem.key(new MaterialsVersion(NAME, version)), true))
                .orElseThrow();
    }

    private void delete(long version) {
        tables.delete(WriteRequest.Delete.of(META_TABLE, MetaItem.key(new MaterialsVersion(NAME, version))));
    }

    /** Leaves version 0 alone in the table; the writer has version 1, and loaded its keys a moment ago. */
    private void refusedAfterDeletion() {
        elsewhere.createNext(NAME);
        elsewhere.createNext(NAME);
        Item item = encrypt(writer);
        clock.move(TTL);
        decrypt(item, writer);
        delete(1);
        encrypt(writer); // looks it up
        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> encrypt(writer));
    }

    @Test
    @DisplayName("a writer that finds its number again writes under the keys that are there, not those that it kept")
    void numberOfOtherKeys() {
        refusedAfterDeletion();
        assertThat(elsewhere.createNext(NAME)).isEqualTo(1);
        clock.move(AFTER_A_REFUSAL);

        Item item = encrypt(writer);

        assertThat(versionOf(item)).isEqualTo("1");
        assertThat(decrypt(item, builder().build())).isEqualTo(ITEM);
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
        clock.move(TTL.multipliedBy(3));
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("a writer that was never refused has the keys that are there from its next look-up on")
    void numberOfOtherKeysUnnoticed() {
        elsewhere.createNext(NAME);
        elsewhere.createNext(NAME);
        Item item = encrypt(writer);
        clock.move(TTL);
        decrypt(item, writer); // its keys are new, what is known of the newest version is old
        clock.move(Duration.ofSeconds(1));
        delete(1);
        elsewhere.createNext(NAME);

        assertThat(decrypt(encrypt(writer), builder().build())).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("the advice that a refused writer gives loses nothing: the deleted version can be restored")
    void advice() {
        Item before = encrypt(writer);
        Item version1 = writtenUnderVersion1();
        Item row = row(1);
        delete(1);
        clock.move(TTL);
        encrypt(writer); // looks it up
        MaterialsException refusal =
                assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> encrypt(writer));
        assertThat(refusal)
                .hasMessageContaining("create version 2 with getOrCreate")
                .hasMessageContaining("not with createNext, which would give version 1 other keys");

        elsewhere.getOrCreate(NAME, 2);
        clock.move(AFTER_A_REFUSAL);
        Item after = encrypt(writer);
        tables.put(WriteRequest.Put.of(META_TABLE, row));

        assertThat(versionOf(after)).isEqualTo("2");
        assertThat(List.of(before, version1, after))
                .allSatisfy(item -> assertThat(decrypt(item, builder().build())).isEqualTo(ITEM));
    }

    @Test
    @DisplayName("items of a version whose number has other keys by now are read with its row in a table of its own")
    void rowInATableOfItsOwn() {
        elsewhere.createNext(NAME);
        Item item = writtenUnderVersion1();
        Item row = row(1);
        delete(1);
        elsewhere.createNext(NAME);
        assertRefused(
                ItemRefusedException.class,
                Reason.NOT_AUTHENTIC,
                () -> decrypt(item, builder().build()));

        tables.createTable(MetaItem.definition("Deleted"));
        tables.put(WriteRequest.Put.of("Deleted", row));
        MetaStore deleted = MetaStore.builder(tables, ENCRYPTOR, OPERATOR, "Deleted")
                .tableNameOverride(TableNameOverride.of(META_TABLE))
                .build();

        assertThat(decrypt(
                        item, CachingMostRecentProvider.builder(deleted, NAME).build()))
                .isEqualTo(ITEM);
    }

    private Item writtenUnderVersion1() {
        elsewhere.createNext(NAME);
        writer.refresh();
        Item item = encrypt(writer);
        assertThat(versionOf(item)).isEqualTo("1");
        return item;
    }

    @Test
    @DisplayName("rotation makes no version anew that this process has read items of, and goes on when it is restored")
    void rotation() {
        CachingMostRecentProvider rotating = builder().rotatingAfter(AGE).build();
        encrypt(rotating);
        elsewhere.createNext(NAME);
        Item ofOther = encrypt(builder().build());
        clock.move(Duration.ofSeconds(1));
        assertThat(decrypt(ofOther, rotating)).isEqualTo(ITEM);
        Item row = row(1);
        delete(1);
        clock.move(AGE.plus(TTL));

        assertThat(versionOf(encrypt(rotating))).isEqualTo("0");
        assertThat(elsewhere.versions(NAME)).containsExactly(0L);
        assertThat(warnings.messages).singleElement().asString().contains("rotation");

        tables.put(WriteRequest.Put.of(META_TABLE, row));
        clock.move(TTL);
        encrypt(rotating); // looks it up
        assertThat(versionOf(encrypt(rotating))).isEqualTo("2");
        assertThat(decrypt(ofOther, rotating)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("the first write makes no version 0 anew that this process has read items of")
    void firstVersion() {
        Item item = encrypt(builder().build());
        assertThat(decrypt(item, writer)).isEqualTo(ITEM);
        Item row = row(0);
        delete(0);

        assertRefused(MaterialsException.class, Reason.KEY_UNAVAILABLE, () -> encrypt(writer));
        assertThat(tables.items(META_TABLE)).isEmpty();

        tables.put(WriteRequest.Put.of(META_TABLE, row));
        clock.move(AFTER_A_REFUSAL);
        assertThat(decrypt(encrypt(writer), builder().build())).isEqualTo(ITEM);
    }
}
