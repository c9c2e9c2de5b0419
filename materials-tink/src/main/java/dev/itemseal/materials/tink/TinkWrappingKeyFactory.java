package dev.itemseal.materials.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.SecretSource;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link TinkWrappingKey} from settings, under the id {@code tink}.
 *
 * <ul>
 *   <li>{@code keyset.file}: a keyset of any of Tink's own AEAD key types, as JSON in clear text; or {@code keyset.env},
 *       the environment variable that holds it.
 * </ul>
 *
 * <p><strong>Whoever can read it can decrypt every item.</strong> Protect it like a private key: readable for its
 * owner alone, never in a repository or an image. A keyset that is itself encrypted, or stays with a key management
 * service, is opened by the program, which gives its AEAD to {@link TinkWrappingKey#of}.
 */
public final class TinkWrappingKeyFactory implements WrappingKeyFactory {

    private static final String KEYSET = "keyset";
    private static final int MAX_BYTES = 1024 * 1024;

    /** Makes the factory. */
    public TinkWrappingKeyFactory() {}

    @Override
    public String id() {
        return "tink";
    }

    @Override
    public WrappingKeys create(Settings settings) {
        settings.requireOnly(Set.of(KEYSET));
        Settings section = settings.group(KEYSET);
        SecretSource source = SecretSource.ofPassword(section);
        section.requireOnly(source.names());
        Optional<TinkWrappingKey> key =
                section.attempt(() -> TinkWrappingKey.of(aead(section, source.read(MAX_BYTES))));
        settings.check();
        return new WrappingKeys(key.map(wrapping -> wrapping), key.map(unwrapping -> unwrapping));
    }

    /** Asks Tink's fixed configuration for AEADs, so that nothing is registered for the whole process. */
    private static Aead aead(Settings section, byte[] json) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                            new String(json, StandardCharsets.UTF_8),
                            AeadConfig2026.get(),
                            InsecureSecretKeyAccess.get())
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Tink's parser lets unchecked exceptions through, and what it says may quote a key.
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The setting '" + section.fullName("")
                            + "' leads to something that is not a clear text JSON keyset of Tink for AEAD; write one with"
                            + " 'tinkey create-keyset --key-template AES256_GCM'");
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }
}
