package dev.itemseal.engine;

import dev.itemseal.api.ReservedAttributes;
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

    /** Plans for items whose names have more characters together are not remembered: a name may have 64 KB. */
    private static final int MAX_CHARACTERS = 16 * 1024;

    private static final int MAX_CHARACTERS_OF_LARGE = 64 * 1024;

    private final AtomicReferenceArray<ItemPlan> ordinary = new AtomicReferenceArray<>(SLOTS);
    private final AtomicReferenceArray<ItemPlan> large = new AtomicReferenceArray<>(SLOTS_FOR_LARGE);
    private final ReservedAttributes reserved;

    ItemPlans(ReservedAttributes reserved) {
        this.reserved = reserved;
    }

    ItemPlan planFor(ItemPlan.Subject subject, ItemArrays item, Scratch scratch) {
        AtomicReferenceArray<ItemPlan> slots = item.count() <= MAX_NAMES ? ordinary : large;
        int slot = hash(subject, item.names()) & (slots.length() - 1);
        ItemPlan remembered = slots.getAcquire(slot);
        if (remembered != null && remembered.fits(subject, item.names())) {
            return remembered;
        }
        ItemPlan plan = new ItemPlan(subject, item.names(), reserved, scratch.sha256());
        if (boundedSize(item.names())) {
            slots.setRelease(slot, plan);
        }
        return plan;
    }

    private static boolean boundedSize(String[] names) {
        long characters = 0;
        for (String name : names) {
            characters += name.length();
        }
        return names.length <= MAX_NAMES_OF_LARGE
                && characters <= (names.length <= MAX_NAMES ? MAX_CHARACTERS : MAX_CHARACTERS_OF_LARGE);
    }

    private static int hash(ItemPlan.Subject subject, String[] names) {
        int hash = System.identityHashCode(subject.actions()) * 31
                + subject.dialect().hashCode();
        for (String name : names) {
            hash = hash * 31 + name.hashCode();
        }
        return (hash * 0x9E3779B9) >>> 25;
    }
}
