package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.integration.AttackedProviders.Attacked;
import dev.itemseal.integration.Tampering.Mutation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every change of a list, to items under every provider: each is refused with a reason that the specification has for it, or is
 * shown to change nothing that is promised. The counts stand in docs/threat-model.md.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TamperingTest {

    private static final TableInfo TABLE = TableInfo.of("Example", TableIndex.of("id", "at"));
    private static final AttributeActions ACTIONS = AttributeActions.encryptAndSignAll()
            .with("seen", CryptoAction.SIGN_ONLY)
            .with("parts", CryptoAction.SIGN_ONLY)
            .with(Tampering.UNSIGNED, CryptoAction.DO_NOTHING);

    /** What reading may allocate for each byte of an item, and whatever its size: exceptions, ciphers, buffers. */
    private static final long PER_BYTE = 16;

    private static final long FIXED = 512 * 1024;

    private static final String BOUND = "description: anything of the above, bindings required";

    @TempDir
    private static Path directory;

    private static List<Attacked> providers;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private final ItemEncryptor requiring = StandardItemEncryptor.builder()
            .descriptionBinding(DescriptionBinding.REQUIRED)
            .build();
    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();

    @BeforeAll
    static void make() throws IOException, GeneralSecurityException {
        providers = new AttackedProviders(directory).all();
    }

    private static Item plaintext(String id) {
        return Item.builder(7)
                .put("id", AttributeValue.ofString(id))
                .put("at", AttributeValue.ofNumber(id))
                .put("drink", AttributeValue.ofString("tea " + id))
                .put("sugar", AttributeValue.ofNumber("2" + id))
                .put("seen", AttributeValue.ofStrings(List.of("a", id)))
                .put("parts", AttributeValue.ofList(List.of(AttributeValue.ofString(id))))
                .put(Tampering.UNSIGNED, AttributeValue.ofBoolean(false))
                .build();
    }

    private static CryptoConfig config(MaterialsProvider provider, String tableName) {
        return CryptoConfig.of(provider, TableInfo.of(tableName, TABLE.primaryIndex()), ACTIONS);
    }

    @Test
    @DisplayName("RD-1 to RD-8, SIG-6, DSC-4, DSC-5, BND-5, BND-6: nothing that is changed is read as something else")
    void everyChangeIsRefusedOrNone() throws IOException {
        for (Attacked attacked : providers) {
            CryptoConfig config = config(attacked.provider(), "Example");
            Item stored = encryptor.encrypt(plaintext("1"), config);
            Item other = encryptor.encrypt(plaintext("2"), config);
            List<Mutation> mutations = Tampering.of(stored, other);
            mutations.forEach(mutation -> check(encryptor, mutation, attacked));
            otherKeysAndTables(attacked, stored);
            bound(attacked, config);
        }

        assertThat(table())
                .as("the table in docs/threat-model.md; put this one there after you have looked at what changed")
                .isEqualTo(documented());
    }

    /** With bindings required, whatever is done to a description is refused, but for the order of its entries. */
    private void bound(Attacked attacked, CryptoConfig config) {
        Item stored = requiring.encrypt(plaintext("1"), config);
        Item other = requiring.encrypt(plaintext("2"), config);
        for (Mutation mutation : Tampering.of(stored, other)) {
            if (mutation.family().startsWith("description")
                    && !mutation.reasons().isEmpty()) {
                check(requiring, new Mutation(BOUND, mutation.item(), mutation.reasons(), false), attacked);
            }
        }
    }

    private void otherKeysAndTables(Attacked attacked, Item stored) {
        for (Map.Entry<String, MaterialsProvider> other : attacked.others().entrySet()) {
            Set<Reason> reasons = other.getKey().equals("wrapping key")
                    ? Set.of(Reason.KEY_NOT_UNWRAPPED)
                    : Set.of(Reason.NOT_AUTHENTIC, Reason.KEY_UNAVAILABLE);
            check(
                    encryptor,
                    new Mutation("other keys of the same kind", stored, reasons, false),
                    config(other.getValue(), "Example"),
                    attacked);
        }
        check(
                encryptor,
                new Mutation("another table's item", stored, Set.of(Reason.NOT_AUTHENTIC), false),
                config(attacked.provider(), "Other"),
                attacked);
        for (Attacked another : providers) {
            if (!another.equals(attacked)) {
                Set<Reason> reasons = Set.of(
                        Reason.NOT_AUTHENTIC,
                        Reason.DESCRIPTION_MISMATCH,
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        Reason.ALGORITHM_REFUSED,
                        Reason.KEY_NOT_UNWRAPPED,
                        Reason.KEY_UNAVAILABLE);
                check(
                        encryptor,
                        new Mutation("item of another provider", stored, reasons, false),
                        config(another.provider(), "Example"),
                        attacked);
            }
        }
    }

    private void check(ItemEncryptor reader, Mutation mutation, Attacked attacked) {
        check(reader, mutation, config(attacked.provider(), "Example"), attacked);
    }

    private void check(ItemEncryptor reader, Mutation mutation, CryptoConfig config, Attacked attacked) {
        counts.computeIfAbsent(mutation.family() + " | " + outcome(mutation), family -> new LinkedHashMap<>())
                .merge(attacked.name(), 1, Integer::sum);
        Outcome outcome = read(reader, mutation, config);
        long bound = FIXED + PER_BYTE * size(mutation.item());
        if (outcome.allocated() > bound) {
            outcome = read(reader, mutation, config); // the first time loads classes
        }

        String what = attacked.name() + ", " + mutation.family() + ": ";
        assertThat(outcome.allocated()).as(what + "bytes allocated").isLessThan(bound);
        if (outcome.refusal().isPresent()) {
            ItemsealException refusal = outcome.refusal().get();
            assertThat(reasons(mutation, attacked))
                    .as(what + refusal.getMessage())
                    .contains(refusal.reason());
        } else {
            assertThat(mutation.mayBeSame()).as(what + "read").isTrue();
            assertThat(outcome.item().orElseThrow().without(Tampering.UNSIGNED))
                    .as(what)
                    .isEqualTo(plaintext("1").without(Tampering.UNSIGNED));
        }
    }

    /** What came of reading an item: the item, or its refusal. */
    private record Outcome(Optional<Item> item, Optional<ItemsealException> refusal, long allocated) {}

    private Outcome read(ItemEncryptor reader, Mutation mutation, CryptoConfig config) {
        Optional<Item> item = Optional.empty();
        Optional<ItemsealException> refusal = Optional.empty();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        try {
            item = Optional.of(reader.decrypt(mutation.item(), config));
        } catch (ItemsealException e) {
            refusal = Optional.of(e);
        }
        return new Outcome(
                item,
                refusal,
                threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
    }

    private static Set<Reason> reasons(Mutation mutation, Attacked attacked) {
        Set<Reason> reasons = new HashSet<>(mutation.reasons());
        if (attacked.signingKeyOfItem() && reasons.contains(Reason.NOT_AUTHENTIC)) {
            reasons.addAll(Set.of(Reason.KEY_NOT_UNWRAPPED, Reason.MISSING_KEY_ATTRIBUTE));
        }
        return reasons;
    }

    private static String outcome(Mutation mutation) {
        if (mutation.reasons().isEmpty()) {
            return "same";
        }
        return mutation.mayBeSame() ? "refused or same" : "refused";
    }

    private static long size(Item item) {
        long[] size = {0};
        item.forEach((name, value) -> size[0] += name.length() + (value instanceof BinaryValue b ? b.length() : 64));
        return size[0];
    }

    private String table() {
        List<String> names = providers.stream().map(Attacked::name).toList();
        List<String> lines = new ArrayList<>();
        lines.add("| change | what comes of it | " + String.join(" | ", names) + " |");
        lines.add("|---|---|" + "---|".repeat(names.size()));
        Map<String, Integer> all = new LinkedHashMap<>();
        counts.forEach((family, byProvider) -> {
            lines.add(row(family, names, byProvider));
            byProvider.forEach((name, count) -> all.merge(name, count, Integer::sum));
        });
        lines.add(row("**all** |", names, all));
        return String.join("\n", lines);
    }

    private static String row(String title, List<String> names, Map<String, Integer> byProvider) {
        return names.stream()
                .map(name -> byProvider.getOrDefault(name, 0).toString())
                .collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
    }

    private static String documented() throws IOException {
        String text = Files.readString(BuiltModules.root().resolve("docs/threat-model.md"));
        int from = text.indexOf("| change |");
        int to = text.indexOf("\n\n", from);
        return from < 0 ? "" : text.substring(from, to < 0 ? text.length() : to);
    }
}
