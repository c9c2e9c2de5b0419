package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes a {@link WrappedMaterialsProvider} from settings, under the id {@code wrapped}.
 *
 * <ul>
 *   <li>{@code wrapping-key}: the id of a {@link dev.itemseal.api.plugin.WrappingKeyFactory}, such as {@code aes},
 *       {@code rsa} or {@code tink}, whose settings stand in this section. Without it, items are only verified.
 *   <li>{@code wrapping-keys}: instead, the names of several keys, separated by commas, in the order in which they wrap and
 *       are tried for unwrapping; {@code wrapping-keys.<name>} is the id of each one's factory, and its settings stand in
 *       that section.
 *   <li>{@code content-key-algorithm}: {@code AES/256}, which is the default, {@code AES/192}, {@code AES/128} or
 *       {@code AES}.
 *   <li>{@code signing-key}, {@code verification-key}, {@code description.<entry>}: as for
 *       {@link StaticMaterialsProviderFactory}.
 * </ul>
 */
public final class WrappedMaterialsProviderFactory implements MaterialsProviderFactory {

    private static final String WRAPPING_KEYS = "wrapping-keys";
    private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final SecretSource source;

    /** Makes the factory. */
    public WrappedMaterialsProviderFactory() {
        this(System::getenv);
    }

    WrappedMaterialsProviderFactory(UnaryOperator<String> environment) {
        source = SecretSource.ofKeys(environment);
    }

    @Override
    public String id() {
        return "wrapped";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(
                ProviderSettings.WRAPPING_KEY,
                WRAPPING_KEYS,
                ProviderSettings.CONTENT_KEY_ALGORITHM,
                ProviderSettings.SIGNING_KEY,
                ProviderSettings.VERIFICATION_KEY,
                ProviderSettings.DESCRIPTION));
        WrappedMaterialsProvider.Builder provider = WrappedMaterialsProvider.builder()
                .signatureKeys(ProviderSettings.signatureKeys(settings, source))
                .contentKeyAlgorithm(ProviderSettings.contentKeyAlgorithm(settings))
                .description(ProviderSettings.description(settings));
        Settings wrappingKey = settings.section(ProviderSettings.WRAPPING_KEY);
        Settings wrappingKeys = settings.section(WRAPPING_KEYS);
        if (!wrappingKey.isEmpty() && !wrappingKeys.isEmpty()) {
            throw wrappingKeys.invalid(
                    "", "stands beside '" + wrappingKey.fullName("") + "'; name one key or several, not both");
        }
        if (!wrappingKey.isEmpty()) {
            WrappingKeys keys = plugins.wrappingKeys(wrappingKey);
            keys.wrapping().ifPresent(provider::wrappingKey);
            keys.unwrapping().ifPresent(provider::unwrappingKey);
        }
        if (!wrappingKeys.isEmpty()) {
            addAll(wrappingKeys, plugins, provider);
        }
        return KeySettings.named(settings, provider::build);
    }

    private static void addAll(Settings settings, PluginContext plugins, WrappedMaterialsProvider.Builder provider) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : settings.id().split(",", -1)) {
            if (!KEY_NAME.matcher(name.strip()).matches() || !names.add(name.strip())) {
                throw settings.invalid(
                        "", "must be names separated by commas, each once, of letters, digits, '-' and '_'");
            }
        }
        settings.requireOnly(names);
        for (String name : names) {
            WrappingKeys keys = plugins.wrappingKeys(settings.section(name));
            keys.wrapping().ifPresent(key -> provider.addWrappingKey(name, key));
            keys.unwrapping().ifPresent(key -> provider.addUnwrappingKey(name, key));
        }
    }
}
