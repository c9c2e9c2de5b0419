package dev.itemseal.testkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service's answer to a call that it refuses: a code, mostly a message, and an HTTP status. */
final class ServiceErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    ServiceErrorException(String code, @Nullable String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The service says of a ciphertext that does not hold no more than that. */
    static ServiceErrorException invalidCiphertext() {
        return new ServiceErrorException("InvalidCiphertextException", null);
    }

    static ServiceErrorException notFound(String message) {
        return new ServiceErrorException("NotFoundException", message);
    }

    static ServiceErrorException invalidState(String message) {
        return new ServiceErrorException("KMSInvalidStateException", message);
    }

    static ServiceErrorException unsupported(String message) {
        return new ServiceErrorException("UnsupportedOperationException", message);
    }

    static ServiceErrorException invalid(String parameter, String constraint) {
        return new ServiceErrorException(
                "ValidationException",
                "1 validation error detected: Value at '" + parameter + "' failed to satisfy constraint: Member must "
                        + constraint);
    }

    static ServiceErrorException serialization(String message) {
        return new ServiceErrorException("SerializationException", message);
    }

    String code() {
        return code;
    }

    Optional<String> message() {
        return Optional.ofNullable(getMessage());
    }

    /** What the service sends with the code: nearly always 400, whatever the kind of error. */
    int status() {
        return switch (code) {
            case "KMSInternalException", "KeyUnavailableException", "InternalFailure" -> 500;
            case "DependencyTimeoutException", "ServiceUnavailableException" -> 503;
            default -> 400;
        };
    }
}
