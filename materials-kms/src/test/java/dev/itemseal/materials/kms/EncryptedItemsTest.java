package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.AsyncItemStore;
import dev.itemseal.api.store.ScanRequest;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.engine.Diagnosis;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.engine.table.AsyncEncryptedResource;
import dev.itemseal.engine.table.AsyncEncryptedTable;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.DecryptRequest;

@DisplayName("Items and tables encrypted with direct KMS")
class EncryptedItemsTest {

    private static final String DESCRIPTION = "*amzn-ddb-map-desc*";

    /** Of the first item. */
    private static final Map<String, String> ENTRIES = Map.of(
            "amzn-ddb-env-key", "YmxvYi0x", // what the stub wrapped first: blob-1
            "amzn-ddb-env-alg", "AES/256",
            "amzn-ddb-sig-alg", "HmacSHA256/256",
            "amzn-ddb-wrap-alg", "kms",
            "aws-kms-ec-attr", "*keys*",
            "amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding");

    private final StubKms kms = new StubKms();
    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private final KmsMaterialsProvider provider = KmsMaterialsProvider.of(kms.connection(), KmsKeys.of(StubKms.KEY));

    private static CryptoConfig config(MaterialsProvider provider) {
        return CryptoConfig.of(provider, Items.ORDERS, AttributeActions.encryptAndSignAll());
    }

    /** The two keys of the specification's example, as anybody would use them who has them. */
    private static MaterialsProvider specifiedKeys() {
        HexFormat hex = HexFormat.of();
        return StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(
                        hex.parseHex("781ddf3715c39edff39465b0bdc122575ccc03d55a2bb23a3c2abadc853f0a78")))
                .macKey(MacKey.ofBytes(
                        SigningAlgorithm.HMAC_SHA256,
                        hex.parseHex("1ce18b7e6ba3388e72a987d0c3b7993222c321f3cd78aefc2c846699a325a157")))
                .build();
    }

    @Test
    @DisplayName(
            "KMS-9, KMS-10: an item is what the specified keys make, in both directions, with a description put together by hand")
    void byHand() {
        Item written = encryptor.encrypt(Items.ORDER, config(provider));
        assertThat(encryptor.decrypt(written, config(specifiedKeys()))).isEqualTo(Items.ORDER);

        Item byHand = encryptor
                .encrypt(Items.ORDER, config(specifiedKeys()))
                .with(DESCRIPTION, BinaryValue.copyOf(description(ENTRIES)));
        assertThat(encryptor.decrypt(byHand, config(provider))).isEqualTo(Items.ORDER);
        assertThat(((BinaryValue) written.attribute(DESCRIPTION).orElseThrow()).toByteArray())
                .hasSameSizeAs(((BinaryValue) byHand.attribute(DESCRIPTION).orElseThrow()).toByteArray());
    }

    /** Rule DSC-1. */
    private static byte[] description(Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[4]);
        entries.forEach((name, value) -> {
            for (String text : List.of(name, value)) {
                bytes.writeBytes(new byte[] {0, 0, 0, (byte) text.length()});
                bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("KMS-13: a changed attribute is refused by the signature, a changed key attribute by KMS before it")
    void changed() {
        Item written = encryptor.encrypt(Items.ORDER, config(provider));
        assertThat(refusal(written.with("extra", AttributeValue.ofString("x"))))
                .isInstanceOf(ItemRefusedException.class)
                .extracting(ItemsealException::reason)
                .isEqualTo(Reason.NOT_AUTHENTIC);
        assertThat(refusal(written.with("customer", AttributeValue.ofString("customer-8"))))
                .isInstanceOf(MaterialsException.class)
                .extracting(ItemsealException::reason)
                .isEqualTo(Reason.KEY_NOT_UNWRAPPED);
    }

    private ItemsealException refusal(Item stored) {
        return catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, config(provider)));
    }

    /** The first item with another entry in its description, which nothing signs. */
    private static Item described(Item first, String name, String value) {
        Map<String, String> entries = new HashMap<>(ENTRIES);
        entries.put(name, value);
        return first.with(DESCRIPTION, BinaryValue.copyOf(description(entries)));
    }

    private Item write(Item item, CryptoConfig config, boolean async) {
        return async
                ? encryptor
                        .encryptAsync(item, config, Runnable::run)
                        .toCompletableFuture()
                        .join()
                : encryptor.encrypt(item, config);
    }

    private Item read(Item item, CryptoConfig config, boolean async) {
        return async
                ? encryptor
                        .decryptAsync(item, config, Runnable::run)
                        .toCompletableFuture()
                        .join()
                : encryptor.decrypt(item, config);
    }

    private static ItemsealException refused(Reason reason, Supplier<Item> work) {
        Throwable refusal = catchThrowable(work::get);
        ItemsealException cause =
                (ItemsealException) (refusal instanceof CompletionException ? refusal.getCause() : refusal);
        assertThat(cause.reason()).isEqualTo(reason);
        return cause;
    }

    private static <T> T assertWiped(Watched watched, Supplier<T> work) {
        watched.keys().clear();
        T result = work.get();
        assertThat(watched.keys()).isNotEmpty().allMatch(SecretBytes::isDestroyed);
        return result;
    }

    /** Keeps the keys of a provider's materials, of which the item's own is to be wiped in the end. */
    private record Watched(MaterialsProvider provider, List<SecretBytes> keys) implements MaterialsProvider {

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            EncryptionMaterials materials = provider.encryptionMaterials(context);
            keep(materials.contentKey().orElseThrow(), materials.signingKey());
            return materials;
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            DecryptionMaterials materials = provider.decryptionMaterials(context);
            keep(materials.contentKey(), materials.verificationKey());
            return materials;
        }

        private void keep(Object content, Object signing) {
            keys.add((SecretBytes) ((AesContentKey) content).key());
            keys.add((SecretBytes) ((MacKey) signing).key());
        }
    }

    @ParameterizedTest
    @DisplayName("Both derived keys are wiped, whether an item is written, read, only signed, refused or diagnosed")
    @ValueSource(booleans = {false, true})
    void wiped(boolean async) {
        Watched watched = new Watched(provider, new ArrayList<>());
        CryptoConfig encrypted = config(watched);
        CryptoConfig signed =
                CryptoConfig.of(watched, Items.ORDERS, AttributeActions.withDefault(CryptoAction.SIGN_ONLY));
        CryptoConfig renamed = CryptoConfig.builder(watched, Items.ORDERS, encrypted.attributeActions())
                .tableNameOverride(TableNameOverride.none().alsoAccepting("Former", "Older"))
                .build();
        Item written = assertWiped(watched, () -> write(Items.ORDER, encrypted, async));
        Item signedOnly = assertWiped(watched, () -> write(Items.ORDER, signed, async));
        assertThat(assertWiped(watched, () -> read(written, encrypted, async))).isEqualTo(Items.ORDER);
        assertThat(assertWiped(watched, () -> read(signedOnly, signed, async))).isEqualTo(Items.ORDER);
        assertThat(assertWiped(watched, () -> read(written, renamed, async))).isEqualTo(Items.ORDER);

        Item forged = written.with("extra", AttributeValue.ofString("x"));
        assertWiped(watched, () -> refused(Reason.NOT_AUTHENTIC, () -> read(forged, encrypted, async)));
        assertWiped(watched, () -> refused(Reason.NOT_AUTHENTIC, () -> read(forged, renamed, async)));
        assertWiped(watched, () -> refused(Reason.NOT_AUTHENTIC, () -> read(signedOnly, encrypted, async)));
        Item otherMode = described(written, "amzn-ddb-map-sym-mode", "/CTR/NoPadding");
        assertWiped(watched, () -> refused(Reason.ALGORITHM_REFUSED, () -> read(otherMode, encrypted, async)));
        Item otherSignature = described(written, "amzn-ddb-map-signingAlg", "HmacSHA512");
        assertWiped(watched, () -> refused(Reason.ALGORITHM_REFUSED, () -> read(otherSignature, encrypted, async)));
        assertWiped(watched, () -> StandardItemEncryptor.create().diagnose(forged, encrypted, Diagnosis.Hints.NONE));
    }

    @Test
    @DisplayName(
            "A page has up to 16 keys unwrapped at a time; after a failure no further one, and the next page is read")
    void pages() {
        List<Runnable> held = Collections.synchronizedList(new ArrayList<>());
        InMemoryItemStore store = InMemoryItemStore.create();
        store.createTable(
                TableDefinition.of(Items.ORDERS, Map.of("customer", AttributeType.S, "order", AttributeType.N)));
        AsyncEncryptedTable table = AsyncEncryptedResource.builder(
                        AsyncItemStore.bridging(store, Runnable::run),
                        Runnable::run,
                        store,
                        KmsMaterialsProvider.of(
                                KmsConnection.of(KmsClients.of(kms.asyncClient())), KmsKeys.of(StubKms.KEY)),
                        AttributeActions.encryptAndSignAll())
                .build()
                .table("Orders");
        for (int i = 0; i < 100; i++) {
            assertThat(table.put(Items.ORDER.with("order", AttributeValue.ofNumber(i))))
                    .isNotNull();
        }
        kms.answers = held::add;
        CompletableFuture<?> failing = table.scan(ScanRequest.of("Orders")).toCompletableFuture();
        assertThat(held).hasSize(16);
        held.remove(0).run();
        assertThat(held).hasSize(16);
        kms.fail(StubKms.refusal("ThrottlingException", 400));
        while (!held.isEmpty()) {
            assertThat(failing).isNotDone();
            held.remove(0).run();
        }
        assertThat(catchThrowableOfType(CompletionException.class, failing::join))
                .hasCauseInstanceOf(MaterialsException.class);
        assertThat(kms.calls(DecryptRequest.class)).isEqualTo(17);

        kms.answers = Runnable::run;
        assertThat(table.scan(ScanRequest.of("Orders"))
                        .toCompletableFuture()
                        .join()
                        .items())
                .extracting(item -> item.attribute("drink").orElseThrow())
                .hasSize(100)
                .containsOnly(AttributeValue.ofString("tea"));
    }
}
