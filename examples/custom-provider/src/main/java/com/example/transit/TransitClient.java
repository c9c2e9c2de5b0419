package com.example.transit;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.SecretBytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two calls to a transit service in the manner of HashiCorp Vault. Safe for use by several threads. */
final class TransitClient {

    private static final int DATA_KEY_BYTES = 64;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final String key;
    private final SecretBytes token;
    private final Duration timeout;

    TransitClient(URI address, String key, SecretBytes token, Duration timeout) {
        this.address = address;
        this.key = key;
        this.token = token;
        this.timeout = timeout;
    }

    /** A data key in clear, which its user wipes, and as the service has encrypted it. */
    record DataKey(byte[] plaintext, String ciphertext) {}

    DataKey newDataKey(String tableName) {
        String answer = post("datakey/plaintext", "\"bits\":512", tableName);
        return new DataKey(dataKey(answer), field(answer, "ciphertext"));
    }

    byte[] decrypt(String ciphertext, String tableName) {
        return dataKey(post("decrypt", "\"ciphertext\":\"" + ciphertext + '"', tableName));
    }

    private String post(String operation, String parameter, String tableName) {
        String associated = Base64.getEncoder().encodeToString(tableName.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/v1/transit/" + operation + '/' + key))
                .timeout(timeout)
                .header("X-Vault-Token", new String(token.toByteArray(), StandardCharsets.UTF_8))
                .POST(BodyPublishers.ofString("{" + parameter + ",\"associated_data\":\"" + associated + "\"}"))
                .build();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw unavailable("it can't be reached, or not in time", true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the call was interrupted", true, e);
        }
        int status = response.statusCode();
        if (status == BAD_REQUEST && operation.equals("decrypt")) {
            throw new MaterialsException(
                    Reason.KEY_NOT_UNWRAPPED,
                    "The data key of an item of the table '" + tableName + "' does not decrypt in the transit service; the"
                            + " item belongs to another key, or was changed");
        }
        if (status != 200) {
            boolean passing = status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
            throw unavailable("it answered with status " + status, passing, null);
        }
        return response.body();
    }

    private byte[] dataKey(String answer) {
        byte[] dataKey = Base64.getDecoder().decode(field(answer, "plaintext"));
        if (dataKey.length != DATA_KEY_BYTES) {
            throw unavailable("it gave a data key of " + dataKey.length + " bytes", false, null);
        }
        return dataKey;
    }

    /** All that we look for are texts without escapes. */
    private String field(String answer, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\"\\s*:\\s*\"([A-Za-z0-9+/=:]*)\"").matcher(answer);
        if (!matcher.find()) {
            throw unavailable("its answer has no " + name, false, null);
        }
        return matcher.group(1);
    }

    private MaterialsException unavailable(String problem, boolean retryable, Exception cause) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The key '" + key + "' of the transit service at " + address + " can't be used: " + problem,
                retryable,
                cause);
    }
}
