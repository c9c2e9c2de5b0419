package dev.itemseal.materials.kms;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * What KMS is asked to do, with either kind of client.
 *
 * @param name the operation's name
 * @param blocking calls a client that waits
 * @param nonBlocking calls a client that does not
 */
record KmsOperation<Q, R>(
        KmsCall.Operation name,
        BiFunction<KmsClient, Q, R> blocking,
        BiFunction<KmsAsyncClient, Q, CompletableFuture<R>> nonBlocking) {

    static final KmsOperation<GenerateDataKeyRequest, GenerateDataKeyResponse> GENERATE_DATA_KEY = new KmsOperation<>(
            KmsCall.Operation.GENERATE_DATA_KEY, KmsClient::generateDataKey, KmsAsyncClient::generateDataKey);

    static final KmsOperation<EncryptRequest, EncryptResponse> ENCRYPT =
            new KmsOperation<>(KmsCall.Operation.ENCRYPT, KmsClient::encrypt, KmsAsyncClient::encrypt);

    static final KmsOperation<DecryptRequest, DecryptResponse> DECRYPT =
            new KmsOperation<>(KmsCall.Operation.DECRYPT, KmsClient::decrypt, KmsAsyncClient::decrypt);

    static final KmsOperation<DescribeKeyRequest, DescribeKeyResponse> DESCRIBE_KEY =
            new KmsOperation<>(KmsCall.Operation.DESCRIBE_KEY, KmsClient::describeKey, KmsAsyncClient::describeKey);
}
