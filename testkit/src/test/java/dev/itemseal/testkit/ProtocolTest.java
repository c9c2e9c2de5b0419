package dev.itemseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no SDK would send. */
@ExtendWith(LocalKmsExtension.class)
class ProtocolTest {

    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=any/20250117/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=0";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalKms kms;

    ProtocolTest(LocalKms kms) {
        this.kms = kms;
    }

    @Test
    void anAnswerIsJsonOfTheService() throws Exception {
        HttpResponse<String> answer = send(request("TrentService.ListKeys", "{}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.body()).isEqualTo("{\"Keys\":[],\"Truncated\":false}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{} {}",
                "{\"NumberOfBytes\":7,\"NumberOfBytes\":7}",
                "{\"NumberOfBytes\":\"7\"}",
                "{\"NumberOfBytes\":1e1}",
                "{\"NumberOfBytes\":7777777777777777777777777777777777}"
            })
    void whatIsNoRequestIsRefused(String body) throws Exception {
        assertRefused(send(request("TrentService.GenerateRandom", body)), 400, "SerializationException");
    }

    @Test
    void deepAndLongRequestsAreRefused() throws Exception {
        String deep = "{\"EncryptionContext\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertRefused(send(request("TrentService.Encrypt", deep)), 400, "SerializationException");
        String wide = "{\"KeyId\":\"" + "x".repeat(300_000) + "\"}";
        assertRefused(send(request("TrentService.Encrypt", wide)), 400, "RequestEntityTooLargeException");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"KeyId\":7,\"Plaintext\":\"AAAA\"}', SerializationException",
        "'{\"KeyId\":{},\"Plaintext\":\"AAAA\"}', SerializationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"**\"}', SerializationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":[]}', SerializationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":{\"a\":null}}', SerializationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"AAAA\",\"GrantTokens\":\"t\"}', SerializationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"AAAA\",\"GrantTokens\":[\"\"]}', ValidationException",
        "'{\"KeyId\":\"\",\"Plaintext\":\"AAAA\"}', ValidationException",
        "'{\"Plaintext\":\"AAAA\"}', ValidationException",
        "'{\"KeyId\":null,\"Plaintext\":\"AAAA\"}', ValidationException",
        "'{\"KeyId\":\"k\"}', ValidationException",
        "'{\"KeyId\":\"k\",\"Plaintext\":\"AAAA\"}', NotFoundException"
    })
    void everyMemberHasItsType(String body, String code) throws Exception {
        assertRefused(send(request("TrentService.Encrypt", body)), 400, code);
    }

    @Test
    void unknownOperationsAreRefusedAndNotCounted() throws Exception {
        for (String target : List.of("TrentService.Sign", "Decrypt", "TrentService.", "x")) {
            assertRefused(send(request(target, "{}")), 400, "UnknownOperationException");
        }
        assertRefused(
                send(HttpRequest.newBuilder(kms.endpoint()).POST(BodyPublishers.ofString("{}"))),
                400,
                "UnknownOperationException");
        assertThat(kms.calls()).isZero();
    }

    @Test
    void onlyPostsToTheRootAreTaken() throws Exception {
        assertRefused(send(request("TrentService.ListKeys", "{}").GET()), 405, "UnknownOperationException");
        assertRefused(
                send(request("TrentService.ListKeys", "{}").uri(URI.create(kms.endpoint() + "/keys"))),
                404,
                "UnknownOperationException");
    }

    @Test
    void aPageInABrowserGetsNothing() throws Exception {
        assertRefused(
                send(request("TrentService.ListKeys", "{}").header("Origin", "http://example.com")),
                403,
                "AccessDeniedException");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, MissingAuthenticationTokenException",
        "Credential=any/20250117/us-east-1/s3/aws4_request, InvalidSignatureException",
        "Credential=any/today/us-east-1/kms/aws4_request, MissingAuthenticationTokenException"
    })
    void aSignatureMustSayTheRegion(String authorization, String code) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(kms.endpoint())
                .header("X-Amz-Target", "TrentService.ListKeys")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString("{}"));

        assertRefused(send(request), 400, code);
    }

    @Test
    void callersThatSendNothingHoldUpNobody() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), kms.endpoint().getPort());
                silent.add(socket);
                socket.getOutputStream()
                        .write(("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: TrentService.ListKeys\r\nAuthorization: "
                                        + SIGNED + "\r\nContent-Length: 1000000000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(send(request("TrentService.ListKeys", "{}")).statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void itListensOnThisMachineAlone() {
        assertThat(kms.endpoint().getHost())
                .isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
    }

    @Test
    void aPortThatIsTakenIsTold() {
        int port = kms.endpoint().getPort();

        assertThatThrownBy(() -> LocalKms.builder().port(port).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("can't start on port " + port);
    }

    @Test
    void closingTwiceDoesNothing() {
        LocalKms other =
                LocalKms.builder().region("eu-west-1").account("444455556666").start();
        assertThat(other.createKey()).startsWith("arn:aws:kms:eu-west-1:444455556666:key/");
        other.close();
        other.close();

        assertThatThrownBy(
                        () -> http.send(HttpRequest.newBuilder(other.endpoint()).build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aWrongDescriptionIsRefused() {
        LocalKms.Builder builder = LocalKms.builder();

        assertThatThrownBy(() -> builder.port(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.region("Ireland")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.account("1")).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpRequest.Builder request(String target, String body) {
        return HttpRequest.newBuilder(kms.endpoint())
                .header("X-Amz-Target", target)
                .header("Authorization", SIGNED)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).startsWith("{\"__type\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
