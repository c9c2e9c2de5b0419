package dev.itemseal.integration;

import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;

/** A provider with keys that were made for one test. */
final class TestProvider {

    private TestProvider() {}

    static MaterialsProvider create() {
        AesWrappingKey wrappingKey = AesWrappingKey.ofBytes(random());
        return WrappedMaterialsProvider.builder()
                .wrappingKey(wrappingKey)
                .unwrappingKey(wrappingKey)
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, random()))
                .build();
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
