package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a {@link WrappedMaterialsProvider} from settings, under the id {@code wrapped}.
 *
 * <ul>
 *   <li>{@code wrapping-key}: the id of a {@link dev.itemseal.api.plugin.WrappingKeyFactory}, such as {@code aes},
 *       {@code rsa} or {@code tink}, whose settings stand in this section. Without it, items are only verified.
 *   <li>{@code content-key-algorithm}: {@code AES/256}, which is the default, {@code AES/192}, {@code AES/128} or
 *       {@code AES}.
 *   <li>{@code signing-key}, {@code verification-key}, {@code description.<entry>}: as for
 *       {@link StaticMaterialsProviderFactory}.
 * </ul>
 */
public final class WrappedMaterialsProviderFactory implements MaterialsProviderFactory {

    /** Makes the factory. */
    public WrappedMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "wrapped";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(
                ProviderSettings.WRAPPING_KEY,
                ProviderSettings.CONTENT_KEY_ALGORITHM,
                ProviderSettings.SIGNING_KEY,
                ProviderSettings.VERIFICATION_KEY,
                ProviderSettings.DESCRIPTION));
        Supplier<SignatureKeys> signatureKeys = ProviderSettings.signatureKeys(settings);
        Settings wrappingKey = settings.section(ProviderSettings.WRAPPING_KEY);
        Optional<WrappingKeys> wrappingKeys =
                wrappingKey.isEmpty() ? Optional.empty() : Optional.of(plugins.wrappingKeys(wrappingKey));
        ContentKeyAlgorithm contentKeyAlgorithm = ProviderSettings.contentKeyAlgorithm(settings);
        MaterialDescription description = ProviderSettings.description(settings);
        settings.check();
        WrappedMaterialsProvider.Builder provider = WrappedMaterialsProvider.builder()
                .signatureKeys(signatureKeys.get())
                .contentKeyAlgorithm(contentKeyAlgorithm)
                .description(description);
        wrappingKeys.ifPresent(keys -> {
            keys.wrapping().ifPresent(provider::wrappingKey);
            keys.unwrapping().ifPresent(provider::unwrappingKey);
        });
        return KeySettings.named(settings, provider::build);
    }
}
