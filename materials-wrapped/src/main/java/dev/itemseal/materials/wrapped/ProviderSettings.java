package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.plugin.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the settings of several providers have in common. */
final class ProviderSettings {

    static final String SIGNING_KEY = "signing-key";
    static final String VERIFICATION_KEY = "verification-key";
    static final String CONTENT_KEY = "content-key";
    static final String WRAPPING_KEY = "wrapping-key";
    static final String CONTENT_KEY_ALGORITHM = "content-key-algorithm";
    static final String DESCRIPTION = "description";

    private ProviderSettings() {}

    /** Looks the keys up; they can be had when the settings were checked. */
    static Supplier<SignatureKeys> signatureKeys(Settings settings) {
        Settings signingSection = settings.group(SIGNING_KEY);
        Settings verificationSection = settings.group(VERIFICATION_KEY);
        if (signingSection.isEmpty() && verificationSection.isEmpty()) {
            settings.refuse(new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "Neither '" + signingSection.fullName("") + "', which writing needs, nor '"
                            + verificationSection.fullName("") + "', which reading needs, is set; add one or both"));
        }
        Optional<SigningKey> signing = key(signingSection, KeySettings::signingKey);
        Optional<VerificationKey> verification = verificationSection.isEmpty()
                ? signing.filter(MacKey.class::isInstance).map(MacKey.class::cast)
                : key(verificationSection, key -> key.verificationKey(signing.map(SigningKey::algorithm)));
        return () -> new SignatureKeys(signing, verification);
    }

    /** The key of a section, if there is one. */
    static <T> Optional<T> key(Settings section, Function<KeySettings, T> maker) {
        return section.isEmpty() ? Optional.empty() : section.attempt(() -> maker.apply(new KeySettings(section)));
    }

    /** The caller's own entries, of which the check refuses those that a provider can't have. */
    static MaterialDescription description(Settings settings, UnaryOperator<MaterialDescription> check) {
        Settings section = settings.group(DESCRIPTION);
        Map<String, String> entries = new HashMap<>();
        section.names().forEach(name -> entries.put(name, section.required(name)));
        return section.attempt(() -> KeySettings.named(section, () -> check.apply(MaterialDescription.of(entries))))
                .orElse(MaterialDescription.empty());
    }

    static ContentKeyAlgorithm contentKeyAlgorithm(Settings settings) {
        return settings.choice(
                        CONTENT_KEY_ALGORITHM,
                        List.of(ContentKeyAlgorithm.values()),
                        ContentKeyAlgorithm::descriptionName)
                .orElse(ContentKeyAlgorithm.AES_256);
    }

    static RsaTransformation transformation(Settings settings, String name) {
        return settings.choice(name, List.of(RsaTransformation.values()), RsaTransformation::jcaName)
                .orElse(RsaTransformation.OAEP_SHA256);
    }
}
