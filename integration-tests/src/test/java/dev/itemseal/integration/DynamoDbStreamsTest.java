package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.adapter.awssdk2.DynamoDbItemStore;
import dev.itemseal.adapter.awssdk2.StreamRecordMapping;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemChange;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.GetRequest;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.dynamodb.json.ItemJson;
import dev.itemseal.dynamodb.json.StreamEventJson;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.table.EncryptedResource;
import dev.itemseal.engine.table.EncryptedTable;
import dev.itemseal.vectors.DynamoDbJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What a stream or an export of an encrypted table shows is decrypted with one call. */
@NeedsDynamoDb
class DynamoDbStreamsTest {

    private static final StandardItemEncryptor ENCRYPTOR = StandardItemEncryptor.create();

    private static DynamoDbStreamsClient streams;

    private final String name = "streams-" + UUID.randomUUID();
    private final CryptoConfig config = CryptoConfig.of(
            TestProvider.create(), TableInfo.of(name, TableIndex.of("id")), AttributeActions.encryptAndSignAll());
    private final Item key = Item.fromJava(Map.of("id", "7"));
    private final Item first = key.with("a", AttributeValue.ofString("first"));
    private final Item second = key.with("a", AttributeValue.ofString("second"));

    @BeforeAll
    static void openStreams() {
        streams = DynamoDbStreamsClient.builder()
                .endpointOverride(LocalDynamoDb.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(LocalDynamoDb.credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void closeStreams() {
        streams.close();
    }

    /** Puts an item, puts another one in its place, deletes it, and gives what the stream tells of it. */
    private List<Record> recorded(StreamViewType view) {
        LocalDynamoDb.client()
                .createTable(table -> table.tableName(name)
                        .keySchema(SdkTables.partitionKey("id"))
                        .attributeDefinitions(SdkTables.text("id"))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(view)));
        EncryptedTable table = EncryptedResource.of(DynamoDbItemStore.over(LocalDynamoDb.client()), config)
                .table(name);
        table.put(first);
        table.put(second);
        table.delete(key);
        String arn = LocalDynamoDb.client()
                .describeTable(request -> request.tableName(name))
                .table()
                .latestStreamArn();
        String shard = streams.describeStream(request -> request.streamArn(arn))
                .streamDescription()
                .shards()
                .get(0)
                .shardId();
        String iterator = streams.getShardIterator(request ->
                        request.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return streams.getRecords(request -> request.shardIterator(iterator)).records();
    }

    private List<ItemChange> decrypted(StreamViewType view) {
        return recorded(view).stream()
                .map(record -> StreamRecordMapping.toItemChange(record).decrypted(ENCRYPTOR, config))
                .toList();
    }

    @Test
    void bothImagesAreDecrypted() {
        List<ItemChange> changes = decrypted(StreamViewType.NEW_AND_OLD_IMAGES);

        assertThat(changes)
                .map(ItemChange::type)
                .containsExactly(ItemChange.Type.INSERT, ItemChange.Type.MODIFY, ItemChange.Type.REMOVE);
        assertThat(changes)
                .map(ItemChange::oldImage)
                .containsExactly(Optional.empty(), Optional.of(first), Optional.of(second));
        assertThat(changes)
                .map(ItemChange::newImage)
                .containsExactly(Optional.of(first), Optional.of(second), Optional.empty());
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.key()).isEqualTo(key);
            assertThat(change.sequenceNumber()).isPresent();
            assertThat(change.approximateTime()).isPresent();
            assertThat(change.expired()).isFalse();
        });
    }

    @Test
    void whatTheStreamDoesNotShowIsEmpty() {
        assertThat(decrypted(StreamViewType.KEYS_ONLY))
                .hasSize(3)
                .allSatisfy(change -> assertThat(change.newImage()).isEmpty())
                .allSatisfy(change -> assertThat(change.oldImage()).isEmpty())
                .allSatisfy(change -> assertThat(change.key()).isEqualTo(key));
    }

    @Test
    void newImagesAlone() {
        assertThat(decrypted(StreamViewType.NEW_IMAGE))
                .map(ItemChange::newImage)
                .containsExactly(Optional.of(first), Optional.of(second), Optional.empty());
    }

    @Test
    void anExpiredItemIsTold() {
        Record removal = recorded(StreamViewType.NEW_AND_OLD_IMAGES).get(2);
        Record expiry = removal.toBuilder()
                .userIdentity(identity -> identity.type("Service").principalId("dynamodb.amazonaws.com"))
                .build();

        assertThat(StreamRecordMapping.toItemChange(expiry).expired()).isTrue();
    }

    @Test
    void aRecordWithoutAKeyOrAnEventIsRefused() {
        for (Record record : List.of(
                Record.builder().eventName("INSERT").build(),
                recorded(StreamViewType.KEYS_ONLY).get(0).toBuilder()
                        .eventName("TRUNCATE")
                        .build())) {
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> StreamRecordMapping.toItemChange(record))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE));
        }
    }

    @Test
    void exchangedAndForgedImagesAreRefused() {
        ItemChange change = StreamRecordMapping.toItemChange(
                recorded(StreamViewType.NEW_IMAGE).get(0));
        Item stored = change.newImage().orElseThrow();

        assertRefused(with(change, Item.fromJava(Map.of("id", "8")), stored), Reason.WRONG_ITEM);
        assertRefused(with(change, key, stored.with("a", BinaryValue.copyOf(new byte[48]))), Reason.NOT_AUTHENTIC);
        assertRefused(with(change, key, first), Reason.SIGNATURE_MISSING);
    }

    private static ItemChange with(ItemChange change, Item key, Item newImage) {
        return new ItemChange(
                change.type(),
                key,
                change.oldImage(),
                Optional.of(newImage),
                change.expired(),
                change.tableName(),
                change.sequenceNumber(),
                change.approximateTime());
    }

    private void assertRefused(ItemChange change, Reason reason) {
        assertThatExceptionOfType(ItemRefusedException.class)
                .isThrownBy(() -> change.decrypted(ENCRYPTOR, config))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void lambdaEventsAndExportLinesAreDecrypted() {
        Item stored = StreamRecordMapping.toItemChange(
                        recorded(StreamViewType.NEW_AND_OLD_IMAGES).get(0))
                .newImage()
                .orElseThrow();
        String image = DynamoDbJson.format(stored);
        String event =
                "{\"Records\":[{\"eventName\":\"INSERT\",\"eventSource\":\"aws:dynamodb\",\"dynamodb\":{\"Keys\":"
                        + DynamoDbJson.format(key) + ",\"NewImage\":" + image + "}}]}";

        assertThat(StreamEventJson.parse(event)
                        .get(0)
                        .decrypted(ENCRYPTOR, config)
                        .newImage())
                .contains(first);
        assertThat(ENCRYPTOR.decrypt(ItemJson.parseExportLine("{\"Item\":" + image + "}"), config))
                .isEqualTo(first);
        assertThat(DynamoDbItemStore.over(LocalDynamoDb.client()).get(GetRequest.of(name, key)))
                .isEmpty();
    }
}
