package dev.itemseal.benchmarks;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.kms.AWSKMS;
import com.amazonaws.services.kms.AWSKMSClientBuilder;
import dev.itemseal.testkit.LocalKms;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The KMS server for all forks. It runs in the JVM that starts them, so that its work is not measured with theirs, and is
 * told to them through system properties.
 */
final class KmsServer {

    private static final String ENDPOINT = Fork.HANDED_ON + "kms.endpoint";
    private static final String REGION = Fork.HANDED_ON + "kms.region";
    private static final String KEY = Fork.HANDED_ON + "kms.key";

    /** The server takes any. */
    private static final String ANY = "any";

    private KmsServer() {}

    /** Tells all clients of this JVM and of its forks where the server is. */
    static void announce(LocalKms server) {
        System.setProperty(ENDPOINT, server.endpoint().toString());
        System.setProperty(REGION, server.region());
        System.setProperty(KEY, server.createKey());
    }

    static String keyArn() {
        return Fork.handedOn(KEY);
    }

    static KmsClient client() {
        return KmsClient.builder()
                .endpointOverride(URI.create(Fork.handedOn(ENDPOINT)))
                .region(Region.of(Fork.handedOn(REGION)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY, ANY)))
                .httpClient(Apache5HttpClient.create())
                .build();
    }

    /** For the client that knows no other SDK than the first one. */
    static AWSKMS clientOfFirstSdk() {
        return AWSKMSClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(Fork.handedOn(ENDPOINT), Fork.handedOn(REGION)))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials(ANY, ANY)))
                .build();
    }
}
