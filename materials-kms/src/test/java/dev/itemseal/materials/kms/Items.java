package dev.itemseal.materials.kms;

import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.HexFormat;

/** The table and the item of these tests, and what materials hold. */
final class Items {

    static final TableInfo ORDERS = TableInfo.of("Orders", TableIndex.of("customer", "order"));
    static final Item ORDER = Item.builder(3)
            .put("customer", AttributeValue.ofString("customer-7"))
            .put("order", AttributeValue.ofNumber("12"))
            .put("drink", AttributeValue.ofString("tea"))
            .build();

    private Items() {}

    static EncryptionContext toWrite(Item item) {
        return EncryptionContext.of(ORDERS).withItem(item, MaterialDescription.empty());
    }

    static EncryptionContext toRead(Item item, EncryptionMaterials written) {
        return EncryptionContext.of(ORDERS).withItem(item, written.materialDescription());
    }

    /** Reads what was written with the same provider. */
    static EncryptionContext written(MaterialsProvider provider) {
        return toRead(ORDER, provider.encryptionMaterials(toWrite(ORDER)));
    }

    static String hex(Object key) {
        SecretBytes secret = (SecretBytes) (key instanceof AesContentKey aes ? aes.key() : ((MacKey) key).key());
        return HexFormat.of().formatHex(secret.toByteArray());
    }
}
