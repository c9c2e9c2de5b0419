package dev.itemseal.materials.wrapped;

import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes an {@link AesWrappingKey} from settings, under the id {@code aes}. The settings are a key section as
 * {@link StaticMaterialsProviderFactory} describes it.
 */
public final class AesWrappingKeyFactory implements WrappingKeyFactory {

    private final SecretSource source;

    /** Makes the factory. */
    public AesWrappingKeyFactory() {
        this(System::getenv);
    }

    AesWrappingKeyFactory(UnaryOperator<String> environment) {
        source = SecretSource.ofKeys(environment);
    }

    @Override
    public String id() {
        return "aes";
    }

    @Override
    public WrappingKeys create(Settings settings) {
        AesWrappingKey key = new KeySettings(settings, source).secretKey(AesWrappingKey::ofBytes);
        return new WrappingKeys(Optional.of(key), Optional.of(key));
    }
}
