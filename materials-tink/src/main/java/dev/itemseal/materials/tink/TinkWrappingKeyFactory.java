package dev.itemseal.materials.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link TinkWrappingKey} from settings, under the id {@code tink}.
 *
 * <ul>
 *   <li>{@code keyset.file}: a keyset of any of Tink's own AEAD key types, as JSON in clear text.
 * </ul>
 *
 * <p><strong>Whoever can read that file can decrypt every item.</strong> Protect it like a private key: readable for its
 * owner alone, never in a repository or an image. A keyset that is itself encrypted, or stays with a key management
 * service, is opened by the program, which gives its AEAD to {@link TinkWrappingKey#of}.
 */
public final class TinkWrappingKeyFactory implements WrappingKeyFactory {

    private static final String KEYSET = "keyset";
    private static final String FILE = "file";
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
        Settings section = settings.section(KEYSET);
        section.requireOnly(Set.of(FILE));
        section.required(FILE);
        TinkWrappingKey key = TinkWrappingKey.of(
                aead(section, content(section, section.file(FILE).orElseThrow())));
        return new WrappingKeys(Optional.of(key), Optional.of(key));
    }

    private static String content(Settings section, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw section.invalid(FILE, "names a file of more than " + MAX_BYTES + " bytes, which no keyset has");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw section.invalid(
                    FILE,
                    "names a file that can't be read (" + e.getClass().getSimpleName()
                            + "); see whether it is there, and its permissions");
        }
    }

    /** Asks Tink's fixed configuration for AEADs, so that nothing is registered for the whole process. */
    private static Aead aead(Settings section, String json) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(json, AeadConfig2026.get(), InsecureSecretKeyAccess.get())
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Tink's parser lets unchecked exceptions through, and what it says may quote a key.
            throw new ConfigurationException(
                    Reason.INVALID_KEY,
                    "The setting '" + section.fullName(FILE)
                            + "' names a file that is not a clear text JSON keyset of Tink for AEAD; write one with"
                            + " 'tinkey create-keyset --key-template AES256_GCM'");
        }
    }
}
