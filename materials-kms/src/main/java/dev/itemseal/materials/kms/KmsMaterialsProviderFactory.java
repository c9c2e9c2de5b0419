package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link KmsMaterialsProvider} from settings, under the id {@code kms}.
 *
 * <ul>
 *   <li>{@code key}: the KMS key's ARN, its id, an alias' ARN or {@code alias/NAME}.
 *   <li>{@code accepted-keys}: further keys that items are read under, separated by commas;
 *       {@code accepted-rule.partition}, {@code .accounts}, {@code .regions}: or all keys of some accounts;
 *       {@code related-multi-region-keys}: whether related keys of other regions are the same key.
 *   <li>{@code region}, {@code endpoint}, {@code profile}: of the client; by default the ARN's region, and what the AWS SDK
 *       finds by itself.
 *   <li>{@code grant-tokens}: separated by commas.
 *   <li>{@code max-concurrent-calls}: how many calls run at the same time.
 *   <li>{@code cache.max-entries}, {@code cache.max-uses}, {@code cache.max-age}: a cache of data keys for reads, which
 *       there is if one of these is set.
 *   <li>{@code content-key-algorithm}, {@code signing-algorithm}, {@code description.<entry>}: what is written.
 * </ul>
 */
public final class KmsMaterialsProviderFactory implements MaterialsProviderFactory {

    private static final String CONTENT_KEY_ALGORITHM = "content-key-algorithm";
    private static final String SIGNING_ALGORITHM = "signing-algorithm";
    private static final String DESCRIPTION = "description";

    /** Makes the factory. */
    public KmsMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "kms";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        KmsSettings common = new KmsSettings(settings, Set.of(CONTENT_KEY_ALGORITHM, SIGNING_ALGORITHM, DESCRIPTION));
        KmsMaterialsProvider.Builder provider = KmsMaterialsProvider.builder(common.connection(), common.keys());
        settings.optional(CONTENT_KEY_ALGORITHM)
                .map(name -> ContentKeyAlgorithm.ofDescriptionName(name)
                        .orElseThrow(() -> settings.invalid(
                                CONTENT_KEY_ALGORITHM,
                                "must be one of "
                                        + Arrays.stream(ContentKeyAlgorithm.values())
                                                .map(ContentKeyAlgorithm::descriptionName)
                                                .toList())))
                .ifPresent(provider::contentKeyAlgorithm);
        settings.optional(SIGNING_ALGORITHM)
                .map(name -> SigningAlgorithm.ofJcaName(name)
                        .filter(algorithm -> algorithm.family() == SigningAlgorithm.Family.HMAC)
                        .orElseThrow(() -> settings.invalid(
                                SIGNING_ALGORITHM, "must be one of HmacSHA224, HmacSHA256, HmacSHA384 and HmacSHA512")))
                .ifPresent(provider::signingAlgorithm);
        provider.description(description(settings.section(DESCRIPTION)));
        try {
            return provider.build();
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    e.reason(), "The settings in '" + settings.fullName("") + "' can't be used: " + e.getMessage(), e);
        }
    }

    private static MaterialDescription description(Settings section) {
        if (section.hasId()) {
            throw section.invalid("", "has settings below it, but no value of its own");
        }
        Map<String, String> entries = new HashMap<>();
        section.names().forEach(name -> entries.put(name, section.required(name)));
        return MaterialDescription.of(entries);
    }
}
