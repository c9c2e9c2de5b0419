package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.SecretSource;
import dev.itemseal.api.plugin.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes a {@link KeyStoreMaterialsProvider} from settings, under the id {@code keystore}.
 *
 * <ul>
 *   <li>{@code file}: the keystore; {@code type}: its type, {@code PKCS12} by default.
 *   <li>{@code password}: a section with exactly one of {@code env} (a variable's name) and {@code file} (whose first line
 *       it is); {@code key-password}: the same for the entries, where their password is another one.
 *   <li>{@code signing-key.alias}, {@code signing-key.algorithm}: the entry that signs or verifies, and its algorithm.
 *   <li>{@code wrapping-key.alias}: the entry that wraps; with {@code wrapping-key.algorithm} and
 *       {@code wrapping-key.allow-pkcs1} as for {@link RsaWrappingKeyFactory}, and {@code content-key-algorithm} as for
 *       {@link WrappedMaterialsProviderFactory}.
 *   <li>{@code content-key.alias}: instead of that, the entry that encrypts every item.
 *   <li>{@code description.<entry>}: an entry of each item's description.
 * </ul>
 */
public final class KeyStoreMaterialsProviderFactory implements MaterialsProviderFactory {

    private static final String FILE = "file";
    private static final String TYPE = "type";
    private static final String PASSWORD = "password";
    private static final String KEY_PASSWORD = "key-password";
    private static final String ALIAS = "alias";
    private static final int MAX_PASSWORD_BYTES = 64 * 1024;

    /** Makes the factory. */
    public KeyStoreMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "keystore";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(
                FILE,
                TYPE,
                PASSWORD,
                KEY_PASSWORD,
                ProviderSettings.SIGNING_KEY,
                ProviderSettings.WRAPPING_KEY,
                ProviderSettings.CONTENT_KEY,
                ProviderSettings.CONTENT_KEY_ALGORITHM,
                ProviderSettings.DESCRIPTION));
        settings.required(FILE);
        Optional<Path> file = settings.file(FILE);
        String type = settings.optional(TYPE).orElse("PKCS12");
        Supplier<char[]> password = password(settings.group(PASSWORD));
        Settings keyPasswordSection = settings.group(KEY_PASSWORD);
        Supplier<char[]> keyPassword = keyPasswordSection.isEmpty() ? password : password(keyPasswordSection);
        ContentKeyAlgorithm contentKeyAlgorithm = ProviderSettings.contentKeyAlgorithm(settings);
        MaterialDescription description = ProviderSettings.description(
                settings,
                settings.section(ProviderSettings.WRAPPING_KEY).isEmpty()
                        ? OwnDescription::checkedForStatic
                        : OwnDescription::checkedForWrapped);
        Consumer<KeyStoreMaterialsProvider.Builder> keys = signingKey(settings.group(ProviderSettings.SIGNING_KEY))
                .andThen(wrappingKey(settings.group(ProviderSettings.WRAPPING_KEY)))
                .andThen(contentKey(settings.group(ProviderSettings.CONTENT_KEY)));
        settings.check();
        KeyStoreMaterialsProvider.Builder provider = KeyStoreMaterialsProvider.builder(
                        KeyStoreSource.file(file.orElseThrow(), type, password))
                .keyPassword(keyPassword)
                .contentKeyAlgorithm(contentKeyAlgorithm)
                .description(description);
        keys.accept(provider);
        return KeySettings.named(settings, provider::build);
    }

    private static Consumer<KeyStoreMaterialsProvider.Builder> signingKey(Settings section) {
        section.requireOnly(Set.of(ALIAS, KeySettings.ALGORITHM));
        String alias = section.required(ALIAS);
        Optional<SigningAlgorithm> algorithm =
                section.optional(KeySettings.ALGORITHM).flatMap(name -> KeySettings.signingAlgorithm(section, name));
        return provider -> {
            provider.signingKeyAlias(alias);
            algorithm.ifPresent(provider::signingAlgorithm);
        };
    }

    private static Consumer<KeyStoreMaterialsProvider.Builder> wrappingKey(Settings section) {
        section.requireOnly(Set.of(ALIAS, RsaWrappingKeyFactory.ALGORITHM, RsaWrappingKeyFactory.ALLOW_PKCS1));
        if (section.isEmpty()) {
            return provider -> {};
        }
        String alias = section.required(ALIAS);
        RsaTransformation transformation = ProviderSettings.transformation(section, RsaWrappingKeyFactory.ALGORITHM);
        boolean pkcs1Allowed = section.flag(RsaWrappingKeyFactory.ALLOW_PKCS1, false);
        return provider -> {
            provider.wrappingKeyAlias(alias).transformation(transformation);
            if (pkcs1Allowed) {
                provider.allowingPkcs1();
            }
        };
    }

    private static Consumer<KeyStoreMaterialsProvider.Builder> contentKey(Settings section) {
        section.requireOnly(Set.of(ALIAS));
        Optional<String> alias = section.optional(ALIAS);
        return provider -> alias.ifPresent(provider::contentKeyAlias);
    }

    /** Looks the password up each time, so that a refresh finds a new one. */
    private static Supplier<char[]> password(Settings section) {
        SecretSource source = SecretSource.ofPassword(section);
        section.requireOnly(source.names());
        Supplier<char[]> password = () -> firstLine(source.read(MAX_PASSWORD_BYTES));
        section.attempt(password).ifPresent(now -> Arrays.fill(now, '\0'));
        return password;
    }

    private static char[] firstLine(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        Arrays.fill(content, (byte) 0);
        return text.lines().findFirst().orElse("").toCharArray();
    }
}
