package dev.itemseal.engine;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.MalformedException;
import java.util.Optional;

/** Takes the reserved attributes of a stored item for what they should be (rules RD-3 and DSC-4). Stateless. */
final class ReservedValues {

    private ReservedValues() {}

    /**
     * Finds a reserved attribute.
     *
     * @param whose names the item in the refusal, such as {@code An item of table 'T'}
     */
    static Optional<BinaryValue> bytes(Item stored, String name, String whose) {
        return stored.attribute(name).map(value -> {
            if (value instanceof BinaryValue binary) {
                return binary;
            }
            throw new ItemRefusedException(
                    Reason.RESERVED_ATTRIBUTE_TYPE,
                    whose + " was refused: its attribute '" + name + "' is of type " + value.type()
                            + " instead of B; another program wrote it, or it was tampered with");
        });
    }

    static MaterialDescription description(BinaryValue stored, String whose) {
        try {
            return DescriptionCodec.deserialize(stored);
        } catch (MalformedException e) {
            throw new ItemRefusedException(
                    Reason.DESCRIPTION_MALFORMED,
                    whose + " was refused: its material description can't be read (" + e.getMessage()
                            + "); it was damaged or tampered with");
        }
    }
}
