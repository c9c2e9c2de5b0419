package dev.itemseal.engine;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.engine.format.BindingCodec;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import java.util.Base64;
import java.util.Optional;

/** Binds descriptions to their items, and checks that they are bound (chapter BND). Immutable. */
final class Bindings {

    private final DescriptionBinding policy;

    Bindings(DescriptionBinding policy) {
        this.policy = policy;
    }

    boolean written() {
        return policy != DescriptionBinding.CHECKED;
    }

    /**
     * Binds a description.
     *
     * @param signature the item's signature
     * @param context the signed table name, and the item as it is stored
     * @return the description with one more entry
     */
    MaterialDescription bind(
            MaterialDescription description,
            byte[] signature,
            EncryptionContext context,
            SigningKey key,
            Scratch scratch) {
        ByteSink message = message(signature, context, description, scratch);
        byte[] binding = scratch.signatures().sign(key, message.array(), message.length());
        return description.with(
                FormatV0.DESCRIPTION_BINDING, Base64.getEncoder().encodeToString(binding));
    }

    /** Refuses a description without a binding where there must be one, before any key is asked for (rule BND-6). */
    void requirePresent(MaterialDescription description, CryptoConfig config) {
        if (policy == DescriptionBinding.REQUIRED
                && description.entry(FormatV0.DESCRIPTION_BINDING).isEmpty()) {
            throw new ItemRefusedException(
                    Reason.DESCRIPTION_MISSING_ENTRY,
                    "An item of table '" + config.table().name() + "' was refused: its description lacks the entry '"
                            + FormatV0.DESCRIPTION_BINDING
                            + "', which this encryptor requires. The item was written without it, by another client or before"
                            + " it was required (write it anew with bindings first), or somebody took it away");
        }
    }

    /**
     * Checks a binding (rule BND-5).
     *
     * @param key the key that the item's signature holds under, with the algorithm that it holds with
     * @return whether it holds, or there is none
     */
    static boolean holds(
            ItemReader.StoredItem stored,
            EncryptionContext context,
            VerificationKey key,
            SigningAlgorithm algorithm,
            Scratch scratch) {
        Optional<String> entry = stored.description().entry(FormatV0.DESCRIPTION_BINDING);
        if (entry.isEmpty()) {
            return true;
        }
        Optional<byte[]> binding = decoded(entry.get());
        if (binding.isEmpty()) {
            return false;
        }
        ByteSink message = message(stored.signature().toByteArray(), context, stored.description(), scratch);
        return scratch.signatures().verify(key, algorithm, message.array(), message.length(), binding.get());
    }

    /** One spelling of each binding alone, so that none can be changed into another that holds as well. */
    private static Optional<byte[]> decoded(String entry) {
        try {
            byte[] bytes = Base64.getDecoder().decode(entry);
            return Base64.getEncoder().encodeToString(bytes).equals(entry) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ByteSink message(
            byte[] signature, EncryptionContext context, MaterialDescription description, Scratch scratch) {
        ByteSink message = scratch.stored();
        message.truncate(0);
        BindingCodec.write(signature, context, description, message);
        return message;
    }
}
