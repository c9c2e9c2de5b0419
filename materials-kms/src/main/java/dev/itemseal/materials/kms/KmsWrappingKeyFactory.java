package dev.itemseal.materials.kms;

import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a {@link KmsWrappingKey} from settings, under the id {@code kms}: {@code key}, {@code accepted-keys},
 * {@code accepted-rule}, {@code related-multi-region-keys}, {@code region}, {@code endpoint}, {@code profile},
 * {@code grant-tokens}, {@code max-concurrent-calls} and {@code cache} as for {@link KmsMaterialsProviderFactory}.
 */
public final class KmsWrappingKeyFactory implements WrappingKeyFactory {

    /** Makes the factory. */
    public KmsWrappingKeyFactory() {}

    @Override
    public String id() {
        return "kms";
    }

    @Override
    public WrappingKeys create(Settings settings) {
        KmsSettings common = new KmsSettings(settings, Set.of());
        Supplier<KmsKeys> keys = common.keys();
        KmsConnection connection = common.connection();
        settings.check();
        KmsWrappingKey key = KmsWrappingKey.of(connection, keys.get());
        return new WrappingKeys(Optional.of(key), Optional.of(key));
    }
}
