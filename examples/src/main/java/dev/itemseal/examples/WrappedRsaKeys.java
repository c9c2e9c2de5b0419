package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.wrapped.RsaUnwrappingKey;
import dev.itemseal.materials.wrapped.RsaWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/** Writers who can't read, and readers who can't write: a fresh content key for every item, wrapped with RSA. */
public final class WrappedRsaKeys {

    private WrappedRsaKeys() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws NoSuchAlgorithmException never: every Java platform has RSA
     */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair wrapping = generator.generateKeyPair();
        KeyPair signing = generator.generateKeyPair();

        WrappedMaterialsProvider writer = WrappedMaterialsProvider.builder()
                .wrappingKey(RsaWrappingKey.of(wrapping.getPublic()))
                .signingKey(PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, signing.getPrivate()))
                .build();
        WrappedMaterialsProvider reader = WrappedMaterialsProvider.builder()
                .unwrappingKey(RsaUnwrappingKey.of(wrapping.getPrivate()))
                .verificationKey(PublicVerificationKey.of(signing.getPublic(), SigningAlgorithm.SHA256_WITH_RSA))
                .build();

        TableInfo table = TableInfo.of("Reports", TableIndex.of("id"));
        AttributeActions actions = AttributeActions.encryptAndSignAll();
        ItemEncryptor encryptor = StandardItemEncryptor.create();
        Item item = Item.fromJava(Map.of("id", "r-1", "finding", "confidential"));

        Item stored = encryptor.encrypt(item, CryptoConfig.of(writer, table, actions));
        Item read = encryptor.decrypt(stored, CryptoConfig.of(reader, table, actions));
        System.out.println("came back: " + read.equals(item));
        try {
            encryptor.encrypt(item, CryptoConfig.of(reader, table, actions));
        } catch (MaterialsException e) {
            System.out.println("the reader can't write: " + e.reason());
        }
    }
}
