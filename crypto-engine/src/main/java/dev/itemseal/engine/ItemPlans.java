package dev.itemseal.engine;

import dev.itemseal.api.ReservedAttributes;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers plans, a bounded number of bounded size: names come from items, so they may be hostile. A plan that is pushed
 * out is made again when it is needed. Safe for use by several threads.
 */
final class ItemPlans {

    /** A power of two, as is the number of slots for large ones. */
    private static final int SLOTS = 128;

    private static final int SLOTS_FOR_LARGE = 16;

    /** Plans for items with more attributes are large. */
    private static final int MAX_NAMES = 256;

    /** Plans for items with more attributes are not remembered. */
    private static final int MAX_NAMES_OF_LARGE = 2048;

    private final AtomicReferenceArray<ItemPlan> ordinary = new AtomicReferenceArray<>(SLOTS);
    private final AtomicReferenceArray<ItemPlan> large = new AtomicReferenceArray<>(SLOTS_FOR_LARGE);
    private final ReservedAttributes reserved;

    ItemPlans(ReservedAttributes reserved) {
        this.reserved = reserved;
    }

    ItemPlan planFor(ItemPlan.Subject subject, Scratch scratch) {
        AtomicReferenceArray<ItemPlan> slots = scratch.count() <= MAX_NAMES ? ordinary : large;
        int slot = hash(subject, scratch) & (slots.length() - 1);
        ItemPlan remembered = slots.getAcquire(slot);
        if (remembered != null && remembered.fits(subject, scratch.names(), scratch.count())) {
            return remembered;
        }
        ItemPlan plan =
                new ItemPlan(subject, Arrays.copyOf(scratch.names(), scratch.count()), reserved, scratch.sha256());
        if (scratch.count() <= MAX_NAMES_OF_LARGE) {
            slots.setRelease(slot, plan);
        }
        return plan;
    }

    private static int hash(ItemPlan.Subject subject, Scratch scratch) {
        int hash = System.identityHashCode(subject.actions()) * 31
                + subject.dialect().hashCode();
        for (int i = 0; i < scratch.count(); i++) {
            hash = hash * 31 + scratch.names()[i].hashCode();
        }
        return (hash * 0x9E3779B9) >>> 25;
    }
}
