package dev.itemseal.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** The service's protocol: JSON in the body of a POST, the operation in a header ({@code awsJson1_1}). */
final class KmsEndpoint implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(KmsEndpoint.class.getName());
    private static final int LONGEST_REQUEST = 256 * 1024;
    private static final String TARGET_PREFIX = "TrentService.";

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    // A table of names for all requests would grow with those of encryption contexts.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final KmsService service;
    private final FaultPlan faults;
    private final CallCounter counter;
    private final String defaultAccount;
    private final AtomicLong requests = new AtomicLong();

    KmsEndpoint(KmsService service, FaultPlan faults, CallCounter counter, String defaultAccount) {
        this.service = service;
        this.faults = faults;
        this.counter = counter;
        this.defaultAccount = defaultAccount;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("Origin")) {
                // A page in a browser on this machine, which must not get at the keys.
                send(exchange, 403, error(new ServiceErrorException("AccessDeniedException", "Not for browsers")));
            } else if (!exchange.getRequestURI().getPath().equals("/")) {
                send(exchange, 404, error(new ServiceErrorException("UnknownOperationException", "Only / is here")));
            } else if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                send(exchange, 405, error(new ServiceErrorException("UnknownOperationException", "Calls are POSTs")));
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            ObjectNode answer = service.answer(call(exchange));
            send(exchange, 200, answer);
        } catch (ServiceErrorException e) {
            send(exchange, e.status(), error(e));
        } catch (LostConnectionException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection is closed without an answer, as the test wants it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is being closed
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The local KMS failed", e);
            send(exchange, 500, error(new ServiceErrorException("KMSInternalException", "The local KMS failed: " + e)));
        }
    }

    private KmsCall call(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        KmsOperation operation = target == null || !target.startsWith(TARGET_PREFIX)
                ? unknownOperation()
                : KmsOperation.ofWireName(target.substring(TARGET_PREFIX.length()))
                        .orElseGet(KmsEndpoint::unknownOperation);
        counter.count(operation);
        Caller caller = Caller.ofAuthorization(exchange.getRequestHeaders().getFirst("Authorization"), defaultAccount);
        return new KmsCall(operation, caller, new Parameters(body(exchange)), faults);
    }

    private static KmsOperation unknownOperation() {
        throw new ServiceErrorException("UnknownOperationException", null);
    }

    private static ObjectNode body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        if (body.length > LONGEST_REQUEST) {
            throw new ServiceErrorException("RequestEntityTooLargeException", "The request is too long");
        }
        try {
            if (READER.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
            throw ServiceErrorException.serialization("The request is no JSON object");
        } catch (JsonProcessingException e) {
            // Not kept: its message may quote a secret.
            throw ServiceErrorException.serialization("The request is no JSON");
        }
    }

    private static ObjectNode error(ServiceErrorException refused) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("__type", refused.code());
        refused.message().ifPresent(message -> error.put("message", message));
        return error;
    }

    private void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "local-kms-" + requests.incrementAndGet());
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
