package dev.itemseal.engine;

import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;

/** Keys of the JCA that stay in a device, which may fail at any time. Stateless. */
final class DeviceKeys {

    private DeviceKeys() {}

    static MaterialsException failed(String algorithm, Exception cause) {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The key for " + algorithm
                        + " failed at work; if it is in a device, see whether that can be reached and"
                        + " permits this use",
                false,
                cause);
    }
}
