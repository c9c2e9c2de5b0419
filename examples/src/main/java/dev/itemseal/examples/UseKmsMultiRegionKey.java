package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.kms.KmsClients;
import dev.itemseal.materials.kms.KmsConnection;
import dev.itemseal.materials.kms.KmsKeys;
import dev.itemseal.materials.kms.KmsMaterialsProvider;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Writes in one region and reads in another, with a multi-region key: each uses the key of its own region. */
public final class UseKmsMultiRegionKey {

    private UseKmsMultiRegionKey() {}

    /**
     * Runs the example with the credentials that the SDK finds.
     *
     * @param args the ARNs of the multi-region key in two regions
     */
    public static void main(String[] args) {
        run(region -> KmsClient.builder().region(region.orElseThrow()).build(), args[0], args[1]);
    }

    /**
     * Runs the example.
     *
     * @param clients makes a client for a region, once for each
     * @param writersKey the key's ARN in the region where items are written
     * @param readersKey the related key's ARN in the region where they are read
     */
    public static void run(Function<Optional<Region>, KmsClient> clients, String writersKey, String readersKey) {
        // The region of each call is that of the key's ARN.
        KmsConnection connection = KmsConnection.of(KmsClients.perRegion(clients));
        TableInfo table = TableInfo.of("Orders", TableIndex.of("customer", "order")); // a global table, for example
        AttributeActions actions = AttributeActions.encryptAndSignAll();
        CryptoConfig writer =
                CryptoConfig.of(KmsMaterialsProvider.of(connection, KmsKeys.of(writersKey)), table, actions);
        CryptoConfig reader =
                CryptoConfig.of(KmsMaterialsProvider.of(connection, KmsKeys.of(readersKey)), table, actions);

        ItemEncryptor encryptor = StandardItemEncryptor.create();
        Item order = Item.fromJava(Map.of("customer", "gina", "order", 1, "total", 84.95));
        Item stored = encryptor.encrypt(order, writer);
        System.out.println("came back: " + encryptor.decrypt(stored, reader).equals(order));
    }
}
