package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.List;
import java.util.function.Predicate;

/**
 * Levels of two factors that don't go together: each of the first with each of the second.
 *
 * @param because why not, as a sentence
 */
record MatrixExclusion(
        MatrixFactor one, List<String> levels, MatrixFactor two, List<String> otherLevels, String because) {

    static final List<MatrixExclusion> ALL = List.of(
            new MatrixExclusion(
                    MatrixFactor.PROVIDER,
                    List.of("static", "most-recent", "kms"),
                    MatrixFactor.WRAPPING_KEY,
                    those(MatrixFactor.WRAPPING_KEY, key -> !key.equals(MatrixFactor.NONE)),
                    "Only a wrapped provider is given a wrapping key."),
            new MatrixExclusion(
                    MatrixFactor.PROVIDER,
                    List.of("wrapped"),
                    MatrixFactor.WRAPPING_KEY,
                    List.of(MatrixFactor.NONE),
                    "A wrapped provider needs a wrapping key to write."),
            new MatrixExclusion(
                    MatrixFactor.PROVIDER,
                    List.of("most-recent"),
                    MatrixFactor.CONTENT_KEY,
                    List.of("AES/128", "AES/192"),
                    "Content keys under a version have 256 bits (rule MRP-9)."),
            new MatrixExclusion(
                    MatrixFactor.PROVIDER,
                    List.of("most-recent"),
                    MatrixFactor.SIGNATURE,
                    those(MatrixFactor.SIGNATURE, name -> !name.equals("HmacSHA256")),
                    "The signing key of a version is for HmacSHA256 (rule MRP-8)."),
            new MatrixExclusion(
                    MatrixFactor.PROVIDER,
                    List.of("kms"),
                    MatrixFactor.SIGNATURE,
                    those(MatrixFactor.SIGNATURE, name -> family(name) != SigningAlgorithm.Family.HMAC),
                    "The signing key comes out of the data key, for HMAC (rules KMS-9 and KMS-11)."));

    private static List<String> those(MatrixFactor factor, Predicate<String> excluded) {
        return factor.levels().stream().filter(excluded).toList();
    }

    private static SigningAlgorithm.Family family(String name) {
        return SigningAlgorithm.ofJcaName(name).orElseThrow().family();
    }

    boolean excludes(MatrixFactor factor, String level, MatrixFactor other, String otherLevel) {
        return factor == one && levels.contains(level) && other == two && otherLevels.contains(otherLevel);
    }

    void writeTo(ArrayNode array) {
        ObjectNode node = array.addObject();
        levels.forEach(node.putArray(one.label())::add);
        otherLevels.forEach(node.putArray(two.label())::add);
        node.put("because", because);
    }
}
