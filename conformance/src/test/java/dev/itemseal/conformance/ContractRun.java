package dev.itemseal.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.itemseal.adapter.inmemory.InMemoryItemStore;
import dev.itemseal.api.store.ItemStore;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableMetadataSource;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract as its user would, and collects what failed. */
final class ContractRun implements TestExecutionListener {

    private static final String DEFECT = "itemseal.conformance.defect";

    private final Map<String, String> failures = new TreeMap<>();
    private int tests;

    private ContractRun() {}

    static ContractRun of(BrokenStore broken) {
        return of(StoreCandidate.class, broken.defect());
    }

    static ContractRun of(BrokenMetadata broken) {
        return of(MetadataCandidate.class, broken.defect());
    }

    static ContractRun of(Class<?> contract, String defect) {
        ContractRun run = new ContractRun();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .configurationParameter(DEFECT, defect)
                                .build(),
                        run);
        return run;
    }

    /** The messages of the failures, by rule. */
    Map<String, String> failures() {
        return failures;
    }

    int tests() {
        return tests;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        tests += identifier.isTest() ? 1 : 0;
        result.getThrowable()
                .ifPresent(failure ->
                        failures.put(identifier.getDisplayName().replaceFirst(": .*", ""), failure.getMessage()));
    }

    /** Gives a candidate the defect's name; without one, as when a build picks all classes, it is no test. */
    static final class DefectResolver implements ParameterResolver, ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(DEFECT).isPresent()
                    ? ConditionEvaluationResult.enabled("There is a defect to find")
                    : ConditionEvaluationResult.disabled("Runs within ContractKitTest alone");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == String.class;
        }

        @Override
        public String resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter(DEFECT).orElseThrow();
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class StoreCandidate extends ItemStoreContract {

        private final InMemoryItemStore sound = InMemoryItemStore.create();
        private final ItemStore broken;

        StoreCandidate(String defect) {
            broken = BrokenStore.of(defect).breaking().apply(sound);
        }

        @Override
        protected ItemStore store() {
            return broken;
        }

        @Override
        protected void createTable(TableDefinition definition) {
            sound.createTable(definition);
        }

        @Override
        protected Duration indexDelay() {
            return Duration.ZERO;
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class MetadataCandidate extends TableMetadataSourceContract {

        private final InMemoryItemStore sound = InMemoryItemStore.create();
        private final TableMetadataSource broken;

        MetadataCandidate(String defect) {
            broken = BrokenMetadata.of(defect).breaking().apply(sound);
        }

        @Override
        protected TableMetadataSource source() {
            return broken;
        }

        @Override
        protected void createTable(TableDefinition definition) {
            sound.createTable(definition);
        }
    }
}
