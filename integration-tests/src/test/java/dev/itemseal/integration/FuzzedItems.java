package dev.itemseal.integration;

import static dev.itemseal.integration.FuzzedParsers.require;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.MapValue;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.ItemInspection;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.MalformedException;
import dev.itemseal.integration.AttackedProviders.Attacked;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whole items, read with every provider: none is read as anything but what was written. The input is a serialized map of the item's
 * attributes. Since no fuzzer forges a signature, one more provider takes every signature and decrypts without a key, so that the
 * way behind the signature is gone as well.
 */
final class FuzzedItems implements Consumer<byte[]> {

    private static final int MAX_DEPTH = 128;

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final StandardItemEncryptor requiring = StandardItemEncryptor.builder()
            .descriptionBinding(DescriptionBinding.REQUIRED)
            .build();
    private final List<CryptoConfig> configs = new ArrayList<>();
    private final CryptoConfig trusting = config(new TrustingProvider());

    FuzzedItems(Path directory) throws IOException, GeneralSecurityException {
        for (Attacked attacked : new AttackedProviders(directory).all()) {
            configs.add(config(attacked.provider()));
        }
    }

    private static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(
                provider,
                TableInfo.of("Example", TableIndex.of("id", "at")),
                AttributeActions.encryptAndSignAll()
                        .with("seen", CryptoAction.SIGN_ONLY)
                        .with(Tampering.UNSIGNED, CryptoAction.DO_NOTHING));
    }

    /** The items that the kept inputs began with. */
    static Item plaintext(String id) {
        return Item.builder(5)
                .put("id", AttributeValue.ofString(id))
                .put("at", AttributeValue.ofNumber(id))
                .put("drink", AttributeValue.ofString("tea " + id))
                .put("seen", AttributeValue.ofStrings(List.of("a", id)))
                .put(Tampering.UNSIGNED, AttributeValue.ofBoolean(false))
                .build();
    }

    @Override
    public void accept(byte[] input) {
        Item item;
        try {
            if (!(AttributeCodec.deserialize(input, 0, input.length, MAX_DEPTH) instanceof MapValue map)) {
                return;
            }
            item = Item.of(map.entries());
        } catch (MalformedException e) {
            return;
        }
        inspect(item);
        boolean protectedAtAll = !Set.of(Tampering.UNSIGNED).containsAll(item.names());
        for (CryptoConfig config : configs) {
            for (StandardItemEncryptor reader : List.of(encryptor, requiring)) {
                read(reader, item, config).ifPresent(read -> require(!protectedAtAll || wasWritten(read), "is forged"));
            }
        }
        read(encryptor, item, trusting).ifPresent(this::roundTrip);
    }

    private static void inspect(Item item) {
        try {
            require(
                    !ItemInspection.of(item, ReservedAttributes.DEFAULT)
                            .toString()
                            .isEmpty(),
                    "shows nothing");
        } catch (ItemRefusedException e) {
            require(!e.getMessage().isEmpty(), "is refused without a word", e);
        }
    }

    private static boolean wasWritten(Item read) {
        Item signed = read.without(Tampering.UNSIGNED);
        return signed.equals(plaintext("1").without(Tampering.UNSIGNED))
                || signed.equals(plaintext("2").without(Tampering.UNSIGNED));
    }

    /** Any other exception is none that reading a stored item may throw here. */
    private static Optional<Item> read(StandardItemEncryptor reader, Item item, CryptoConfig config) {
        try {
            return Optional.of(reader.decrypt(item, config));
        } catch (ItemRefusedException | InvalidItemException | MaterialsException e) {
            return Optional.empty();
        }
    }

    private void roundTrip(Item item) {
        Item stored;
        try {
            stored = encryptor.encrypt(item, trusting);
        } catch (InvalidItemException e) {
            return; // such as an empty set, which is read but not written
        }
        require(encryptor.decrypt(stored, trusting).equals(item), "comes back as another item");
    }

    /** Hides nothing and believes everything. */
    private static final class TrustingProvider
            implements MaterialsProvider, ExternalContentKey, ExternalSigningKey, ExternalVerificationKey {

        private static final int BLOCK = 16;

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return new EncryptionMaterials(Optional.of(this), this, MaterialDescription.empty(), false);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return DecryptionMaterials.of(this, this);
        }

        @Override
        public byte[] encrypt(byte[] iv, byte[] serialized) {
            int padding = BLOCK - serialized.length % BLOCK;
            byte[] padded = Arrays.copyOf(serialized, serialized.length + padding);
            padded[padded.length - 1] = (byte) padding;
            return padded;
        }

        @Override
        public byte[] decrypt(byte[] iv, byte[] padded) {
            int padding = Math.floorMod(padded[padded.length - 1] - 1, BLOCK) + 1;
            return Arrays.copyOf(padded, padded.length - padding);
        }

        @Override
        public byte[] sign(byte[] message) {
            return new byte[32];
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] message, byte[] signature) {
            return true;
        }

        @Override
        public SigningAlgorithm algorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public SigningAlgorithm defaultAlgorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public Set<SigningAlgorithm> algorithms() {
            return Set.of(SigningAlgorithm.HMAC_SHA256);
        }
    }
}
