package dev.itemseal.integration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The way to the server, on which things happen. */
final class FaultyHttpClient implements SdkHttpClient {

    /** What happens to a call. */
    enum Fault {
        NONE,
        /** The server never sees the request. */
        LOST_REQUEST,
        /** The server does what is asked, and nobody hears of it. */
        LOST_ANSWER,
        /** The server is busy. */
        THROTTLED
    }

    private final SdkHttpClient client = UrlConnectionHttpClient.create();
    private final BiFunction<String, Integer, Fault> faults;
    private int calls;

    /**
     * Makes a client, for one thread.
     *
     * @param faults what happens to a call, by the operation's name and the call's number, from 1 on
     */
    FaultyHttpClient(BiFunction<String, Integer, Fault> faults) {
        this.faults = faults;
    }

    /** How many calls there were. */
    int calls() {
        return calls;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        String operation = target.substring(target.indexOf('.') + 1);
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                calls++;
                return switch (faults.apply(operation, calls)) {
                    case NONE -> prepared.call();
                    case LOST_REQUEST -> throw new IOException("the request was lost");
                    case LOST_ANSWER -> {
                        prepared.call();
                        throw new IOException("the answer was lost");
                    }
                    case THROTTLED -> throttled();
                };
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static HttpExecuteResponse throttled() {
        byte[] body = ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\","
                        + "\"message\":\"The level of configured provisioned throughput was exceeded.\"}")
                .getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(400)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
