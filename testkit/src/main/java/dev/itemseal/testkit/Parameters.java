package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The parameters of a call, read as the service reads them: each with its bounds, unknown ones passed over. */
record Parameters(ObjectNode json) {

    private static final int MOST_GRANT_TOKENS = 10;
    private static final int LONGEST_GRANT_TOKEN = 8192;
    private static final int LONGEST_CONTEXT = 8192;

    Optional<String> text(String name, int maxLength) {
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        String text = textOf(node);
        if (text.length() > maxLength) {
            throw ServiceErrorException.invalid(memberName(name), "have length less than or equal to " + maxLength);
        }
        return Optional.of(text);
    }

    String requiredText(String name, int maxLength) {
        String text =
                text(name, maxLength).orElseThrow(() -> ServiceErrorException.invalid(memberName(name), "not be null"));
        if (text.isEmpty()) {
            throw ServiceErrorException.invalid(memberName(name), "have length greater than or equal to 1");
        }
        return text;
    }

    byte[] requiredBytes(String name, int maxLength) {
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            throw ServiceErrorException.invalid(memberName(name), "not be null");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(textOf(node));
        } catch (IllegalArgumentException e) {
            throw ServiceErrorException.serialization("'" + name + "' is not Base64"); // the cause may quote a secret
        }
        if (bytes.length == 0) {
            throw ServiceErrorException.invalid(memberName(name), "have length greater than or equal to 1");
        }
        if (bytes.length > maxLength) {
            throw ServiceErrorException.invalid(memberName(name), "have length less than or equal to " + maxLength);
        }
        return bytes;
    }

    OptionalInt integer(String name, int min, int max) {
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber()) {
            throw ServiceErrorException.serialization("'" + name + "' must be an integer");
        }
        if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw ServiceErrorException.invalid(
                    memberName(name),
                    "have value greater than or equal to " + min + " and less than or equal to " + max);
        }
        return OptionalInt.of(node.intValue());
    }

    boolean flag(String name) {
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            return false;
        }
        if (!node.isBoolean()) {
            throw ServiceErrorException.serialization("'" + name + "' must be a truth value");
        }
        return node.booleanValue();
    }

    /** An encryption context; no context is an empty one. */
    Map<String, String> context(String name) {
        JsonNode node = json.path(name);
        Map<String, String> context = new TreeMap<>();
        if (isAbsent(node)) {
            return context;
        }
        if (!node.isObject()) {
            throw ServiceErrorException.serialization("'" + name + "' must be a map of strings");
        }
        int length = 0;
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String value = textOf(entry.getValue());
            context.put(entry.getKey(), value);
            length += entry.getKey().getBytes(StandardCharsets.UTF_8).length
                    + value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (length > LONGEST_CONTEXT) {
            throw ServiceErrorException.invalid(memberName(name), "have at most " + LONGEST_CONTEXT + " bytes");
        }
        return context;
    }

    /** Grant tokens are not needed for anything here, but have their bounds. */
    void checkGrantTokens() {
        JsonNode node = json.path("GrantTokens");
        if (isAbsent(node)) {
            return;
        }
        if (!node.isArray()) {
            throw ServiceErrorException.serialization("'GrantTokens' must be a list of strings");
        }
        if (node.size() > MOST_GRANT_TOKENS) {
            throw ServiceErrorException.invalid(
                    "grantTokens", "have length less than or equal to " + MOST_GRANT_TOKENS);
        }
        for (JsonNode token : node) {
            int length = textOf(token).length();
            if (length == 0 || length > LONGEST_GRANT_TOKEN) {
                throw ServiceErrorException.invalid(
                        "grantTokens", "have members of a length from 1 to " + LONGEST_GRANT_TOKEN);
            }
        }
    }

    /** For what the service can and this server can't: better refused than passed over. */
    void refuse(String... names) {
        for (String name : names) {
            if (!isAbsent(json.path(name))) {
                throw ServiceErrorException.unsupported("The local KMS does not know the parameter '" + name + "'");
            }
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String textOf(JsonNode node) {
        if (!node.isTextual()) {
            throw ServiceErrorException.serialization("A member that must be a string is none");
        }
        return node.textValue();
    }

    /** The service's messages name members with a small first letter. */
    private static String memberName(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
