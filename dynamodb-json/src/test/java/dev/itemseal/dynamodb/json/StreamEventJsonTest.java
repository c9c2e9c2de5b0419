package dev.itemseal.dynamodb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.ItemChange;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as AWS Lambda documents them. */
class StreamEventJsonTest {

    private static final String ARN =
            "arn:aws:dynamodb:us-east-1:123456789012:table/ExampleTable/stream/2015-06-27T00:48:05.899";

    private static final String INSERT = """
            {"eventID": "1", "eventName": "INSERT", "eventVersion": "1.0", "eventSource": "aws:dynamodb",
             "awsRegion": "us-east-1", "eventSourceARN": "%s",
             "dynamodb": {"ApproximateCreationDateTime": 1479499740.25, "Keys": {"Id": {"N": "101"}},
              "NewImage": {"Id": {"N": "101"}, "Secret": {"B": "AAH/"}, "Parts": {"BS": ["AQ=="]},
               "More": {"M": {"yes": {"BOOL": true}, "no": {"NULL": true}, "list": {"L": [{"S": "x"}]}}}},
              "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "NEW_AND_OLD_IMAGES"}}
            """.formatted(ARN);

    private static final String EXPIRY = """
            {"eventID": "2", "eventName": "REMOVE", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
             "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"},
             "dynamodb": {"Keys": {"Id": {"N": "102"}}, "OldImage": {"Id": {"N": "102"}, "a": {"S": "b"}},
              "StreamViewType": "NEW_AND_OLD_IMAGES"}}
            """;

    private static final String KEYS_ONLY = """
            {"eventName": "MODIFY", "eventSource": "aws:dynamodb", "userIdentity": null,
             "dynamodb": {"Keys": {"Id": {"N": "103"}}, "NewImage": null, "StreamViewType": "KEYS_ONLY"}}
            """;

    private static List<ItemChange> event(String... records) {
        return StreamEventJson.parse("{\"Records\": [" + String.join(",", records) + "]}");
    }

    private static Item key(int id) {
        return Item.empty().with("Id", AttributeValue.ofNumber(id));
    }

    @Test
    void everyRecordIsRead() {
        List<ItemChange> changes = event(INSERT, EXPIRY, KEYS_ONLY);

        assertThat(changes)
                .map(ItemChange::type)
                .containsExactly(ItemChange.Type.INSERT, ItemChange.Type.REMOVE, ItemChange.Type.MODIFY);
        assertThat(changes).map(ItemChange::key).containsExactly(key(101), key(102), key(103));
        assertThat(changes).map(ItemChange::expired).containsExactly(false, true, false);
    }

    @Test
    void aNewItemHasANewImage() {
        ItemChange change = event(INSERT).get(0);

        assertThat(change.oldImage()).isEmpty();
        assertThat(change.newImage())
                .contains(key(101).with("Secret", BinaryValue.copyOf(new byte[] {0, 1, -1}))
                        .with("Parts", AttributeValue.ofBinaries(List.of(BinaryValue.copyOf(new byte[] {1}))))
                        .with(
                                "More",
                                AttributeValue.ofMap(Map.of(
                                        "yes", AttributeValue.ofBoolean(true),
                                        "no", AttributeValue.ofNull(),
                                        "list", AttributeValue.ofList(List.of(AttributeValue.ofString("x")))))));
        assertThat(change.tableName()).contains("ExampleTable");
        assertThat(change.sequenceNumber()).contains("111");
        assertThat(change.approximateTime()).contains(Instant.ofEpochSecond(1479499740L, 250_000_000L));
    }

    @Test
    void anImageThatTheStreamDoesNotShowIsEmpty() {
        ItemChange removed = event(EXPIRY).get(0);
        assertThat(removed.newImage()).isEmpty();
        assertThat(removed.oldImage()).contains(key(102).with("a", AttributeValue.ofString("b")));
        assertThat(removed.tableName()).isEmpty();
        assertThat(removed.sequenceNumber()).isEmpty();
        assertThat(removed.approximateTime()).isEmpty();

        ItemChange keysOnly = event(KEYS_ONLY).get(0);
        assertThat(keysOnly.oldImage()).isEmpty();
        assertThat(keysOnly.newImage()).isEmpty();
    }

    @Test
    void anEventWithoutRecordsIsEmptyAndFieldsOfLaterTimesArePassedOver() {
        assertThat(event()).isEmpty();
        assertThat(StreamEventJson.parse("{\"new\": {\"a\": [1]}, \"Records\": []}"))
                .isEmpty();
    }

    @Test
    void aNumberOfAnyLengthIsPassedOver() {
        for (String number : new String[] {"1".repeat(1_200), "0." + "1".repeat(100_000)}) {
            assertThat(StreamEventJson.parse("{\"new\": " + number + ", \"Records\": []}"))
                    .isEmpty();
        }
    }

    @Test
    void aTimeOfAnyLengthIsRefusedForWhatItIs() {
        for (String number : new String[] {"1".repeat(1_200), "0." + "1".repeat(1_000_000), "1e" + "9".repeat(1_200)}) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> event(INSERT.replace("1479499740.25", number)))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE))
                    .withMessageContaining("no time in seconds");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"Records\": {}}",
                "{\"Records\": [1]}",
                "{\"Records\": []} {}",
                "{\"Records\": [], \"Records\": []}",
                "{\"Records\": [{\"eventSource\": \"aws:sqs\", \"body\": \"s3cr3t\"}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"eventName\": \"INSERT\"}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"eventName\": \"s3cr3t\"}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"Keys\": {\"a\": {\"S\": \"b\"}}}}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"ApproximateCreationDateTime\": 1e99}}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"ApproximateCreationDateTime\": 1e99999999999}}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"ApproximateCreationDateTime\": 1e2147483647}}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"ApproximateCreationDateTime\": 1e-2147483647}}]}",
                "{\"Records\": [{\"eventSource\": \"aws:dynamodb\", \"dynamodb\": {\"Keys\": {\"a\": {\"B\": \"s3cr3t!\"}}}}]}"
            })
    void whatIsNoSuchEventIsRefused(String json) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> StreamEventJson.parse(json))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE))
                .satisfies(e -> assertThat(e).hasNoCause().message().doesNotContain("s3cr3t"));
    }
}
