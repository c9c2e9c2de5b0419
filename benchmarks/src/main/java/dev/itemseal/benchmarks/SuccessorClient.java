package dev.itemseal.benchmarks;

import dev.itemseal.adapter.awssdk2.AttributeValueMapping;
import dev.itemseal.api.item.Item;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.DynamoDbItemEncryptor;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.DecryptItemInput;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.DynamoDbItemEncryptorConfig;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.itemencryptor.model.EncryptItemInput;
import software.amazon.cryptography.dbencryptionsdk.structuredencryption.model.CryptoAction;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.AesWrappingAlg;
import software.amazon.cryptography.materialproviders.model.CreateRawAesKeyringInput;
import software.amazon.cryptography.materialproviders.model.DBEAlgorithmSuiteId;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/**
 * The AWS Database Encryption SDK for DynamoDB with a raw AES keyring, which is the least that it can be asked for: no
 * elliptic-curve signature on top. Another format, so its items aren't exchanged with anyone's here.
 */
final class SuccessorClient implements Subject {

    private final IKeyring keyring = MaterialProviders.builder()
            .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
            .build()
            .CreateRawAesKeyring(CreateRawAesKeyringInput.builder()
                    .keyNamespace("benchmark")
                    .keyName("benchmark")
                    .wrappingKey(ByteBuffer.wrap(Keys.wrapping().getEncoded()))
                    .wrappingAlg(AesWrappingAlg.ALG_AES256_GCM_IV12_TAG16)
                    .build());

    /** One encryptor for all items, which therefore needs to know all names. */
    private DynamoDbItemEncryptor encryptorFor(List<Item> items) {
        Map<String, CryptoAction> actions = new HashMap<>();
        for (Item item : items) {
            item.names().forEach(name -> actions.put(name, CryptoAction.ENCRYPT_AND_SIGN));
        }
        actions.put(ItemShape.PARTITION_KEY, CryptoAction.SIGN_ONLY);
        actions.put(ItemShape.SORT_KEY, CryptoAction.SIGN_ONLY);
        return DynamoDbItemEncryptor.builder()
                .DynamoDbItemEncryptorConfig(DynamoDbItemEncryptorConfig.builder()
                        .logicalTableName(ItemShape.TABLE.name())
                        .partitionKeyName(ItemShape.PARTITION_KEY)
                        .sortKeyName(ItemShape.SORT_KEY)
                        .attributeActionsOnEncrypt(actions)
                        .algorithmSuiteId(DBEAlgorithmSuiteId.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_SYMSIG_HMAC_SHA384)
                        .keyring(keyring)
                        .build())
                .build();
    }

    @Override
    public Workload workload(List<Item> items) {
        DynamoDbItemEncryptor encryptor = encryptorFor(items);
        List<Map<String, AttributeValue>> plaintext =
                items.stream().map(AttributeValueMapping::fromItem).toList();
        List<Map<String, AttributeValue>> encrypted = new ArrayList<>();
        for (Map<String, AttributeValue> item : plaintext) {
            encrypted.add(encrypt(encryptor, item));
        }
        return new Workload() {
            @Override
            public Object encrypt(int index) {
                return SuccessorClient.encrypt(encryptor, plaintext.get(index));
            }

            @Override
            public Object decrypt(int index) {
                return encryptor.DecryptItem(DecryptItemInput.builder()
                                .encryptedItem(encrypted.get(index))
                                .build())
                        .plaintextItem();
            }
        };
    }

    private static Map<String, AttributeValue> encrypt(
            DynamoDbItemEncryptor encryptor, Map<String, AttributeValue> item) {
        return encryptor.EncryptItem(
                        EncryptItemInput.builder().plaintextItem(item).build())
                .encryptedItem();
    }
}
