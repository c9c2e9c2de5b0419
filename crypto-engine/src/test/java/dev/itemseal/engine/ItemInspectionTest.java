package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.DescriptionCodec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemInspectionTest {

    private final Item stored = StandardItemEncryptor.create().encrypt(ITEM, CONFIG);

    @Test
    void storedItem() {
        ItemInspection inspection = ItemInspection.of(stored, ReservedAttributes.DEFAULT);
        assertThat(inspection.signatureLength()).hasValue(32);
        assertThat(inspection.symmetricMode()).contains("/CBC/PKCS5Padding");
        assertThat(inspection.signingAlgorithm()).isEmpty();
        assertThat(inspection.ciphertextLike()).containsExactly("drink");
    }

    @Test
    void namedAlgorithm() {
        MaterialDescription description = MaterialDescription.of(Map.of("amzn-ddb-map-signingAlg", "SHA256withRSA"));
        Item signed = ITEM.with(DESCRIPTION, BinaryValue.copyOf(DescriptionCodec.serialize(description)));
        ItemInspection inspection = ItemInspection.of(signed, ReservedAttributes.DEFAULT);
        assertThat(inspection.signatureLength()).isEmpty();
        assertThat(inspection.description()).contains(description);
        assertThat(inspection.symmetricMode()).isEmpty();
        assertThat(inspection.signingAlgorithm()).contains("SHA256withRSA");
    }

    @Test
    void plaintextItem() {
        ItemInspection inspection = ItemInspection.of(ITEM, ReservedAttributes.DEFAULT);
        assertThat(inspection.signatureLength()).isEmpty();
        assertThat(inspection.description()).isEmpty();
        assertThat(inspection.ciphertextLike()).isEmpty();
    }

    @Test
    void damagedItem() {
        assertThat(catchThrowableOfType(
                                ItemRefusedException.class,
                                () -> ItemInspection.of(
                                        stored.with(SIGNATURE, AttributeValue.ofNull()), ReservedAttributes.DEFAULT))
                        .reason())
                .isEqualTo(Reason.RESERVED_ATTRIBUTE_TYPE);
        assertThat(catchThrowableOfType(
                                ItemRefusedException.class,
                                () -> ItemInspection.of(
                                        stored.with(DESCRIPTION, Fixtures.binary("00")), ReservedAttributes.DEFAULT))
                        .reason())
                .isEqualTo(Reason.DESCRIPTION_MALFORMED);
    }
}
