package dev.itemseal.testkit;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The service's real clients, which try each call once. */
final class KmsClients {

    private KmsClients() {}

    static KmsClient of(LocalKms kms) {
        return of(kms, kms.region(), "any");
    }

    static KmsClient of(LocalKms kms, String region, String accessKeyId) {
        return KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(region))
                .credentialsProvider(credentials(accessKeyId))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    static KmsAsyncClient asyncOf(LocalKms kms) {
        return KmsAsyncClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(kms.region()))
                .credentialsProvider(credentials("any"))
                .httpClient(NettyNioAsyncHttpClient.create())
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static StaticCredentialsProvider credentials(String accessKeyId) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "any"));
    }
}
