package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/** The call to KMS that an item needs, and nothing else: a data key for encrypting, its unwrapping for decrypting. */
final class KmsCallAlone implements Subject {

    private static final int KEY_BYTES = 32;

    private final KmsClient client = KmsServer.client();
    private final String key = KmsServer.keyArn();

    @Override
    public Workload workload(List<Item> items) {
        List<Map<String, String>> contexts =
                items.stream().map(KmsCallAlone::context).toList();
        List<SdkBytes> wrapped = contexts.stream()
                .map(context -> dataKey(context).ciphertextBlob())
                .toList();
        return new Workload() {
            @Override
            public Object encrypt(int index) {
                return dataKey(contexts.get(index));
            }

            @Override
            public Object decrypt(int index) {
                return unwrapped(wrapped.get(index), contexts.get(index));
            }
        };
    }

    private GenerateDataKeyResponse dataKey(Map<String, String> context) {
        return client.generateDataKey(
                request -> request.keyId(key).numberOfBytes(KEY_BYTES).encryptionContext(context));
    }

    private DecryptResponse unwrapped(SdkBytes wrapped, Map<String, String> context) {
        return client.decrypt(
                request -> request.keyId(key).ciphertextBlob(wrapped).encryptionContext(context));
    }

    /** Makes a call of each kind. */
    void both() {
        unwrapped(dataKey(Map.of()).ciphertextBlob(), Map.of());
    }

    /** About as much as direct KMS sends: table, key and algorithms. */
    private static Map<String, String> context(Item item) {
        return Map.of(
                "*aws-kms-table*",
                ItemShape.TABLE.name(),
                ItemShape.PARTITION_KEY,
                ((StringValue) item.attribute(ItemShape.PARTITION_KEY).orElseThrow()).text(),
                ItemShape.SORT_KEY,
                ((NumberValue) item.attribute(ItemShape.SORT_KEY).orElseThrow()).text(),
                "*amzn-ddb-env-alg*",
                "AES/256",
                "*amzn-ddb-sig-alg*",
                "HmacSHA256/256");
    }
}
