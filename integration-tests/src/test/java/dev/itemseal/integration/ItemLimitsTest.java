package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Items that are larger than any table holds are refused, forged as they are, for a bounded share of memory. */
class ItemLimitsTest {

    /** Buffers and ciphers that an encryptor keeps, whatever the item. */
    private static final long FIXED = 4 * 1024 * 1024;

    /** For each attribute: its digests in the string to sign, twice, and its place in what is planned for its shape. */
    private static final long PER_ATTRIBUTE = 600;

    private static final long PER_BYTE = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final CryptoConfig config = CryptoConfig.of(
            provider(),
            TableInfo.of("Example", TableIndex.of("id")),
            AttributeActions.withDefault(CryptoAction.SIGN_ONLY));

    private static MaterialsProvider provider() {
        return Plugins.load()
                .materialsProvider(Settings.of(
                                Map.of(
                                        "provider",
                                        "static",
                                        "provider.signing-key.material",
                                        Base64.getEncoder().encodeToString(new byte[32])),
                                Path.of(""))
                        .section("provider"));
    }

    private void assertRefused(Item.Builder attributes, Reason reason, long bytes) {
        Item item = attributes
                .put("id", AttributeValue.ofString("1"))
                .put(Tampering.SIGNATURE, AttributeValue.ofBytes(new byte[32]))
                .build();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        ItemsealException refusal =
                catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(item, config));
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(allocated)
                .as("bytes allocated for %d attributes and %d bytes", item.size(), bytes)
                .isLessThan(FIXED + PER_ATTRIBUTE * item.size() + PER_BYTE * bytes);
    }

    @Test
    @DisplayName("SIG-6: many attributes, of few bytes each")
    void manyAttributes() {
        Item.Builder item = Item.builder(100_000);
        for (int i = 0; i < 100_000; i++) {
            item.put(Integer.toString(i, 36), AttributeValue.ofNull());
        }
        assertRefused(item, Reason.NOT_AUTHENTIC, 400_000);
    }

    @Test
    @DisplayName("SIG-6: much more than 400 KB, in one value or in a set")
    void largeValues() {
        int length = 16 * 1024 * 1024;
        assertRefused(
                Item.builder(3).put("large", AttributeValue.ofBytes(new byte[length])), Reason.NOT_AUTHENTIC, length);
        assertRefused(
                Item.builder(3).put("large", AttributeValue.ofString("x".repeat(length))),
                Reason.NOT_AUTHENTIC,
                length);
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            members.add("member " + i);
        }
        assertRefused(
                Item.builder(3).put("members", AttributeValue.ofStrings(members)),
                Reason.NOT_AUTHENTIC,
                16L * members.size());
    }

    @Test
    @DisplayName("SER-16, SER-17, DES-8: nesting without end")
    void deepNesting() {
        AttributeValue value = AttributeValue.ofNull();
        for (int depth = 0; depth < 50_000; depth++) {
            value = depth % 2 == 0 ? AttributeValue.ofList(List.of(value)) : AttributeValue.ofMap(Map.of("k", value));
        }
        assertRefused(Item.builder(3).put("deep", value), Reason.NESTING_TOO_DEEP, 0);
    }

    @Test
    @DisplayName("NUM-2: numbers of a length or size without end")
    void longNumbers() {
        for (String text :
                List.of("1".repeat(1_000_000), "1E999999999", "1E-999999999", "0." + "0".repeat(2_000) + "1")) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            ItemsealException refusal =
                    catchThrowableOfType(ItemsealException.class, () -> AttributeValue.ofNumber(text));
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID_NUMBER);
            assertThat(allocated).isLessThan(256 * 1024);
        }
    }
}
