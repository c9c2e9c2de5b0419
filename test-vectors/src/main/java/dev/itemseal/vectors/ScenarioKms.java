package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** The KMS of the scenarios that need one: an endpoint, or a recording of what one gave. For one thread. */
final class ScenarioKms implements AutoCloseable {

    /** Why a scenario is skipped that would need one. */
    static final String MISSING =
            "the scenario needs KMS: name an endpoint (--kms-endpoint); to be verified without one it"
                    + " needs a 'kms_recording'";

    /** The entry of a KMS scenario's description that chooses the signing key. */
    static final String SIGNING_ALGORITHM = "amzn-ddb-sig-alg";

    private static final String PROVIDER = "awskms";
    private static final String RECORDING = "kms_recording";

    private final Optional<URI> endpoint;
    private final boolean writes;
    private final VectorFiles files;
    private final Map<Region, KmsClient> clients = new HashMap<>();
    private final Map<Path, KmsRecording> recordings = new HashMap<>();

    /**
     * Prepares it.
     *
     * @param endpoint where a KMS listens, if there is one
     * @param writes whether items are encrypted, and so data keys made
     */
    ScenarioKms(Optional<URI> endpoint, boolean writes, VectorFiles files) {
        this.endpoint = endpoint;
        this.writes = writes;
        this.files = files;
    }

    static boolean isNeededBy(Scenario scenario) {
        return userOf(scenario).isPresent();
    }

    /** The scenario itself, or the one of its meta table. */
    private static Optional<Scenario> userOf(Scenario scenario) {
        return Stream.concat(Stream.of(scenario), scenario.metaStore().map(Scenario.MetaStoreEntry::items).stream())
                .filter(user -> user.provider().equals(PROVIDER))
                .findFirst();
    }

    /**
     * Adds the provider that a scenario names, as far as there is a KMS for it; without one it stays unknown.
     *
     * @param node the scenario's entry
     * @param keys all keys, by name
     */
    Plugins addTo(Plugins plugins, Scenario scenario, JsonNode node, JsonNode keys) throws LayoutException {
        Optional<Scenario> user = userOf(scenario);
        if (user.isEmpty()) {
            return plugins;
        }
        String writingKey = keyId(user.get(), keys, "encrypt", "decrypt");
        String readingKey = keyId(user.get(), keys, "decrypt", "encrypt");
        // First of all, so that nothing is asked for a key that has no key's name.
        KmsKeys named = KmsKeys.of(writingKey);
        KmsKeys accepted = readingKey.equals(writingKey) ? named : named.accepting(List.of(readingKey));
        Optional<Function<Optional<Region>, KmsClient>> kms = kms(recordingOf(node), readingKey);
        return kms.isEmpty()
                ? plugins
                : plugins.withMaterialsProvider(PROVIDER, provider(user.get(), kms.get(), accepted));
    }

    private static String keyId(Scenario scenario, JsonNode keys, String purpose, String otherwise)
            throws LayoutException {
        String name =
                scenario.keyName(purpose, otherwise).orElseThrow(() -> new LayoutException("'keys' names no KMS key"));
        return Layout.text(Layout.object(keys, name), "keyId");
    }

    private static Optional<String> recordingOf(JsonNode node) {
        return Layout.optionalText(node, RECORDING).or(() -> Layout.optionalText(node.path("metastore"), RECORDING));
    }

    private Optional<Function<Optional<Region>, KmsClient>> kms(Optional<String> recording, String keyId)
            throws LayoutException {
        if (writes) {
            if (endpoint.isEmpty() || recording.isEmpty()) {
                return endpoint.map(uri -> this::client);
            }
            KmsRecording kept = recorded(recording.get());
            return Optional.of(region -> new RecordingKms(client(region), kept));
        }
        if (endpoint.isPresent() && (recording.isEmpty() || knows(keyId))) {
            return Optional.of(this::client);
        }
        if (recording.isEmpty()) {
            return Optional.empty();
        }
        KmsRecording answers = recorded(recording.get());
        return Optional.of(region -> new ReplayedKms(answers));
    }

    /** A recording, which scenarios may share; one that is to be written may not be there yet. */
    private KmsRecording recorded(String reference) throws LayoutException {
        Path file = files.resolve(reference); // two recordings of one file would overwrite each other's data keys
        KmsRecording known = recordings.get(file);
        if (known == null) {
            known = writes && !Files.exists(file)
                    ? KmsRecording.empty(file)
                    : KmsRecording.of(files.readList(reference), file);
            recordings.put(file, known);
        }
        return known;
    }

    /** Whether the endpoint has a key. One that can't tell is believed to have it. */
    private boolean knows(String keyId) throws LayoutException {
        try {
            client(regionOf(keyId)).describeKey(request -> request.keyId(keyId));
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (SdkException e) {
            return true;
        }
    }

    /** Of a key's name, which is an ARN with a region or has no colon but in an alias. */
    private static Optional<Region> regionOf(String keyId) {
        return keyId.startsWith("arn:") ? Optional.of(Region.of(keyId.split(":", -1)[3])) : Optional.empty();
    }

    private KmsClient client(Optional<Region> region) {
        Region chosen = region.orElseGet(() ->
                SdkSystemSetting.AWS_REGION.getStringValue().map(Region::of).orElse(Region.US_EAST_1));
        return clients.computeIfAbsent(
                chosen,
                named -> KmsClient.builder()
                        .endpointOverride(endpoint.orElseThrow())
                        .region(named)
                        .credentialsProvider(credentials())
                        .build());
    }

    /** Those at hand; else some, for a KMS that takes any. Whoever checks them refuses these. */
    private static AwsCredentialsProvider credentials() {
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("itemseal", "itemseal")));
    }

    private static MaterialsProvider provider(
            Scenario scenario, Function<Optional<Region>, KmsClient> kms, KmsKeys keys) throws LayoutException {
        KmsMaterialsProvider.Builder provider =
                KmsMaterialsProvider.builder(KmsConnection.of(KmsClients.perRegion(kms)), keys);
        Map<String, String> description = new TreeMap<>(scenario.materialDescription());
        description.remove(MaterialDescription.WRAPPING_ALGORITHM); // there is but one
        String contentKey = description.remove(MaterialDescription.CONTENT_KEY_ALGORITHM);
        if (contentKey != null) {
            provider.contentKeyAlgorithm(ContentKeyAlgorithm.ofDescriptionName(contentKey)
                    .orElseThrow(() -> new LayoutException("the content key's algorithm is unknown")));
        }
        String signing = description.remove(SIGNING_ALGORITHM);
        if (signing != null) {
            provider.signingAlgorithm(SigningAlgorithm.ofJcaName(signing.replaceFirst("/\\d+$", ""))
                    .orElseThrow(() -> new LayoutException("the signing key's algorithm is unknown")));
        }
        return provider.description(MaterialDescription.of(description)).build();
    }

    @Override
    public void close() {
        clients.values().forEach(KmsClient::close);
    }
}
