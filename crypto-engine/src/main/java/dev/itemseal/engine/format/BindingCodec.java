package dev.itemseal.engine.format;

import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The message that binds a material description to its item (rules BND-2 to BND-4). Stateless. */
public final class BindingCodec {

    /**
     * Begins every message and no string to sign: it is longer than a digest, and a longer string to sign has the digest of
     * an action's label where this has zeros.
     */
    private static final int LABEL_LENGTH = 3 * FormatV0.DIGEST_LENGTH;

    private static final String LABEL = "itemseal/description-binding";
    private static final Set<AttributeType> KEY_TYPES = Set.of(AttributeType.S, AttributeType.N, AttributeType.B);

    private BindingCodec() {}

    /**
     * Builds the message.
     *
     * @param signature the item's signature
     * @param context the table name that is signed, and the item with the attributes of its primary key
     * @param description the description, of which all entries but the binding count
     * @param sink where the bytes are added
     * @throws InvalidItemException with {@code MISSING_KEY_ATTRIBUTE} if the item lacks a key attribute or has one of a type
     *     that no key has, {@code INVALID_NUMBER} if a key is a number that no table stores, or {@code INVALID_TEXT} if a
     *     text has a lone surrogate
     */
    public static void write(
            byte[] signature, EncryptionContext context, MaterialDescription description, ByteSink sink) {
        sink.write(Arrays.copyOf(LABEL.getBytes(StandardCharsets.US_ASCII), LABEL_LENGTH));
        sink.writeInt(signature.length);
        sink.write(signature);
        sink.writeLengthAndText(context.tableName(), context.tableName());
        Optional<String> sortKey = context.primaryIndex().sortKeyName();
        sink.writeInt(sortKey.isPresent() ? 2 : 1);
        writeKey(context.primaryIndex().partitionKeyName(), context, sink);
        sortKey.ifPresent(name -> writeKey(name, context, sink));
        description.entries().forEach((name, value) -> {
            if (!name.equals(FormatV0.DESCRIPTION_BINDING)) {
                sink.writeLengthAndText(name, name);
                sink.writeLengthAndText(value, name);
            }
        });
    }

    private static void writeKey(String name, EncryptionContext context, ByteSink sink) {
        AttributeValue value = context.attributes()
                .attribute(name)
                .filter(found -> KEY_TYPES.contains(found.type()))
                .orElseThrow(() -> new InvalidItemException(
                        Reason.MISSING_KEY_ATTRIBUTE,
                        "An item of table '" + context.tableName() + "' has no key attribute '" + name
                                + "' of type S, N or B, which its description is bound to; give the item its key, or correct"
                                + " the table's key names in the configuration"));
        sink.writeLengthAndText(name, name);
        AttributeCodec.serialize(value, Dialect.JAVA, 0, name, sink); // these types are the same in both dialects
    }
}
