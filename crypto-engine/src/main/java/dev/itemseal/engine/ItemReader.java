package dev.itemseal.engine;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.Protection;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.engine.format.FormatV0;
import dev.itemseal.engine.format.MalformedException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The way of an item out of the table (rule RD-1): take off signature and description, get keys, verify, and only then
 * decrypt. Safe for use by several threads.
 */
final class ItemReader {

    private final ReservedAttributes reserved;
    private final int maxDepth;
    private final ScratchPool pool;
    private final ItemPlans plans;
    private final Descriptions descriptions;
    private final Bindings bindings;

    ItemReader(ReservedAttributes reserved, int maxDepth, ScratchPool pool, ItemPlans plans, Bindings bindings) {
        this.reserved = reserved;
        this.maxDepth = maxDepth;
        this.pool = pool;
        this.plans = plans;
        this.descriptions = new Descriptions();
        this.bindings = bindings;
    }

    /** An item as it was found, its reserved attributes taken apart; the table name is the one in its refusal. */
    record StoredItem(Item attributes, BinaryValue signature, MaterialDescription description, String tableName) {

        /** The one refusal of everything that does not hold; what exactly did not is for nobody to know (rule RD-4). */
        ItemRefusedException notAuthentic() {
            return new ItemRefusedException(
                    Reason.NOT_AUTHENTIC,
                    "An item of table '" + tableName + "' was refused: it is not what was written with these keys, this"
                            + " table name and these attribute actions. It was changed or forged, a projection left signed"
                            + " attributes out, or the keys, the table name or the actions are not those of its writer");
        }
    }

    /** A stored item whose signature holds, and under what. It is decrypted once, in its arrays. */
    record VerifiedItem(
            StoredItem stored,
            ItemArrays attributes,
            EncryptionContext context,
            AttributeActions actions,
            ItemPlan plan) {

        boolean needsContentKey() {
            return plan.encryptedCount() > 0;
        }
    }

    StoredItem takeApart(Item item, CryptoConfig config) {
        StoredItem stored = takeApartLoosely(item, config);
        bindings.requirePresent(stored.description(), config);
        return stored;
    }

    /** Like {@link #takeApart}, whether the description is bound or not. */
    StoredItem takeApartLoosely(Item item, CryptoConfig config) {
        String whose = "An item of table '" + config.table().name() + "'";
        BinaryValue signature = ReservedValues.bytes(item, reserved.signatureName(), whose)
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.SIGNATURE_MISSING,
                        whose + " was refused: it has no attribute '" + reserved.signatureName()
                                + "'. It is a plaintext item (which an encryptor can be asked to read while a table is"
                                + " migrated), a projection left the signature out, or somebody took it away"));
        MaterialDescription description = ReservedValues.bytes(item, reserved.descriptionName(), whose)
                .map(bytes -> descriptions.fromStored(bytes, whose))
                .orElse(MaterialDescription.empty());
        return new StoredItem(
                item, signature, description, config.contextToWrite().tableName());
    }

    int maxDepth() {
        return maxDepth;
    }

    boolean reserved(String name) {
        return reserved.contains(name);
    }

    /**
     * Verifies an item in one context: with each of the actions that it may have been written with, in each dialect. A key
     * for this one item is destroyed then.
     *
     * @return the item, or empty if no signature held
     * @throws ItemRefusedException if one did, but its description is not the one that it was written with
     */
    Optional<VerifiedItem> verify(
            StoredItem stored, EncryptionContext context, CryptoConfig config, DecryptionMaterials materials) {
        VerificationKey key = Plugin.call("the materials provider", materials::verificationKey);
        try {
            return verify(stored, context, config, key);
        } finally {
            ItemWriter.destroyIfEphemeral(key);
        }
    }

    /** {@return as the other form does; the key is left to the caller, for further tries} */
    Optional<VerifiedItem> verify(
            StoredItem stored, EncryptionContext context, CryptoConfig config, VerificationKey key) {
        SigningAlgorithm algorithm = algorithm(stored, key, config);
        byte[] signature = stored.signature().toByteArray();
        return pool.with(scratch -> {
            ItemArrays item = new ItemArrays(stored.attributes());
            for (AttributeActions actions : config.actionsToRead()) {
                byte[] tried = null;
                for (Dialect dialect : Dialect.values()) {
                    ItemPlan plan =
                            plans.planFor(new ItemPlan.Subject(context.tableName(), actions, dialect), item, scratch);
                    int length = plan.stringToSignLength();
                    byte[] message = StringToSign.build(item, plan, maxDepth, scratch);
                    // Most items are the same in both dialects: then the second try would be the first again.
                    if (tried != null && Arrays.equals(message, 0, length, tried, 0, length)) {
                        continue;
                    }
                    if (scratch.signatures().verify(key, algorithm, message, length, signature)) {
                        if (!Bindings.holds(stored, context, key, algorithm, scratch)) {
                            throw stored.notAuthentic();
                        }
                        return Optional.of(new VerifiedItem(stored, item, context, actions, plan));
                    }
                    tried = Arrays.copyOf(message, length);
                }
            }
            return Optional.empty();
        });
    }

    /** The description selects within what the key is configured with, and never brings an algorithm in (rule RD-7). */
    private static SigningAlgorithm algorithm(StoredItem stored, VerificationKey key, CryptoConfig config) {
        Optional<String> name = stored.description().entry(FormatV0.SIGNING_ALGORITHM);
        if (name.isEmpty()) {
            return key.defaultAlgorithm();
        }
        return SigningAlgorithm.ofJcaName(name.get())
                .filter(key.algorithms()::contains)
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.ALGORITHM_REFUSED,
                        "An item of table '" + config.table().name() + "' was refused: its description's entry '"
                                + FormatV0.SIGNING_ALGORITHM + "' names an algorithm other than " + key.algorithms()
                                + ", which the verification key is configured with; if items were signed with it, allow"
                                + " it for the key"));
    }

    /** Checks, before the content key is asked for, that the item is encrypted in the one way there is (rule RD-6). */
    void requireMode(VerifiedItem item) {
        String table = item.context().tableName();
        String mode = item.stored()
                .description()
                .entry(FormatV0.SYMMETRIC_MODE)
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        "An item of table '" + table
                                + "' was refused: it has attributes to decrypt, but its description"
                                + " lacks the entry '" + FormatV0.SYMMETRIC_MODE
                                + "'; it was tampered with, or its attributes were written with other actions"));
        if (!mode.equals(FormatV0.CBC_PKCS5_PADDING)) {
            throw new ItemRefusedException(
                    Reason.ALGORITHM_REFUSED,
                    "An item of table '" + table + "' was refused: its description's entry '" + FormatV0.SYMMETRIC_MODE
                            + "' is not " + FormatV0.CBC_PKCS5_PADDING + ", the only mode that is read");
        }
    }

    /**
     * Decrypts a verified item.
     *
     * @param key the content key; empty if nothing is encrypted
     */
    DecryptedItem decrypt(VerifiedItem item, Optional<ContentKey> key) {
        ItemArrays attributes =
                key.isEmpty() ? item.attributes() : pool.with(scratch -> withValuesDecrypted(item, key.get(), scratch));
        return new DecryptedItem(
                withoutReserved(attributes, item.plan()),
                Protection.SIGNED,
                item.stored().description(),
                item.actions(),
                item.context().tableName(),
                item.plan().dialect());
    }

    private ItemArrays withValuesDecrypted(VerifiedItem item, ContentKey key, Scratch scratch) {
        try {
            ValueCipher.decrypt(item.attributes(), item.plan(), key, maxDepth, scratch);
            return item.attributes();
        } catch (MalformedException | ItemRefusedException e) {
            // Ours, or an external key's word for wrong padding: the same refusal, whatever it says.
            throw item.stored().notAuthentic();
        }
    }

    private static Item withoutReserved(ItemArrays all, ItemPlan plan) {
        Item.Builder item = Item.builder(all.count());
        for (int i = 0; i < all.count(); i++) {
            if (!plan.reserved(i)) {
                item.put(all.name(i), all.value(i));
            }
        }
        return item.build();
    }
}
