package dev.itemseal.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the local DynamoDB server, keeps what is asked, and fails as it is told. */
final class FaultyServer implements AutoCloseable {

    enum Fault {
        /** All is well. */
        NONE,
        /** DynamoDB asks for fewer requests. */
        THROTTLED,
        /** The caller may not do this any more. */
        DENIED,
        /** The connection is dropped before DynamoDB sees the request. */
        REQUEST_LOST,
        /** The connection is dropped after DynamoDB did what was asked. */
        ANSWER_LOST,
        /** The connection is dropped, and DynamoDB sees the request just before the next one of this operation. */
        REQUEST_LATE
    }

    private static final Set<String> FORWARDED =
            Set.of("x-amz-target", "x-amz-date", "authorization", "content-type", "amz-sdk-invocation-id");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Queue<HttpRequest>> late = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FaultyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Fails the next calls of an operation, one after the other. */
    void fail(String operation, Fault... next) {
        faults.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    }

    /** The bodies of all requests, but for descriptions of tables. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceAll(".*\\.", "");
        if (!operation.equals("DescribeTable")) {
            requests.add(new String(body, StandardCharsets.UTF_8));
        }
        Fault fault =
                faults.getOrDefault(operation, new ConcurrentLinkedQueue<>()).poll();
        if (fault == Fault.THROTTLED) {
            refuse(exchange, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
        } else if (fault == Fault.DENIED) {
            refuse(exchange, "com.amazon.coral.service#AccessDeniedException");
        } else if (fault == Fault.REQUEST_LATE) {
            late(operation).add(toForward(exchange, body));
        } else if (fault != Fault.REQUEST_LOST) {
            for (HttpRequest earlier = late(operation).poll();
                    earlier != null;
                    earlier = late(operation).poll()) {
                send(earlier);
            }
            HttpResponse<byte[]> response = send(toForward(exchange, body));
            if (fault != Fault.ANSWER_LOST) {
                response.headers()
                        .firstValue("x-amzn-RequestId")
                        .ifPresent(id -> exchange.getResponseHeaders().set("x-amzn-RequestId", id));
                exchange.sendResponseHeaders(response.statusCode(), response.body().length);
                exchange.getResponseBody().write(response.body());
            }
        }
        exchange.close();
    }

    private static void refuse(HttpExchange exchange, String type) throws IOException {
        byte[] error = ("{\"__type\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, error.length);
        exchange.getResponseBody().write(error);
    }

    private Queue<HttpRequest> late(String operation) {
        return late.computeIfAbsent(operation, name -> new ConcurrentLinkedQueue<>());
    }

    private static HttpRequest toForward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(LocalDynamoDb.endpoint()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the test is being ended", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
