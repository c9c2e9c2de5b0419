package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an {@link RsaWrappingKey}, an {@link RsaUnwrappingKey} or both from settings, under the id {@code rsa}.
 *
 * <ul>
 *   <li>{@code public-key}, {@code private-key}: key sections as {@link StaticMaterialsProviderFactory} describes them;
 *       at least one of them.
 *   <li>{@code algorithm}: how the public key wraps, by {@link RsaTransformation#jcaName()}; the default is
 *       {@code RSA/ECB/OAEPWithSHA-256AndMGF1Padding}. To name {@code RSA/ECB/PKCS1Padding} is to allow it for reading,
 *       too.
 *   <li>{@code allow-pkcs1}: whether the private key unwraps PKCS #1 v1.5, {@code false} by default;
 *       {@link RsaUnwrappingKey#allowingPkcs1()} says what that means.
 * </ul>
 */
public final class RsaWrappingKeyFactory implements WrappingKeyFactory {

    static final String ALGORITHM = "algorithm";
    static final String ALLOW_PKCS1 = "allow-pkcs1";

    private static final String PUBLIC_KEY = "public-key";
    private static final String PRIVATE_KEY = "private-key";

    /** Makes the factory. */
    public RsaWrappingKeyFactory() {}

    @Override
    public String id() {
        return "rsa";
    }

    @Override
    public WrappingKeys create(Settings settings) {
        settings.requireOnly(Set.of(PUBLIC_KEY, PRIVATE_KEY, ALGORITHM, ALLOW_PKCS1));
        RsaTransformation transformation = ProviderSettings.transformation(settings, ALGORITHM);
        boolean pkcs1Allowed = settings.flag(ALLOW_PKCS1, false) || transformation == RsaTransformation.PKCS1;
        Settings publicSection = settings.group(PUBLIC_KEY);
        Settings privateSection = settings.group(PRIVATE_KEY);
        if (publicSection.isEmpty() && privateSection.isEmpty()) {
            settings.refuse(new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "The setting '" + settings.fullName("") + "' needs '" + settings.fullName(PUBLIC_KEY)
                            + "' to write, '" + settings.fullName(PRIVATE_KEY) + "' to read, or both; add them"));
        }
        Optional<WrappingKey> wrapping = ProviderSettings.key(
                publicSection,
                key -> KeySettings.named(publicSection, () -> RsaWrappingKey.of(key.publicKey(), transformation)));
        Optional<UnwrappingKey> unwrapping = ProviderSettings.key(
                        privateSection,
                        key -> KeySettings.named(privateSection, () -> RsaUnwrappingKey.of(key.privateKey())))
                .map(key -> pkcs1Allowed ? key.allowingPkcs1() : key);
        settings.check();
        return new WrappingKeys(wrapping, unwrapping);
    }
}
