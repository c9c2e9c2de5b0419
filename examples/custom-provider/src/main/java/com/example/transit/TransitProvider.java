package com.example.transit;

import com.example.transit.TransitClient.DataKey;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks a transit service for a data key of 64 bytes per item: 32 encrypt the item, 32 sign it. The item's description holds
 * the data key as the service has encrypted it, bound to the table's name.
 */
final class TransitProvider implements MaterialsProvider {

    static final String CIPHERTEXT = "com.example.transit.ciphertext";

    private static final String FORM = "vault:v[1-9][0-9]{0,8}:[A-Za-z0-9+/]{40,400}={0,2}";

    private final TransitClient client;

    TransitProvider(TransitClient client) {
        this.client = client;
    }

    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        DataKey dataKey = client.newDataKey(context.tableName());
        Keys keys = Keys.of(dataKey.plaintext());
        return new EncryptionMaterials(
                Optional.of(keys.content()),
                keys.mac(),
                MaterialDescription.empty().with(CIPHERTEXT, dataKey.ciphertext()),
                true);
    }

    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        String ciphertext = context.materialDescription()
                .entry(CIPHERTEXT)
                .filter(text -> text.matches(FORM)) // whoever can write the table chooses what we send
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        "The item of the table '" + context.tableName() + "' has no usable '" + CIPHERTEXT
                                + "' in its material description; it belongs to another provider"));
        return new Reading(Keys.of(client.decrypt(ciphertext, context.tableName())));
    }

    @Override
    public boolean recognises(EncryptionContext context) {
        return context.materialDescription().entry(CIPHERTEXT).isPresent();
    }

    @Override
    public String toString() {
        return "TransitProvider(keys hidden)";
    }

    /** The two halves of a data key. */
    private record Keys(AesContentKey content, MacKey mac) {

        static Keys of(byte[] dataKey) {
            byte[] content = Arrays.copyOf(dataKey, 32);
            byte[] mac = Arrays.copyOfRange(dataKey, 32, 64);
            Keys keys =
                    new Keys(AesContentKey.ofBytes(content), MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, mac));
            for (byte[] secret : new byte[][] {dataKey, content, mac}) {
                Arrays.fill(secret, (byte) 0);
            }
            return keys;
        }
    }

    /** The keys of one item: the engine destroys the content key when it is done. */
    private record Reading(Keys keys) implements DecryptionMaterials {

        @Override
        public VerificationKey verificationKey() {
            return keys.mac();
        }

        @Override
        public ContentKey contentKey() {
            return keys.content();
        }

        @Override
        public boolean ephemeral() {
            return true;
        }

        /** Whoever refuses the item has not asked for the content key. */
        @Override
        public void destroy() {
            if (keys.content().key() instanceof SecretBytes secret) {
                secret.destroy();
            }
        }
    }
}
