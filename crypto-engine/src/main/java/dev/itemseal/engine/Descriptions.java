package dev.itemseal.engine;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.FormatV0;
import dev.itemseal.engine.format.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * Material descriptions as they stand in items. Providers with fixed keys give every item the same one, so the last one
 * is remembered in each direction. Safe for use by several threads.
 */
final class Descriptions {

    /** Longer ones are not kept. */
    private static final int MAX_REMEMBERED = 512;

    private record Written(MaterialDescription own, boolean content, SigningAlgorithm algorithm, Complete complete) {}

    /** A description with what the engine adds, but for a binding, and its bytes. */
    record Complete(MaterialDescription description, BinaryValue bytes) {}

    private record Read(BinaryValue bytes, MaterialDescription description) {}

    private volatile @Nullable Written lastWritten;
    private volatile @Nullable Read lastRead;

    /**
     * Completes a provider's description by what the engine adds (rules DSC-7 to DSC-9).
     *
     * @return the description, and the attribute's value: of length 0 if there is nothing to describe
     */
    Complete complete(EncryptionMaterials materials) {
        MaterialDescription own = materials.materialDescription();
        boolean content = materials.contentKey().isPresent();
        SigningAlgorithm algorithm = materials.signingKey().algorithm();
        Written last = lastWritten;
        if (last != null && last.own.equals(own) && last.content == content && last.algorithm == algorithm) {
            return last.complete;
        }
        requireNoBinding(own);
        MaterialDescription description = own;
        if (content) {
            description = description.with(FormatV0.SYMMETRIC_MODE, FormatV0.CBC_PKCS5_PADDING);
        }
        if (algorithm.family() != SigningAlgorithm.Family.HMAC) {
            description = description.with(FormatV0.SIGNING_ALGORITHM, algorithm.jcaName());
        }
        Complete complete = new Complete(description, serialize(description));
        lastWritten = new Written(own, content, algorithm, complete);
        return complete;
    }

    /** A reader would take it for ours, and refuse the item (rule BND-7). */
    private static void requireNoBinding(MaterialDescription own) {
        if (own.entry(FormatV0.DESCRIPTION_BINDING).isPresent()) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The materials provider's description has the entry '" + FormatV0.DESCRIPTION_BINDING
                            + "', which the encryptor writes itself; leave it out");
        }
    }

    static BinaryValue serialize(MaterialDescription description) {
        if (description.isEmpty()) {
            return BinaryValue.copyOf(new byte[0]);
        }
        try {
            byte[] bytes = DescriptionCodec.serialize(description);
            return BinaryValue.wrapping(bytes, 0, bytes.length);
        } catch (MalformedException | InvalidItemException e) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The materials provider's description can't be stored: " + e.getMessage()
                            + "; give it fewer or shorter entries",
                    e);
        }
    }

    MaterialDescription fromStored(BinaryValue stored, String whose) {
        Read last = lastRead;
        if (last != null && last.bytes.equals(stored)) {
            return last.description;
        }
        MaterialDescription description = ReservedValues.description(stored, whose);
        if (comesAgain(description, stored)) {
            // A copy, since the value may hang on to the whole item.
            lastRead = new Read(BinaryValue.copyOf(stored.toByteArray()), description);
        }
        return description;
    }

    /** One with a wrapped key is for one item alone. */
    private static boolean comesAgain(MaterialDescription description, BinaryValue bytes) {
        return bytes.length() <= MAX_REMEMBERED
                && description.entry(MaterialDescription.CONTENT_KEY).isEmpty();
    }
}
