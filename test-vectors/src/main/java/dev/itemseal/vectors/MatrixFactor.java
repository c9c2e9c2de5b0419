package dev.itemseal.vectors;

import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the cases of the matrix differ in, and the levels of each. */
enum MatrixFactor {
    PROVIDER("provider", List.of("static", "wrapped", "most-recent", "kms")),
    CONTENT_KEY("content-key", List.of("AES/128", "AES/192", "AES/256")),
    WRAPPING_KEY(
            "wrapping-key",
            List.of(
                    MatrixFactor.NONE,
                    "AES/128",
                    "AES/192",
                    "AES/256",
                    "RSA/ECB/OAEPWithSHA-1AndMGF1Padding",
                    "RSA/ECB/OAEPWithSHA-256AndMGF1Padding",
                    "RSA/ECB/OAEPWithSHA-384AndMGF1Padding",
                    "RSA/ECB/OAEPWithSHA-512AndMGF1Padding",
                    MatrixFactor.PKCS1)),
    SIGNATURE(
            "signature",
            Stream.of(SigningAlgorithm.values()).map(SigningAlgorithm::jcaName).toList()),
    VALUE("value", Arrays.stream(MatrixValue.values()).map(MatrixValue::level).toList()),
    ACTION("action", List.of("encrypt", "sign", "nothing")),
    DIALECT("dialect", List.of("java", "python")),
    PARTITION_KEY("partition-key", List.of("S", "N", "B")),
    SORT_KEY("sort-key", List.of(MatrixFactor.NONE, "S", "N", "B")),
    DESCRIPTION_BINDING("description-binding", List.of(MatrixFactor.NONE, "written"));

    static final String NONE = "none";
    static final String PKCS1 = "RSA/ECB/PKCS1Padding";

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // each is an unmodifiable list
    private final List<String> levels;

    MatrixFactor(String label, List<String> levels) {
        this.label = label;
        this.levels = levels;
    }

    String label() {
        return label;
    }

    List<String> levels() {
        return levels;
    }
}
