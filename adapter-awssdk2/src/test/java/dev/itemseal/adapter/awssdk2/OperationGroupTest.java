package dev.itemseal.adapter.awssdk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.error.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.SearchVectorsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The list of operations against the SDK's interfaces, and against what the clients do. */
class OperationGroupTest {

    /** A request for each operation on items, of a table that the clients don't know. */
    private static final Map<String, DynamoDbRequest> OF_UNKNOWN_TABLE = Map.of(
            "batchGetItem",
                    BatchGetItemRequest.builder()
                            .requestItems(Map.of(
                                    "Unknown", KeysAndAttributes.builder().build()))
                            .build(),
            "batchWriteItem",
                    BatchWriteItemRequest.builder()
                            .requestItems(Map.of(
                                    "Unknown",
                                    List.of(WriteRequest.builder()
                                            .deleteRequest(
                                                    DeleteRequest.builder().build())
                                            .build())))
                            .build(),
            "deleteItem", DeleteItemRequest.builder().tableName("Unknown").build(),
            "getItem", GetItemRequest.builder().tableName("Unknown").build(),
            "putItem", PutItemRequest.builder().tableName("Unknown").build(),
            "query", QueryRequest.builder().tableName("Unknown").build(),
            "scan", ScanRequest.builder().tableName("Unknown").build(),
            "transactGetItems",
                    TransactGetItemsRequest.builder()
                            .transactItems(TransactGetItem.builder()
                                    .get(Get.builder().tableName("Unknown").build())
                                    .build())
                            .build(),
            "transactWriteItems",
                    TransactWriteItemsRequest.builder()
                            .transactItems(TransactWriteItem.builder()
                                    .delete(Delete.builder()
                                            .tableName("Unknown")
                                            .build())
                                    .build())
                            .build(),
            "updateItem", UpdateItemRequest.builder().tableName("Unknown").build());

    /** The SDK's two clients, and ours over a client that keeps what it is given. */
    enum Kind {
        SYNCHRONOUS(DynamoDbClient.class) {
            @Override
            Object over(RecordingClient recording, EncryptedClientConfig config) {
                return EncryptedDynamoDbClient.of(recording.client(), config);
            }
        },
        ASYNCHRONOUS(DynamoDbAsyncClient.class) {
            @Override
            Object over(RecordingClient recording, EncryptedClientConfig config) {
                return EncryptedDynamoDbAsyncClient.of(recording.asyncClient(), config);
            }
        };

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        abstract Object over(RecordingClient recording, EncryptedClientConfig config);

        Object over(RecordingClient recording) {
            return over(recording, ClientFixtures.config());
        }

        Stream<Method> requestForms(OperationGroup... groups) {
            Set<String> names = Stream.of(groups)
                    .flatMap(group -> group.operations().stream())
                    .collect(Collectors.toSet());
            return Operations.methods(type)
                    .filter(Operations::isRequestForm)
                    .filter(method -> names.contains(method.getName()));
        }
    }

    /** Calls, waits, and throws what the operation failed with; nothing may be thrown by an asynchronous client itself. */
    private static Object call(Object client, Method method, Object... arguments) throws Exception {
        try {
            Object answer = method.invoke(client, arguments);
            return answer instanceof CompletableFuture<?> future ? future.join() : answer;
        } catch (CompletionException e) {
            throw (Exception) e.getCause();
        } catch (InvocationTargetException e) {
            assertThat(client).isInstanceOf(DynamoDbClient.class);
            throw (Exception) e.getCause();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationStandsInOneGroup(Kind kind) {
        List<String> grouped = Arrays.stream(OperationGroup.values())
                .flatMap(group -> group.operations().stream())
                .toList();

        assertThat(grouped).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Operations.names(kind.type));
        assertThat(grouped).allMatch(operation -> OperationGroup.of(operation).isPresent());
        assertThat(OperationGroup.of("nextYearsOperation")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNoFormOfAnOperationThatNobodyKnows(Kind kind) {
        Set<String> operations = Operations.names(kind.type);
        Set<String> others = Operations.methods(kind.type)
                .filter(method -> !Operations.isRequestForm(method))
                .filter(method -> !operations.contains(method.getName())
                        || !(Operations.isConsumerForm(method) || method.getParameterCount() == 0))
                .filter(method -> !Operations.isPaginator(method))
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertThat(others).containsExactlyInAnyOrder("waiter", "serviceName", "serviceClientConfiguration", "close");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotOfferedIsRefusedByTheInterface(Kind kind) throws Exception {
        Object bare = kind == Kind.SYNCHRONOUS ? new BareClient() : new BareAsyncClient();
        for (Method method :
                Operations.methods(kind.type).filter(Operations::isRequestForm).toList()) {
            assertThatThrownBy(() -> method.invoke(bare, Operations.empty(method.getParameterTypes()[0])))
                    .hasCauseInstanceOf(UnsupportedOperationException.class);
        }
    }

    private static final class BareClient implements DynamoDbClient {
        @Override
        public String serviceName() {
            return "bare";
        }

        @Override
        public void close() {}
    }

    private static final class BareAsyncClient implements DynamoDbAsyncClient {
        @Override
        public String serviceName() {
            return "bare";
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void passesOnUnchanged(Kind kind) throws Exception {
        for (Method method : kind.requestForms(OperationGroup.PASSED_THROUGH).toList()) {
            RecordingClient recording = new RecordingClient();
            Object request = Operations.empty(method.getParameterTypes()[0]);

            Object response = call(kind.over(recording), method, request);

            assertThat(recording.calls()).singleElement().isSameAs(request);
            assertThat(response).isSameAs(recording.lastAnswer());
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesOnWhatIsBuiltInPlaceOrNotAtAll(Kind kind) throws Exception {
        Set<String> passed = OperationGroup.PASSED_THROUGH.operations();
        for (Method method : Operations.methods(kind.type)
                .filter(method -> passed.contains(method.getName()) && !Operations.isRequestForm(method))
                .toList()) {
            RecordingClient recording = new RecordingClient();
            Consumer<Object> nothing = builder -> {};

            call(
                    kind.over(recording),
                    method,
                    method.getParameterCount() == 0 ? new Object[0] : new Object[] {nothing});

            assertThat(recording.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        for (Method method : kind.requestForms(OperationGroup.REFUSED).toList()) {
            Object request = Operations.empty(method.getParameterTypes()[0]);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> call(kind.over(recording), method, request))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSAFE_OPERATION));
        }
        assertThat(recording.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesVectorSearchesButOfTablesThatAreNotEncrypted(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        Object client = kind.over(recording);
        Method search = kind.type.getMethod("searchVectors", SearchVectorsRequest.class);
        SearchVectorsRequest ofPlain =
                SearchVectorsRequest.builder().tableName(ClientFixtures.PLAIN).build();

        call(client, search, ofPlain);
        assertThat(recording.calls()).containsExactly(ofPlain);
        for (String table : List.of(ClientFixtures.ORDERS, "Unknown")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> call(
                            client,
                            search,
                            SearchVectorsRequest.builder().tableName(table).build()));
        }
        assertThat(recording.calls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesTablesThatNobodyNamed(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        for (Method method : kind.requestForms(OperationGroup.ENCRYPTED, OperationGroup.UPDATE)
                .toList()) {
            DynamoDbRequest request = OF_UNKNOWN_TABLE.get(method.getName());

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> call(kind.over(recording), method, request))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_SETTING))
                    .withMessageContaining("Unknown");
        }
        assertThat(recording.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesRequestsWithoutTableOrByArn(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        Method get = kind.type.getMethod("getItem", GetItemRequest.class);
        for (String table : Arrays.asList(null, "", "arn:aws:dynamodb:eu-west-1:1:table/" + ClientFixtures.ORDERS)) {
            assertThatExceptionOfType(ItemsealException.class)
                    .isThrownBy(() -> call(
                            kind.over(recording),
                            get,
                            GetItemRequest.builder().tableName(table).build()));
        }
        assertThat(recording.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "SYNCHRONOUS")
    void paginatorsGoThroughTheClient(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        for (Method method : Operations.methods(kind.type)
                .filter(Operations::isPaginator)
                .filter(method -> method.getParameterCount() == 1 && method.getParameterTypes()[0] != Consumer.class)
                .toList()) {
            DynamoDbRequest ofUnknown = OF_UNKNOWN_TABLE.get(method.getName().replace("Paginator", ""));
            if (ofUnknown != null) {
                SdkIterable<?> pages = (SdkIterable<?>) method.invoke(kind.over(recording), ofUnknown);
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> pages.iterator().next());
            }
        }
        assertThat(recording.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void givesTheClientsOwnSettings(Kind kind) throws Exception {
        RecordingClient recording = new RecordingClient();
        Object client = kind.over(recording);

        assertThat(kind.type.getMethod("waiter").invoke(client)).isSameAs(recording.lastAnswer());
        kind.type.getMethod("serviceClientConfiguration").invoke(client);
        kind.type.getMethod("serviceName").invoke(client);
        assertThat(recording.closed()).isZero();
        ((AutoCloseable) client).close();
        assertThat(recording.closed()).isOne();
    }

    /** A field of a later SDK may hold an expression or an item that nobody looks at. */
    @ParameterizedTest
    @EnumSource(names = "SYNCHRONOUS")
    void knowsAllThatARequestHolds(Kind kind) throws Exception {
        String condition = "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues"
                + " ReturnValuesOnConditionCheckFailure TableName ";
        String write = condition + "ConditionalOperator Expected ReturnConsumedCapacity ReturnItemCollectionMetrics"
                + " ReturnValues ";
        String read = "AttributesToGet ConsistentRead ExpressionAttributeNames ProjectionExpression ";
        String page = read
                + "ConditionalOperator ExclusiveStartKey ExpressionAttributeValues FilterExpression IndexName Limit"
                + " ReturnConsumedCapacity Select TableName ";
        Map<Class<?>, String> known = Map.ofEntries(
                Map.entry(PutItemRequest.class, write + "Item"),
                Map.entry(DeleteItemRequest.class, write + "Key"),
                Map.entry(UpdateItemRequest.class, write + "Key AttributeUpdates UpdateExpression"),
                Map.entry(GetItemRequest.class, read + "Key ReturnConsumedCapacity TableName"),
                Map.entry(
                        QueryRequest.class, page + "KeyConditionExpression KeyConditions QueryFilter ScanIndexForward"),
                Map.entry(ScanRequest.class, page + "ScanFilter Segment TotalSegments"),
                Map.entry(BatchGetItemRequest.class, "RequestItems ReturnConsumedCapacity"),
                Map.entry(KeysAndAttributes.class, read + "Keys"),
                Map.entry(
                        BatchWriteItemRequest.class, "RequestItems ReturnConsumedCapacity ReturnItemCollectionMetrics"),
                Map.entry(WriteRequest.class, "DeleteRequest PutRequest"),
                Map.entry(TransactGetItemsRequest.class, "ReturnConsumedCapacity TransactItems"),
                Map.entry(TransactGetItem.class, "Get"),
                Map.entry(Get.class, "ExpressionAttributeNames Key ProjectionExpression TableName"),
                Map.entry(
                        TransactWriteItemsRequest.class,
                        "ClientRequestToken ReturnConsumedCapacity ReturnItemCollectionMetrics TransactItems"),
                Map.entry(TransactWriteItem.class, "ConditionCheck Delete Put Update"),
                Map.entry(Put.class, condition + "Item"),
                Map.entry(Delete.class, condition + "Key"),
                Map.entry(Update.class, condition + "Key UpdateExpression"),
                Map.entry(ConditionCheck.class, condition + "Key"));

        for (Map.Entry<Class<?>, String> entry : known.entrySet()) {
            Object empty = Operations.empty(entry.getKey());
            List<?> fields = (List<?>) entry.getKey().getMethod("sdkFields").invoke(empty);
            assertThat(fields.stream().map(field -> ((SdkField<?>) field).memberName()))
                    .as(entry.getKey().getSimpleName())
                    .containsExactlyInAnyOrder(entry.getValue().split(" "));
        }
    }
}
