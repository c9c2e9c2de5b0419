package dev.itemseal.engine;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.util.HexFormat;
import java.util.Optional;

/** What many tests of the engine start from: the worked item of the specification, and a provider of fixed keys. */
final class Fixtures {

    static final HexFormat HEX = HexFormat.of();
    static final String SIGNATURE = "*amzn-ddb-map-sig*";
    static final String DESCRIPTION = "*amzn-ddb-map-desc*";
    static final TableInfo TABLE = TableInfo.of("Example", TableIndex.of("id"));
    static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll().with("hot", CryptoAction.DO_NOTHING);
    static final AesContentKey AES = AesContentKey.ofBytes(range(0x00, 32));
    static final MacKey HMAC = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, range(0x20, 32));
    static final CryptoConfig CONFIG = CryptoConfig.of(provider(AES, HMAC, HMAC), TABLE, ACTIONS);
    static final Item ITEM = Item.builder(3)
            .put("id", AttributeValue.ofString("7"))
            .put("drink", AttributeValue.ofString("tea"))
            .put("hot", AttributeValue.ofBoolean(true))
            .build();

    private Fixtures() {}

    static byte[] range(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    static byte[] hex(String hex) {
        return HEX.parseHex(hex.replaceAll("\\s", ""));
    }

    static BinaryValue binary(String hex) {
        return BinaryValue.copyOf(hex(hex));
    }

    static byte[] bytes(Item item, String name) {
        return ((BinaryValue) item.attribute(name).orElseThrow()).toByteArray();
    }

    static MaterialsProvider provider(ContentKey content, SigningKey signing, VerificationKey verification) {
        return provider(content, signing, verification, MaterialDescription.empty());
    }

    /** Fixed keys; without a content key for {@code null}. */
    static MaterialsProvider provider(
            ContentKey content, SigningKey signing, VerificationKey verification, MaterialDescription description) {
        EncryptionMaterials encryption =
                new EncryptionMaterials(Optional.ofNullable(content), signing, description, false);
        DecryptionMaterials decryption =
                content == null ? DecryptionMaterials.of(verification) : DecryptionMaterials.of(verification, content);
        return new MaterialsProvider() {
            @Override
            public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                return encryption;
            }

            @Override
            public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                return decryption;
            }
        };
    }
}
