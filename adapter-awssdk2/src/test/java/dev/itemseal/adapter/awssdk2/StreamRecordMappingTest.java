package dev.itemseal.adapter.awssdk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.ItemChange;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records that no stream gives. */
class StreamRecordMappingTest {

    private static Record record(String event) {
        return Record.builder()
                .eventName(event)
                .dynamodb(change -> change.keys(ClientFixtures.key()))
                .build();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "TRUNCATE"})
    void refusesARecordWithoutAnEventThatIsKnown(String event) {
        InvalidItemException refusal =
                catchThrowableOfType(InvalidItemException.class, () -> StreamRecordMapping.toItemChange(record(event)));

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_VALUE);
    }

    @Test
    void takesARecordOfKeysAlone() {
        ItemChange change = StreamRecordMapping.toItemChange(record("REMOVE"));

        assertThat(change.type()).isEqualTo(ItemChange.Type.REMOVE);
        assertThat(change.newImage()).isEmpty();
        assertThat(change.sequenceNumber()).isEmpty();
    }
}
