package dev.itemseal.engine;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.engine.format.FormatV0;
import java.util.Optional;

/** The way of an item into the table (rule ACT-8): get keys, encrypt, sign, attach. Safe for use by several threads. */
final class ItemWriter {

    private final Dialect dialect;
    private final ReservedAttributes reserved;
    private final ScratchPool pool;
    private final ItemPlans plans;
    private final Descriptions descriptions;
    private final Bindings bindings;

    ItemWriter(Dialect dialect, ReservedAttributes reserved, ScratchPool pool, ItemPlans plans, Bindings bindings) {
        this.dialect = dialect;
        this.reserved = reserved;
        this.pool = pool;
        this.plans = plans;
        this.descriptions = new Descriptions();
        this.bindings = bindings;
    }

    /** What the provider is told: the item as it will be signed. */
    EncryptionContext contextFor(Item item, CryptoConfig config) {
        if (item.has(reserved.signatureName()) || item.has(reserved.descriptionName())) {
            throw new InvalidItemException(
                    Reason.RESERVED_ATTRIBUTE,
                    "An item for table '" + config.table().name() + "' already has the attribute '"
                            + (item.has(reserved.signatureName())
                                    ? reserved.signatureName()
                                    : reserved.descriptionName())
                            + "'; it is encrypted already, or was read without decrypting: encrypt the plaintext item");
        }
        Item normal = item;
        for (String keyName : config.table().primaryIndex().keyNames()) {
            normal = withCanonicalNumber(normal, keyName);
        }
        return config.contextToWrite().withItem(normal, MaterialDescription.empty());
    }

    /** Stores a number in the key as the table would store it, so that nothing bound to its text breaks (rule ACT-9). */
    private static Item withCanonicalNumber(Item item, String keyName) {
        Optional<AttributeValue> key = item.attribute(keyName);
        if (key.isEmpty() || !(key.get() instanceof NumberValue number)) {
            return item;
        }
        if (!number.fitsDynamoDb()) {
            throw new InvalidItemException(
                    Reason.INVALID_NUMBER,
                    "The key attribute '" + keyName + "' holds a number that DynamoDB does not store; round it");
        }
        return number.text().equals(number.canonicalText())
                ? item
                : item.with(keyName, new NumberValue(number.canonicalText()));
    }

    Item write(EncryptionContext context, CryptoConfig config, EncryptionMaterials materials) {
        try {
            return pool.with(scratch -> seal(context, config, materials, scratch));
        } finally {
            if (materials.ephemeral()) {
                materials.contentKey().ifPresent(ItemWriter::destroy);
            }
            destroyIfEphemeral(materials.signingKey());
        }
    }

    private Item seal(EncryptionContext context, CryptoConfig config, EncryptionMaterials materials, Scratch scratch) {
        ItemArrays item = new ItemArrays(context.attributes());
        ItemPlan plan = plans.planFor(
                new ItemPlan.Subject(context.tableName(), config.attributeActions(), dialect), item, scratch);
        if (plan.encryptedCount() > 0) {
            ContentKey key = materials.contentKey().orElseThrow(() -> noContentKey(config));
            ValueCipher.encrypt(item, plan, key, scratch);
        }
        byte[] stringToSign = StringToSign.build(item, plan, FormatV0.MAX_DEPTH_TO_WRITE, scratch);
        byte[] signature = scratch.signatures().sign(materials.signingKey(), stringToSign, plan.stringToSignLength());
        return attach(signature, description(signature, context, materials, scratch), item);
    }

    private BinaryValue description(
            byte[] signature, EncryptionContext context, EncryptionMaterials materials, Scratch scratch) {
        Descriptions.Complete complete = descriptions.complete(materials);
        if (!bindings.written()) {
            return complete.bytes();
        }
        return Descriptions.serialize(
                bindings.bind(complete.description(), signature, context, materials.signingKey(), scratch));
    }

    private Item attach(byte[] signature, BinaryValue description, ItemArrays item) {
        Item.Builder stored = Item.builder(item.count() + 2);
        for (int i = 0; i < item.count(); i++) {
            stored.put(item.name(i), item.value(i));
        }
        if (description.length() > 0) {
            stored.put(reserved.descriptionName(), description);
        }
        stored.put(reserved.signatureName(), BinaryValue.wrapping(signature, 0, signature.length));
        return stored.build();
    }

    /** Wipes a key that was made for one item. */
    static void destroy(ContentKey key) {
        if (key instanceof AesContentKey aes && aes.key() instanceof SecretBytes secret) {
            secret.destroy();
        }
    }

    /** Wipes a signing or verification key if it was made for one item. */
    static void destroyIfEphemeral(Object key) {
        if (key instanceof MacKey mac && mac.forOneItem() && mac.key() instanceof SecretBytes secret) {
            secret.destroy();
        }
    }

    private static MaterialsException noContentKey(CryptoConfig config) {
        return new MaterialsException(
                Reason.NO_CONTENT_KEY,
                "Items of table '" + config.table().name()
                        + "' have attributes to encrypt, but the materials provider gave no content key; configure one, or"
                        + " set these attributes to SIGN_ONLY");
    }
}
