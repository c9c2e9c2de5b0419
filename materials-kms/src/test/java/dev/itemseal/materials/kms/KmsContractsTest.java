package dev.itemseal.materials.kms;

import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.conformance.MaterialsProviderContract;
import dev.itemseal.conformance.WrappingKeyContract;
import dev.itemseal.testkit.LocalKms;
import dev.itemseal.testkit.LocalKmsExtension;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Against a server, since the contracts ask for keys that differ. */
@DisplayName("Direct KMS and KMS keys as wrapping keys keep the contracts")
@ExtendWith(LocalKmsExtension.class)
class KmsContractsTest {

    private static KmsClient client;
    private static KmsKeys keys;

    @BeforeAll
    static void connect(LocalKms kms) {
        client = KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(kms.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        keys = KmsKeys.of(kms.keyOf("alias/contracts"));
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    private static KmsConnection.Builder connection() {
        return KmsConnection.builder(KmsClients.of(client));
    }

    @Nested
    class Direct extends MaterialsProviderContract {
        @Override
        protected MaterialsProvider provider() {
            return KmsMaterialsProvider.builder(connection().build(), keys)
                    .description(MaterialDescription.of(Map.of("team", "tea")))
                    .build();
        }
    }

    @Nested
    class DirectWithACache extends MaterialsProviderContract {
        private final MaterialsProvider provider = KmsMaterialsProvider.of(
                connection().cache(CacheLimits.standard()).build(), keys);

        @Override
        protected MaterialsProvider provider() {
            return provider;
        }
    }

    @Nested
    class Wrapping extends WrappingKeyContract {
        private final KmsWrappingKey key = KmsWrappingKey.of(connection().build(), keys);

        @Override
        protected WrappingKey wrappingKey() {
            return key;
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return key;
        }
    }

    @Nested
    class WrappingWithACache extends WrappingKeyContract {
        private final KmsWrappingKey key =
                KmsWrappingKey.of(connection().cache(CacheLimits.standard()).build(), keys);

        @Override
        protected WrappingKey wrappingKey() {
            return key;
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return key;
        }
    }
}
