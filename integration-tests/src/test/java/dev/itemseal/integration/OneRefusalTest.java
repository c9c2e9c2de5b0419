package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What doesn't hold is refused in one way (rule RD-4). Time is judged by the work that is done, since clocks make flaky tests: the
 * keys here count what is asked of them.
 */
class OneRefusalTest {

    private static final String SIGNATURE = Tampering.SIGNATURE;

    private final List<String> work = new ArrayList<>();
    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    /** What the content key gives back; in place of decrypting, since only the work counts. */
    private UnaryOperator<byte[]> answer = serialized -> serialized;

    /** A "cipher" that is none, and a "MAC" that is a sum: both count. */
    private final class CountingKey implements ExternalContentKey, ExternalSigningKey, ExternalVerificationKey {

        @Override
        public byte[] encrypt(byte[] iv, byte[] serialized) {
            return ByteBuffer.allocate((serialized.length / 16 + 1) * 16)
                    .put((byte) serialized.length)
                    .put(serialized)
                    .array();
        }

        @Override
        public byte[] decrypt(byte[] iv, byte[] ciphertext) {
            work.add("decrypt " + ciphertext.length);
            return answer.apply(Arrays.copyOfRange(ciphertext, 1, 1 + ciphertext[0]));
        }

        @Override
        public byte[] sign(byte[] message) {
            return ByteBuffer.allocate(32).putInt(Arrays.hashCode(message)).array();
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] message, byte[] signature) {
            work.add("verify " + message.length);
            return Arrays.equals(sign(message), signature);
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

    private final MaterialsProvider provider = new MaterialsProvider() {
        private final CountingKey key = new CountingKey();

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return new EncryptionMaterials(Optional.of(key), key, MaterialDescription.empty(), false);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return new DecryptionMaterials() {
                @Override
                public VerificationKey verificationKey() {
                    return key;
                }

                @Override
                public ContentKey contentKey() {
                    work.add("content key");
                    return key;
                }
            };
        }
    };

    private final CryptoConfig config = CryptoConfig.builder(
                    provider,
                    TableInfo.of("Example", TableIndex.of("id")),
                    AttributeActions.encryptAndSignAll().with("id", CryptoAction.SIGN_ONLY))
            .tableNameOverride(TableNameOverride.of("New").alsoAccepting("Example"))
            .build();

    private Item stored() {
        Item.Builder item = Item.builder(20).put("id", AttributeValue.ofString("1"));
        for (int i = 0; i < 10; i++) {
            item.put("a" + i, AttributeValue.ofString("x"));
        }
        return encryptor.encrypt(item.build(), config);
    }

    private ItemsealException refusal(Item item) {
        work.clear();
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(item, config));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    @DisplayName("RD-4: signature, content key, padding and decrypted bytes: one type, one reason, one text, no cause")
    void oneText() {
        Item stored = stored();
        List<ItemsealException> refusals = new ArrayList<>();
        refusals.add(refusal(stored.with(SIGNATURE, AttributeValue.ofBytes(new byte[32]))));
        refusals.add(refusal(stored.without("a3")));
        answer = serialized -> {
            throw new ItemRefusedException(Reason.NOT_AUTHENTIC, "the device says: bad padding");
        };
        refusals.add(refusal(stored));
        for (byte[] decrypted :
                new byte[][] {{}, {1}, {0, 'q'}, {0, 's', 0x7F, -1, -1, -1}, {0, 'n', 0, 0, 0, 1, 'x'}}) {
            answer = serialized -> decrypted.clone();
            refusals.add(refusal(stored));
        }

        assertThat(refusals).hasSize(8).allSatisfy(refusal -> {
            assertThat(refusal).isExactlyInstanceOf(ItemRefusedException.class).hasNoCause();
            assertThat(refusal)
                    .hasNoSuppressedExceptions()
                    .hasMessage(refusals.get(0).getMessage());
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_AUTHENTIC);
        });
    }

    @Test
    @DisplayName("RD-4, SIG-5: where a forged signature differs doesn't change what is done")
    void oneAmountOfWork() {
        Item stored = stored();
        byte[] signature = ((BinaryValue) stored.attribute(SIGNATURE).orElseThrow()).toByteArray();
        Map<Integer, List<String>> byPlace = new TreeMap<>();
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            refusal(stored.with(SIGNATURE, AttributeValue.ofBytes(changed)));
            byPlace.put(i, List.copyOf(work));
        }
        for (int i = 0; i < 10; i++) {
            refusal(stored.with("a" + i, AttributeValue.ofBytes(new byte[32])));
            byPlace.put(1000 + i, List.copyOf(work));
        }

        int length = 32 + 96 * 11;
        assertThat(byPlace.values()).containsOnly(List.of("verify " + length, "verify " + length));
    }

    @Test
    @DisplayName("RD-2: nothing is decrypted before the signature holds")
    void verifiedFirst() {
        assertThat(encryptor.decrypt(stored(), config).attribute("a1")).hasValue(AttributeValue.ofString("x"));
        assertThat(work.subList(0, 3)).containsExactly("verify " + (32 + 96 * 11), "content key", "decrypt 16");
    }
}
