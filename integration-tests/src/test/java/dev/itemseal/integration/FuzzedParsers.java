package dev.itemseal.integration;

import dev.itemseal.adapter.awssdk2.expression.Condition;
import dev.itemseal.adapter.awssdk2.expression.ExpressionText;
import dev.itemseal.adapter.awssdk2.expression.Projection;
import dev.itemseal.adapter.awssdk2.expression.Update;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.dynamodb.json.ItemJson;
import dev.itemseal.dynamodb.json.StreamEventJson;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.MalformedException;
import dev.itemseal.materials.wrapped.KeyCodec;
import dev.itemseal.vectors.DynamoDbJson;
import dev.itemseal.vectors.ItemLine;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Parsers that depend on their input alone. Each refuses it with the exception that it documents. Values, descriptions, items and
 * keys that are taken come back the same when they are written and read again; changes of a stream only show themselves, and
 * expressions are only read.
 */
final class FuzzedParsers {

    private static final int MAX_DEPTH = 128;
    private static final Map<String, String> NAMES = Map.of("#a", "a", "#b", "status");

    private FuzzedParsers() {}

    static void attributeValue(byte[] input) {
        AttributeValue value;
        try {
            value = AttributeCodec.deserialize(input, 0, input.length, MAX_DEPTH);
        } catch (MalformedException e) {
            return;
        }
        for (Dialect dialect : Dialect.values()) {
            writtenAgain(value, dialect);
        }
    }

    private static void writtenAgain(AttributeValue value, Dialect dialect) {
        byte[] bytes;
        try {
            bytes = serialized(value, dialect);
        } catch (InvalidItemException e) {
            // Read as tolerantly as the existing clients, and written as strictly as DynamoDB.
            require(Set.of(Reason.INVALID_NUMBER, Reason.INVALID_SET).contains(e.reason()), "is not written", e);
            return;
        }
        AttributeValue again = AttributeCodec.deserialize(bytes, 0, bytes.length, MAX_DEPTH);
        require(again.equals(value), "comes back as another value");
        require(Arrays.equals(serialized(again, dialect), bytes), "is written in several ways");
    }

    private static byte[] serialized(AttributeValue value, Dialect dialect) {
        ByteSink sink = new ByteSink(16);
        AttributeCodec.serialize(value, dialect, MAX_DEPTH, "value", sink);
        return Arrays.copyOf(sink.array(), sink.length());
    }

    static void description(byte[] input) {
        MaterialDescription description;
        try {
            description = DescriptionCodec.deserialize(BinaryValue.copyOf(input));
        } catch (MalformedException e) {
            return;
        }
        byte[] bytes = DescriptionCodec.serialize(description);
        require(bytes.length <= input.length, "grows");
        require(
                DescriptionCodec.deserialize(BinaryValue.copyOf(bytes)).equals(description),
                "comes back as another description");
    }

    static void itemJson(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<Item> item = parsed(ItemJson::parse, text);
        require(item.equals(parsed(DynamoDbJson::parse, text)), "is read otherwise by the vectors' reader");
        item.ifPresent(read -> {
            String written = DynamoDbJson.format(read);
            require(ItemJson.parse(written).equals(read), "comes back as another item");
            require(DynamoDbJson.format(ItemJson.parse(written)).equals(written), "is written in several ways");
        });
        parsed(ItemJson::parseExportLine, text).ifPresent(exported -> {
            String line = new ItemLine(exported, true).format(exported);
            require(ItemJson.parseExportLine(line).equals(exported), "comes back as another exported item");
        });
        parsed(ItemLine::parse, text)
                .ifPresent(line ->
                        require(ItemLine.parse(line.format(line.item())).equals(line), "comes back as another line"));
    }

    static void streamEvent(byte[] input) {
        parsed(StreamEventJson::parse, new String(input, StandardCharsets.UTF_8))
                .ifPresent(changes ->
                        changes.forEach(change -> require(!change.toString().isEmpty(), "is shown without a word")));
    }

    private static <T> Optional<T> parsed(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (InvalidItemException e) {
            return Optional.empty();
        }
    }

    static void key(byte[] input) {
        try {
            PrivateKey key = KeyCodec.decodePrivateKey(input.clone());
            byte[] pem = KeyCodec.encodePem(key).getBytes(StandardCharsets.US_ASCII);
            require(
                    Arrays.equals(KeyCodec.decodePrivateKey(pem).getEncoded(), key.getEncoded()),
                    "comes back as another private key");
        } catch (ConfigurationException e) {
            require(e.reason() == Reason.INVALID_KEY, "is refused as something else", e);
        }
        try {
            PublicKey key = KeyCodec.decodePublicKey(input.clone());
            byte[] pem = KeyCodec.encodePem(key).getBytes(StandardCharsets.US_ASCII);
            require(KeyCodec.decodePublicKey(pem).equals(key), "comes back as another public key");
        } catch (ConfigurationException e) {
            require(e.reason() == Reason.INVALID_KEY, "is refused as something else", e);
        }
    }

    static void expression(byte[] input) {
        ExpressionText text = new ExpressionText("The fuzz", new String(input, StandardCharsets.UTF_8), NAMES);
        read(text, Condition::parse);
        read(text, Projection::parse);
        read(text, Update::parse);
    }

    private static void read(ExpressionText text, Consumer<ExpressionText> parser) {
        try {
            parser.accept(text);
        } catch (StoreException e) {
            require(e.reason() == Reason.INVALID_REQUEST, "is refused as something else", e);
        }
    }

    static void require(boolean holds, String otherwise) {
        require(holds, otherwise, null);
    }

    static void require(boolean holds, String otherwise, Exception cause) {
        if (!holds) {
            throw new AssertionError("the input " + otherwise, cause);
        }
    }
}
