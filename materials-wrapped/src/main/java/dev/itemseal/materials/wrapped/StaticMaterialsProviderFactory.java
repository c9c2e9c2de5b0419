package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes a {@link StaticMaterialsProvider} from settings, under the id {@code static}.
 *
 * <ul>
 *   <li>{@code content-key}: a key section; the AES key that encrypts values. Without it, items are signed only.
 *   <li>{@code signing-key}: a key section with {@code algorithm}; signs what is written.
 *   <li>{@code verification-key}: a key section with {@code algorithm}, or several separated by commas; verifies what is
 *       read. A secret signing key verifies unless this is set.
 *   <li>{@code description.<entry>}: an entry of each item's description.
 * </ul>
 *
 * <p>A key section has exactly one of {@code file}, {@code env} (a variable's name) and {@code material}; and
 * {@code encoding}: {@code base64}, {@code raw}, {@code der} or {@code pem}. What comes from a variable or stands there
 * is Base64 or PEM text.
 */
public final class StaticMaterialsProviderFactory implements MaterialsProviderFactory {

    /** Makes the factory. */
    public StaticMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "static";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(
                ProviderSettings.CONTENT_KEY,
                ProviderSettings.SIGNING_KEY,
                ProviderSettings.VERIFICATION_KEY,
                ProviderSettings.DESCRIPTION));
        Supplier<SignatureKeys> signatureKeys = ProviderSettings.signatureKeys(settings);
        Optional<AesContentKey> contentKey = ProviderSettings.key(
                settings.group(ProviderSettings.CONTENT_KEY), key -> key.secretKey(AesContentKey::ofBytes));
        MaterialDescription description = ProviderSettings.description(settings, OwnDescription::checkedForStatic);
        settings.check();
        StaticMaterialsProvider.Builder provider = StaticMaterialsProvider.builder()
                .signatureKeys(signatureKeys.get())
                .description(description);
        contentKey.ifPresent(provider::contentKey);
        return KeySettings.named(settings, provider::build);
    }
}
