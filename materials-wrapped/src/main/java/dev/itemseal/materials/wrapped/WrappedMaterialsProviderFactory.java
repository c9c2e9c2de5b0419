package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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

    /** Names stand in errors; a key that someone has put there by mistake is longer. */
    private static final Pattern KEY_NAME = Pattern.compile("[A-Za-z0-9_-]{1,20}");

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
                WRAPPING_KEYS,
                ProviderSettings.CONTENT_KEY_ALGORITHM,
                ProviderSettings.SIGNING_KEY,
                ProviderSettings.VERIFICATION_KEY,
                ProviderSettings.DESCRIPTION));
        Supplier<SignatureKeys> signatureKeys = ProviderSettings.signatureKeys(settings);
        List<NamedKey<WrappingKeys>> wrappingKeys = wrappingKeys(settings, plugins);
        ContentKeyAlgorithm contentKeyAlgorithm = ProviderSettings.contentKeyAlgorithm(settings);
        MaterialDescription description = ProviderSettings.description(settings, OwnDescription::checkedForWrapped);
        settings.check();
        WrappedMaterialsProvider.Builder provider = WrappedMaterialsProvider.builder()
                .signatureKeys(signatureKeys.get())
                .contentKeyAlgorithm(contentKeyAlgorithm)
                .description(description);
        for (NamedKey<WrappingKeys> named : wrappingKeys) {
            named.key().wrapping().ifPresent(key -> provider.addWrappingKey(named.name(), key));
            named.key().unwrapping().ifPresent(key -> provider.addUnwrappingKey(named.name(), key));
        }
        return KeySettings.named(settings, provider::build);
    }

    private static List<NamedKey<WrappingKeys>> wrappingKeys(Settings settings, PluginContext plugins) {
        Settings one = settings.section(ProviderSettings.WRAPPING_KEY);
        Settings several = settings.section(WRAPPING_KEYS);
        if (!one.isEmpty() && !several.isEmpty()) {
            several.refuse("", "stands beside '" + one.fullName("") + "'; name one key or several, not both");
        }
        List<NamedKey<WrappingKeys>> keys = new ArrayList<>();
        if (!one.isEmpty()) {
            keys.add(new NamedKey<>(ProviderSettings.WRAPPING_KEY, plugins.wrappingKeys(one)));
        }
        if (!several.isEmpty()) {
            names(several).forEach(name -> keys.add(new NamedKey<>(name, plugins.wrappingKeys(several.section(name)))));
        }
        return keys;
    }

    private static Set<String> names(Settings several) {
        Set<String> names = new LinkedHashSet<>();
        several.attempt(several::id).ifPresent(list -> {
            boolean inOrder = true;
            for (String name : list.split(",", -1)) {
                inOrder &= KEY_NAME.matcher(name.strip()).matches() && names.add(name.strip());
            }
            if (inOrder) {
                several.requireOnly(names);
            } else {
                several.refuse(
                        "", "must be names separated by commas, each once, of at most 20 letters, digits, '-' and '_'");
            }
        });
        return names;
    }
}
