package dev.itemseal.materials.wrapped;

import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Optional;

/**
 * Makes an {@link AesWrappingKey} from settings, under the id {@code aes}. The settings are a key section as
 * {@link StaticMaterialsProviderFactory} describes it.
 */
public final class AesWrappingKeyFactory implements WrappingKeyFactory {

    /** Makes the factory. */
    public AesWrappingKeyFactory() {}

    @Override
    public String id() {
        return "aes";
    }

    @Override
    public WrappingKeys create(Settings settings) {
        AesWrappingKey key = new KeySettings(settings).secretKey(AesWrappingKey::ofBytes);
        return new WrappingKeys(Optional.of(key), Optional.of(key));
    }
}
