package dev.itemseal.adapter.awssdk2;

import dev.itemseal.api.ItemChange;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Changes of items from the records of DynamoDB Streams. */
public final class StreamRecordMapping {

    private StreamRecordMapping() {}

    /**
     * Maps a record.
     *
     * @param record as the SDK's streams client gives it, or the Kinesis adapter for DynamoDB Streams
     * @return the change, with items as they are stored, encrypted; the SDK's records don't name the table
     * @throws InvalidItemException with {@code UNSUPPORTED_VALUE} if the record has no key or no event name that is known,
     *     and as {@link AttributeValueMapping#toItem} does
     */
    public static ItemChange toItemChange(Record record) {
        StreamRecord change = record.dynamodb();
        if (change == null || !change.hasKeys()) {
            throw new InvalidItemException(
                    Reason.UNSUPPORTED_VALUE, "A record of a stream has no key; take it as the SDK gives it");
        }
        return new ItemChange(
                type(record),
                AttributeValueMapping.toItem(change.keys()),
                image(change.oldImage()),
                image(change.newImage()),
                isDynamoDb(record.userIdentity()),
                Optional.empty(),
                Optional.ofNullable(change.sequenceNumber()),
                Optional.ofNullable(change.approximateCreationDateTime()));
    }

    private static ItemChange.Type type(Record record) {
        return switch (Objects.requireNonNullElse(record.eventName(), OperationType.UNKNOWN_TO_SDK_VERSION)) {
            case INSERT -> ItemChange.Type.INSERT;
            case MODIFY -> ItemChange.Type.MODIFY;
            case REMOVE -> ItemChange.Type.REMOVE;
            default ->
                throw new InvalidItemException(
                        Reason.UNSUPPORTED_VALUE, "A record of a stream is neither INSERT nor MODIFY nor REMOVE");
        };
    }

    /** The SDK has an empty map where there is no image; an item has its keys at least. */
    private static Optional<Item> image(Map<String, AttributeValue> image) {
        return RequestMapping.item(!image.isEmpty(), image);
    }

    private static boolean isDynamoDb(Identity identity) {
        return identity != null
                && "Service".equals(identity.type())
                && "dynamodb.amazonaws.com".equals(identity.principalId());
    }
}
