package dev.itemseal.materials.wrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What must be refused, and why. */
final class Refusals {

    private Refusals() {}

    static ItemsealException assertRefused(Reason reason, ThrowingCallable call) {
        ItemsealException refusal = catchThrowableOfType(ItemsealException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        return refusal;
    }
}
