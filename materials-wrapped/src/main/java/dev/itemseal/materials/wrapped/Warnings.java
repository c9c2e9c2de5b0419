package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.MacKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Key;
import java.security.interfaces.RSAKey;

/** What is allowed but dangerous is logged once, when a provider is built. */
final class Warnings {

    /** Smaller RSA keys are weak (rule KEY-3). */
    static final int WEAK_RSA_BELOW_BITS = 2048;

    private static final Logger LOGGER = System.getLogger("dev.itemseal.materials.wrapped");

    private Warnings() {}

    /** Rule KEY-2. */
    static void weakMacKey(String use) {
        LOGGER.log(
                Level.WARNING,
                "The " + use + " key is an HMAC key of less than " + MacKey.WEAK_BELOW_BITS
                        + " bits and can be guessed; write new items with a key of at least that size");
    }

    /** Rule KEY-3; silent for keys that are not RSA or don't show their size. */
    static void ifWeakRsa(String use, Key key) {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < WEAK_RSA_BELOW_BITS) {
            LOGGER.log(
                    Level.WARNING,
                    "The " + use + " key is an RSA key of " + rsa.getModulus().bitLength()
                            + " bits and can be broken; write new items with a key of at least "
                            + WEAK_RSA_BELOW_BITS + " bits");
        }
    }

    /** Rule WRP-17. */
    static void exchangeableContentKey() {
        LOGGER.log(
                Level.WARNING,
                "Content keys are wrapped with RSA, but items are signed with an HMAC key: the signature does not cover"
                        + " the material description, so whoever has the public wrapping key can exchange an item's"
                        + " content key; sign with an RSA or EC key, or wrap with AES");
    }
}
