package dev.itemseal.engine;

import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.FormatV0;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What can be said of a stored item without any key. Nothing of it is verified.
 *
 * @param signatureLength the signature's length in bytes, if there is one
 * @param description the material description, if there is one
 * @param symmetricMode the mode that the description names, if it does
 * @param signingAlgorithm the signature's algorithm that the description names, if it does
 * @param ciphertextLike the names of attributes that have the form of ciphertext, immutable
 */
public record ItemInspection(
        OptionalInt signatureLength,
        Optional<MaterialDescription> description,
        Optional<String> symmetricMode,
        Optional<String> signingAlgorithm,
        List<String> ciphertextLike) {

    private static final String WHOSE = "The item";

    /**
     * Makes an inspection's result.
     *
     * @param signatureLength the signature's length in bytes, if there is one
     * @param description the material description, if there is one
     * @param symmetricMode the mode that the description names, if it does
     * @param signingAlgorithm the signature's algorithm that the description names, if it does
     * @param ciphertextLike the names of attributes that have the form of ciphertext
     */
    public ItemInspection {
        Objects.requireNonNull(signatureLength, "signatureLength");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(symmetricMode, "symmetricMode");
        Objects.requireNonNull(signingAlgorithm, "signingAlgorithm");
        ciphertextLike = List.copyOf(ciphertextLike);
    }

    /**
     * Looks at a stored item.
     *
     * @param stored the item as it is stored
     * @param reserved the names of the reserved attributes
     * @return what can be seen
     * @throws dev.itemseal.api.error.ItemRefusedException with {@code RESERVED_ATTRIBUTE_TYPE} or {@code DESCRIPTION_MALFORMED} if the reserved
     *     attributes are not what they should be
     */
    public static ItemInspection of(Item stored, ReservedAttributes reserved) {
        Optional<MaterialDescription> description = ReservedValues.bytes(stored, reserved.descriptionName(), WHOSE)
                .map(bytes -> ReservedValues.description(bytes, WHOSE));
        Optional<BinaryValue> signature = ReservedValues.bytes(stored, reserved.signatureName(), WHOSE);
        List<String> ciphertextLike = new ArrayList<>();
        stored.forEach((name, value) -> {
            if (!reserved.contains(name)
                    && value instanceof BinaryValue binary
                    && FormatV0.isCiphertextLength(binary.length())) {
                ciphertextLike.add(name);
            }
        });
        return new ItemInspection(
                signature.isPresent() ? OptionalInt.of(signature.get().length()) : OptionalInt.empty(),
                description,
                description.flatMap(entries -> entries.entry(FormatV0.SYMMETRIC_MODE)),
                description.flatMap(entries -> entries.entry(FormatV0.SIGNING_ALGORITHM)),
                ciphertextLike);
    }
}
