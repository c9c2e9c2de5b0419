package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.plugin.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the settings of several providers have in common. */
final class ProviderSettings {

    static final String SIGNING_KEY = "signing-key";
    static final String VERIFICATION_KEY = "verification-key";
    static final String CONTENT_KEY = "content-key";
    static final String WRAPPING_KEY = "wrapping-key";
    static final String CONTENT_KEY_ALGORITHM = "content-key-algorithm";
    static final String DESCRIPTION = "description";

    private ProviderSettings() {}

    /** A section that has no value of its own, which nobody would look at. */
    static Settings section(Settings settings, String name) {
        Settings section = settings.section(name);
        if (section.hasId()) {
            throw section.invalid("", "has settings below it, but no value of its own");
        }
        return section;
    }

    static SignatureKeys signatureKeys(Settings settings, SecretSource source) {
        Settings signingSection = section(settings, SIGNING_KEY);
        Settings verificationSection = section(settings, VERIFICATION_KEY);
        if (signingSection.isEmpty() && verificationSection.isEmpty()) {
            throw new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "Neither '" + signingSection.fullName("") + "', which writing needs, nor '"
                            + verificationSection.fullName("") + "', which reading needs, is set; add one or both");
        }
        Optional<SigningKey> signing = signingSection.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeySettings(signingSection, source).signingKey());
        Optional<VerificationKey> verification = verificationSection.isEmpty()
                ? signing.filter(MacKey.class::isInstance).map(MacKey.class::cast)
                : Optional.of(new KeySettings(verificationSection, source)
                        .verificationKey(signing.map(SigningKey::algorithm)));
        return new SignatureKeys(signing, verification);
    }

    static MaterialDescription description(Settings settings) {
        Settings section = section(settings, DESCRIPTION);
        Map<String, String> entries = new HashMap<>();
        section.names().forEach(name -> entries.put(name, section.required(name)));
        return MaterialDescription.of(entries);
    }

    static ContentKeyAlgorithm contentKeyAlgorithm(Settings settings) {
        return settings.optional(CONTENT_KEY_ALGORITHM)
                .map(name -> ContentKeyAlgorithm.ofDescriptionName(name)
                        .orElseThrow(() -> settings.invalid(
                                CONTENT_KEY_ALGORITHM,
                                "must be one of "
                                        + Arrays.stream(ContentKeyAlgorithm.values())
                                                .map(ContentKeyAlgorithm::descriptionName)
                                                .toList())))
                .orElse(ContentKeyAlgorithm.AES_256);
    }

    static RsaTransformation transformation(Settings settings, String name) {
        return settings.optional(name)
                .map(value -> RsaTransformation.ofJcaName(value)
                        .orElseThrow(() -> settings.invalid(
                                name,
                                "must be one of "
                                        + Arrays.stream(RsaTransformation.values())
                                                .map(RsaTransformation::jcaName)
                                                .toList())))
                .orElse(RsaTransformation.OAEP_SHA256);
    }
}
