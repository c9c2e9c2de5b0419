package dev.itemseal.engine;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.util.Arrays;

/**
 * The bytes that an item's signature covers (rules STS-1 to STS-5). Public for those who check another implementation of
 * the format against this one. Stateless.
 */
public final class StringToSign {

    private StringToSign() {}

    /**
     * Builds the string to sign of an item.
     *
     * @param tableName the table's name
     * @param stored the item as it is stored, with or without the reserved attributes, which have their usual names
     * @param actions what was done to its attributes
     * @param dialect the order of names, map keys and set members
     * @return the bytes, fresh
     * @throws dev.itemseal.api.error.InvalidItemException if a signed attribute holds what no table stores
     */
    public static byte[] of(String tableName, Item stored, AttributeActions actions, Dialect dialect) {
        Scratch scratch = new Scratch(null);
        ItemArrays item = new ItemArrays(stored);
        ItemPlan plan = new ItemPlan(
                new ItemPlan.Subject(tableName, actions, dialect),
                item.names(),
                ReservedAttributes.DEFAULT,
                scratch.sha256());
        return Arrays.copyOf(build(item, plan, FormatV0.MAX_DEPTH_TO_READ, scratch), plan.stringToSignLength());
    }

    /** Builds the string in the scratch; the plan tells its length. */
    static byte[] build(ItemArrays item, ItemPlan plan, int maxDepth, Scratch scratch) {
        byte[] target = scratch.stringToSign(plan.stringToSignLength());
        plan.startStringToSign(target);
        AttributeCodec.Writer writer = new AttributeCodec.Writer(plan.dialect(), maxDepth, scratch.stored());
        for (int position = 0; position < plan.signedCount(); position++) {
            int index = plan.signedAt(position);
            digest(item.value(index), item.name(index), writer, scratch);
            scratch.sha256().finish(target, ItemPlan.valueDigestAt(position));
        }
        return target;
    }

    private static void digest(AttributeValue value, String name, AttributeCodec.Writer writer, Scratch scratch) {
        ByteSink serialized = scratch.stored();
        serialized.truncate(0);
        if (value instanceof BinaryValue binary && binary.length() > Sha256.PIECE) {
            AttributeCodec.serializeBinaryHeader(binary.length(), serialized);
            scratch.sha256().update(serialized);
            scratch.sha256().update(binary);
        } else {
            writer.write(name, value);
            scratch.sha256().update(serialized);
        }
    }
}
