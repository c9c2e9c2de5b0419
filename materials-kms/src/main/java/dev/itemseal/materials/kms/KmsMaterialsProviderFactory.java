package dev.itemseal.materials.kms;

import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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

    private static final List<SigningAlgorithm> HMACS = Arrays.stream(SigningAlgorithm.values())
            .filter(algorithm -> algorithm.family() == SigningAlgorithm.Family.HMAC)
            .toList();

    /** Makes the factory. */
    public KmsMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "kms";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        KmsSettings common = new KmsSettings(settings, Set.of(CONTENT_KEY_ALGORITHM, SIGNING_ALGORITHM, DESCRIPTION));
        Supplier<KmsKeys> keys = common.keys();
        KmsConnection connection = common.connection();
        Optional<ContentKeyAlgorithm> contentKeyAlgorithm = settings.choice(
                CONTENT_KEY_ALGORITHM, List.of(ContentKeyAlgorithm.values()), ContentKeyAlgorithm::descriptionName);
        Optional<SigningAlgorithm> signingAlgorithm =
                settings.choice(SIGNING_ALGORITHM, HMACS, SigningAlgorithm::jcaName);
        Optional<MaterialDescription> description = description(settings.group(DESCRIPTION));
        settings.check();
        KmsMaterialsProvider.Builder provider = KmsMaterialsProvider.builder(connection, keys.get());
        contentKeyAlgorithm.ifPresent(provider::contentKeyAlgorithm);
        signingAlgorithm.ifPresent(provider::signingAlgorithm);
        description.ifPresent(provider::description);
        return provider.build();
    }

    private static Optional<MaterialDescription> description(Settings section) {
        Map<String, String> entries = new HashMap<>();
        for (String name : section.names()) {
            entries.put(name, section.required(name));
            if (KmsDescription.isTaken(name)) {
                section.refuse(name, "is an entry that Itemseal writes itself; leave it out");
            }
        }
        return section.attempt(() -> MaterialDescription.of(entries));
    }
}
