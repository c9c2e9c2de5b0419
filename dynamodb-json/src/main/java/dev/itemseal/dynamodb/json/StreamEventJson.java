package dev.itemseal.dynamodb.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.itemseal.api.ItemChange;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of items from the JSON with which AWS Lambda calls a function for a DynamoDB stream. */
public final class StreamEventJson {

    private static final String SOURCE = "aws:dynamodb";

    /** Of the whole seconds of a time: beyond this no {@link Instant} goes. */
    private static final int MOST_DIGITS = 12;

    /** Of a time's fraction: far more than any clock has. */
    private static final int MOST_DECIMALS = 100;

    /** Of a time, with its exponent: to take a number of any length from its text takes forever. */
    private static final int MOST_CHARACTERS = 200;

    private StreamEventJson() {}

    /**
     * Reads an event.
     *
     * @param json the event as Lambda passes it on: {@code {"Records": […]}}
     * @return the changes in the event's order, with items as they are stored, encrypted; what the event has beside them is
     *     passed over
     * @throws InvalidItemException with {@code UNSUPPORTED_VALUE} if the text is not such an event, and as
     *     {@link ItemReader#read} does
     */
    public static List<ItemChange> parse(String json) {
        return StrictJson.read("The event", json, parser -> {
            List<ItemChange> changes = new ArrayList<>();
            Fields event = new Fields(parser, "The event");
            boolean records = false;
            for (Optional<String> name = event.next(); name.isPresent(); name = event.next()) {
                if (name.get().equals("Records") && parser.currentToken() == JsonToken.START_ARRAY) {
                    records = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        changes.add(new RecordReader("Record " + changes.size() + " of the event").read(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!records) {
                throw unsupported("The event has no array 'Records'; is it one of a DynamoDB stream?");
            }
            return List.copyOf(changes);
        });
    }

    /** Goes through an object's fields. */
    private static final class Fields {

        private final JsonParser parser;

        Fields(JsonParser parser, String what) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw unsupported(what + " has no JSON object where one is expected");
            }
            this.parser = parser;
        }

        /** The next field's name, at whose value the parser stands then; empty at the end of the object. */
        Optional<String> next() throws IOException {
            if (parser.nextToken() == JsonToken.END_OBJECT) {
                return Optional.empty();
            }
            String name = parser.currentName();
            parser.nextToken();
            return Optional.of(name);
        }
    }

    /** Collects what one record tells. */
    private static final class RecordReader {

        private final String what;
        private Optional<ItemChange.Type> type = Optional.empty();
        private Optional<Item> key = Optional.empty();
        private Optional<Item> oldImage = Optional.empty();
        private Optional<Item> newImage = Optional.empty();
        private Optional<String> tableName = Optional.empty();
        private Optional<String> sequenceNumber = Optional.empty();
        private Optional<Instant> time = Optional.empty();
        private boolean fromDynamoDb;
        private boolean byService;
        private boolean byDynamoDb;

        RecordReader(String what) {
            this.what = what;
        }

        ItemChange read(JsonParser parser) throws IOException {
            Fields fields = new Fields(parser, what);
            for (Optional<String> name = fields.next(); name.isPresent(); name = fields.next()) {
                switch (name.get()) {
                    case "eventName" -> type = Optional.of(type(text(parser)));
                    case "eventSource" -> fromDynamoDb = text(parser).equals(SOURCE);
                    case "eventSourceARN" -> tableName = tableName(text(parser));
                    case "dynamodb" -> readImages(parser);
                    case "userIdentity" -> readIdentity(parser);
                    default -> parser.skipChildren();
                }
            }
            if (!fromDynamoDb) {
                throw unsupported(what + " is not one of a DynamoDB stream: its 'eventSource' must be " + SOURCE);
            }
            return new ItemChange(
                    type.orElseThrow(() -> missing("eventName")),
                    key.orElseThrow(() -> missing("Keys")),
                    oldImage,
                    newImage,
                    byService && byDynamoDb,
                    tableName,
                    sequenceNumber,
                    time);
        }

        private void readImages(JsonParser parser) throws IOException {
            Fields fields = new Fields(parser, what);
            for (Optional<String> name = fields.next(); name.isPresent(); name = fields.next()) {
                switch (name.get()) {
                    case "Keys" -> key = item(parser);
                    case "OldImage" -> oldImage = item(parser);
                    case "NewImage" -> newImage = item(parser);
                    case "SequenceNumber" -> sequenceNumber = Optional.of(text(parser));
                    case "ApproximateCreationDateTime" -> time = Optional.of(time(parser));
                    default -> parser.skipChildren();
                }
            }
        }

        private void readIdentity(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            Fields fields = new Fields(parser, what);
            for (Optional<String> name = fields.next(); name.isPresent(); name = fields.next()) {
                switch (name.get()) {
                    case "type" -> byService = text(parser).equals("Service");
                    case "principalId" -> byDynamoDb = text(parser).equals("dynamodb.amazonaws.com");
                    default -> parser.skipChildren();
                }
            }
        }

        private Optional<Item> item(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
            try {
                return Optional.of(ItemReader.read(parser));
            } catch (InvalidItemException e) {
                throw new InvalidItemException(e.reason(), what + " can't be read. " + e.getMessage());
            }
        }

        /** Seconds since the epoch, perhaps with a fraction. */
        private Instant time(JsonParser parser) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                throw unsupported(what + " has an 'ApproximateCreationDateTime' that is not a number");
            }
            BigDecimal seconds = seconds(parser);
            // Bounds on both sides come first: with an extreme exponent, arithmetic takes forever or fails.
            if (seconds.signum() < 0
                    || (long) seconds.precision() - seconds.scale() > MOST_DIGITS
                    || seconds.scale() > MOST_DECIMALS) {
                throw notSeconds();
            }
            return Instant.ofEpochSecond(
                    seconds.longValue(),
                    seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        }

        private BigDecimal seconds(JsonParser parser) throws IOException {
            if (parser.getTextLength() > MOST_CHARACTERS) {
                throw notSeconds();
            }
            try {
                return parser.getDecimalValue();
            } catch (NumberFormatException e) {
                // An exponent beyond any. Not kept as the cause: its message quotes the text.
                throw notSeconds();
            }
        }

        private InvalidItemException notSeconds() {
            return unsupported(what + " has an 'ApproximateCreationDateTime' that is no time in seconds");
        }

        private ItemChange.Type type(String name) {
            return switch (name) {
                case "INSERT" -> ItemChange.Type.INSERT;
                case "MODIFY" -> ItemChange.Type.MODIFY;
                case "REMOVE" -> ItemChange.Type.REMOVE;
                default -> throw unsupported(what + " has an 'eventName' other than INSERT, MODIFY and REMOVE");
            };
        }

        /** The name in {@code arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/TIME}. */
        private static Optional<String> tableName(String arn) {
            String[] parts = arn.split("/", -1);
            return parts.length > 1 && parts[0].endsWith(":table") ? Optional.of(parts[1]) : Optional.empty();
        }

        private String text(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw unsupported(what + " has something else than a text in '" + parser.currentName() + "'");
            }
            return parser.getText();
        }

        private InvalidItemException missing(String field) {
            return unsupported(what + " has no '" + field + "'");
        }
    }

    private static InvalidItemException unsupported(String message) {
        return new InvalidItemException(Reason.UNSUPPORTED_VALUE, message);
    }
}
