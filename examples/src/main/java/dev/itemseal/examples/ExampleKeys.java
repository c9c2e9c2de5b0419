package dev.itemseal.examples;

import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;

/** Keys for the examples. Yours come from where you keep secrets, and are the same tomorrow. */
final class ExampleKeys {

    private ExampleKeys() {}

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** One key wraps a fresh content key for every item, another signs. */
    static MaterialsProvider provider() {
        AesWrappingKey wrappingKey = AesWrappingKey.ofBytes(random(32));
        return WrappedMaterialsProvider.builder()
                .wrappingKey(wrappingKey)
                .unwrappingKey(wrappingKey)
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, random(32)))
                .build();
    }
}
