package dev.itemseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts of providers, keys and provider stores find each defect, under its own rule and under no other. */
class MaterialsKitTest {

    private static final Map<Class<?>, List<? extends Broken<?>>> CANDIDATES = Map.of(
            MaterialsCandidates.Provider.class, BrokenProviders.ALL,
            MaterialsCandidates.Content.class, BrokenKeys.CONTENT_KEYS,
            MaterialsCandidates.Signing.class, BrokenKeys.SIGNING_KEYS,
            MaterialsCandidates.Wrapping.class, BrokenKeys.WRAPPING_KEYS,
            MaterialsCandidates.Store.class, BrokenProviderStores.ALL);

    private static Map<String, Rule> rules(Class<?> contract) {
        return Stream.of(contract.getDeclaredMethods())
                .map((Method method) -> method.getAnnotation(Rule.class))
                .filter(rule -> rule != null)
                .collect(Collectors.toMap(Rule::id, rule -> rule));
    }

    static Stream<Arguments> broken() {
        return CANDIDATES.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream().map(broken -> Arguments.of(kind.getKey(), broken)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void brokenOneFailsItsRuleAlone(Class<?> candidate, Broken<?> broken) {
        Map<String, Rule> rules = rules(candidate.getSuperclass());

        ContractRun run = ContractRun.of(candidate, broken.defect());

        assertThat(run.failures()).containsOnlyKeys(broken.rule());
        assertThat(run.tests()).isEqualTo(rules.size());
        Rule rule = rules.get(broken.rule());
        assertThat(run.failures().get(broken.rule())).contains(rule.id(), rule.holds(), rule.lookAt());
    }

    @Test
    void everyRuleIsBrokenBySomeone() {
        CANDIDATES.forEach((candidate, all) -> {
            Set<String> broken = all.stream().map(Broken::rule).collect(Collectors.toSet());
            assertThat(broken).isEqualTo(rules(candidate.getSuperclass()).keySet());
        });
    }

    @Test
    void documentListsTheRules() throws IOException {
        Path document = Path.of(System.getProperty("itemseal.root"), "docs", "materials-contract.md");
        List<String> rows = CANDIDATES.keySet().stream()
                .flatMap(candidate -> rules(candidate.getSuperclass()).values().stream())
                .map(rule -> "| **" + rule.id() + "** | " + rule.holds() + " | " + rule.lookAt() + " |")
                .toList();

        assertThat(Files.readAllLines(document).stream().filter(line -> line.startsWith("| **")))
                .containsExactlyInAnyOrderElementsOf(rows);
    }
}
