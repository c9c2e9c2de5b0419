package dev.itemseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts find each defect, under its own rule and under no other. */
class ContractKitTest {

    private static final List<Class<?>> STORE_RULES = List.of(
            ItemRules.class,
            ConditionRules.class,
            LimitRules.class,
            QueryRules.class,
            IndexRules.class,
            ScanRules.class,
            BatchRules.class,
            TransactionRules.class);

    private static final List<Class<?>> META_RULES = List.of(TableMetadataSourceContract.class);

    private static Stream<Rule> rules(List<Class<?>> classes) {
        return classes.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map((Method method) -> method.getAnnotation(Rule.class))
                .filter(rule -> rule != null);
    }

    private static Set<String> ids(List<Class<?>> classes) {
        return rules(classes).map(Rule::id).collect(Collectors.toSet());
    }

    static Stream<BrokenStore> brokenStores() {
        return BrokenStore.all();
    }

    @ParameterizedTest
    @MethodSource("brokenStores")
    void brokenStoreFailsItsRuleAlone(BrokenStore broken) {
        ContractRun run = ContractRun.of(broken);

        assertThat(run.failures()).containsOnlyKeys(broken.rule());
        assertThat(run.tests()).isEqualTo(ids(STORE_RULES).size());
        Rule rule = rules(STORE_RULES)
                .filter(one -> one.id().equals(broken.rule()))
                .findFirst()
                .orElseThrow();
        assertThat(run.failures().get(broken.rule())).contains(rule.id(), rule.holds(), rule.lookAt());
    }

    static Stream<BrokenMetadata> brokenMetadata() {
        return BrokenMetadata.all();
    }

    @ParameterizedTest
    @MethodSource("brokenMetadata")
    void brokenMetadataFailsItsRuleAlone(BrokenMetadata broken) {
        ContractRun run = ContractRun.of(broken);

        assertThat(run.failures()).containsOnlyKeys(broken.rule());
        assertThat(run.tests()).isEqualTo(ids(META_RULES).size());
    }

    @Test
    void everyRuleIsBrokenBySomeone() {
        assertThat(BrokenStore.all().map(BrokenStore::rule)).containsAll(ids(STORE_RULES));
        assertThat(BrokenMetadata.all().map(BrokenMetadata::rule)).containsAll(ids(META_RULES));
    }

    @Test
    void documentListsTheRules() throws IOException {
        Path document = Path.of(System.getProperty("itemseal.root"), "docs", "store-contract.md");
        List<String> rows = Stream.concat(rules(STORE_RULES), rules(META_RULES))
                .map(rule -> "| **" + rule.id() + "** | " + rule.holds() + " | " + rule.lookAt() + " |")
                .toList();

        assertThat(Files.readAllLines(document).stream().filter(line -> line.startsWith("| **")))
                .containsExactlyInAnyOrderElementsOf(rows);
    }
}
