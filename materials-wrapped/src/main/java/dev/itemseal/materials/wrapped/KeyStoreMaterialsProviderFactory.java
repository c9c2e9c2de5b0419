package dev.itemseal.materials.wrapped;

import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

    private final SecretSource passwords;

    /** Makes the factory. */
    public KeyStoreMaterialsProviderFactory() {
        this(System::getenv);
    }

    KeyStoreMaterialsProviderFactory(UnaryOperator<String> environment) {
        passwords = SecretSource.ofPasswords(environment);
    }

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
        Path file = settings.file(FILE).orElseThrow();
        Supplier<char[]> password = password(ProviderSettings.section(settings, PASSWORD));
        Settings keyPassword = ProviderSettings.section(settings, KEY_PASSWORD);
        KeyStoreMaterialsProvider.Builder provider = KeyStoreMaterialsProvider.builder(
                        KeyStoreSource.file(file, settings.optional(TYPE).orElse("PKCS12"), password))
                .keyPassword(keyPassword.isEmpty() ? password : password(keyPassword))
                .contentKeyAlgorithm(ProviderSettings.contentKeyAlgorithm(settings))
                .description(ProviderSettings.description(settings));
        signingKey(ProviderSettings.section(settings, ProviderSettings.SIGNING_KEY), provider);
        wrappingKey(ProviderSettings.section(settings, ProviderSettings.WRAPPING_KEY), provider);
        Settings contentKey = ProviderSettings.section(settings, ProviderSettings.CONTENT_KEY);
        contentKey.requireOnly(Set.of(ALIAS));
        contentKey.optional(ALIAS).ifPresent(provider::contentKeyAlias);
        return KeySettings.named(settings, provider::build);
    }

    private static void signingKey(Settings section, KeyStoreMaterialsProvider.Builder provider) {
        section.requireOnly(Set.of(ALIAS, KeySettings.ALGORITHM));
        provider.signingKeyAlias(section.required(ALIAS));
        section.optional(KeySettings.ALGORITHM)
                .map(name -> KeySettings.signingAlgorithm(section, name))
                .ifPresent(provider::signingAlgorithm);
    }

    private static void wrappingKey(Settings section, KeyStoreMaterialsProvider.Builder provider) {
        section.requireOnly(Set.of(ALIAS, RsaWrappingKeyFactory.ALGORITHM, RsaWrappingKeyFactory.ALLOW_PKCS1));
        if (section.isEmpty()) {
            return;
        }
        provider.wrappingKeyAlias(section.required(ALIAS))
                .transformation(ProviderSettings.transformation(section, RsaWrappingKeyFactory.ALGORITHM));
        if (section.flag(RsaWrappingKeyFactory.ALLOW_PKCS1, false)) {
            provider.allowingPkcs1();
        }
    }

    /** Looks the password up each time, so that a refresh finds a new one. */
    private Supplier<char[]> password(Settings section) {
        section.requireOnly(passwords.names());
        return () -> {
            byte[] content = passwords.read(section);
            String text = new String(content, StandardCharsets.UTF_8);
            Arrays.fill(content, (byte) 0);
            return text.lines().findFirst().orElse("").toCharArray();
        };
    }
}
