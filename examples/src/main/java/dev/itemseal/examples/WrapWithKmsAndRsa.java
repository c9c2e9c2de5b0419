package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsWrappingKey;
import dev.itemseal.materials.wrapped.RsaUnwrappingKey;
import dev.itemseal.materials.wrapped.RsaWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Wraps each item's content key with a KMS key and with an RSA key; either one alone decrypts. The private RSA key may lie in a
 * safe until the day when KMS can't be reached.
 */
public final class WrapWithKmsAndRsa {

    private static final SigningAlgorithm SIGNING = SigningAlgorithm.SHA256_WITH_RSA;

    private WrapWithKmsAndRsa() {}

    /**
     * Runs the example with the region and the credentials that the SDK finds.
     *
     * @param args the KMS key's ARN
     * @throws NoSuchAlgorithmException never: every Java platform has RSA
     */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        try (KmsClient kms = KmsClient.create()) {
            run(kms, args[0]);
        }
    }

    /**
     * Runs the example.
     *
     * @param kms the SDK's own client
     * @param keyArn a symmetric key
     * @throws NoSuchAlgorithmException never: every Java platform has RSA
     */
    public static void run(KmsClient kms, String keyArn) throws NoSuchAlgorithmException {
        KmsWrappingKey kmsKey = KmsWrappingKey.of(KmsConnection.of(KmsClients.of(kms)), KmsKeys.of(keyArn));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair spare = generator.generateKeyPair();
        KeyPair signing = generator.generateKeyPair();

        // The writer needs no private key but the one that signs. The two existing clients read the item with the first
        // key.
        WrappedMaterialsProvider writer = WrappedMaterialsProvider.builder()
                .addWrappingKey("spare", RsaWrappingKey.of(spare.getPublic()))
                .addWrappingKey("kms", kmsKey)
                .signingKey(PrivateSigningKey.of(SIGNING, signing.getPrivate()))
                .build();
        WrappedMaterialsProvider withKms = WrappedMaterialsProvider.builder()
                .addUnwrappingKey("kms", kmsKey)
                .verificationKey(PublicVerificationKey.of(signing.getPublic(), SIGNING))
                .build();
        WrappedMaterialsProvider withRsa = WrappedMaterialsProvider.builder()
                .addUnwrappingKey("spare", RsaUnwrappingKey.of(spare.getPrivate()))
                .verificationKey(PublicVerificationKey.of(signing.getPublic(), SIGNING))
                .build();

        TableInfo table = TableInfo.of("Orders", TableIndex.of("customer", "order"));
        AttributeActions actions = AttributeActions.encryptAndSignAll();
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        Item order = Item.fromJava(Map.of("customer", "hugo", "order", 1, "total", 84.95));
        Item stored = encryptor.encrypt(order, CryptoConfig.of(writer, table, actions));

        Item readWithKms = encryptor.decrypt(stored, CryptoConfig.of(withKms, table, actions));
        System.out.println("came back with KMS alone: " + readWithKms.equals(order));
        Item readWithRsa = encryptor.decrypt(stored, CryptoConfig.of(withRsa, table, actions));
        System.out.println("came back with RSA alone: " + readWithRsa.equals(order));
    }
}
