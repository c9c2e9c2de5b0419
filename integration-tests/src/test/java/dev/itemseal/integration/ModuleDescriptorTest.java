package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the modules declare: whom they need, whom they let in, and which services they bring. */
class ModuleDescriptorTest {

    /** Plugins that need more than the API, each for its own reason. */
    private static final Map<String, Set<String>> NEEDS = Map.of(
            // a version is a wrapped provider
            "dev.itemseal.materials.mostrecent", Set.of(BuiltModules.API, BuiltModules.WRAPPED),
            // the clients encrypt
            "dev.itemseal.adapter.awssdk2", Set.of(BuiltModules.API, BuiltModules.ENGINE));

    /** What says that something may be null; for the compiler alone. */
    private static final String ANNOTATIONS = "org.jspecify";

    @Test
    void everyModuleOfTheReactorIsHere() {
        // Else the other tests here would pass over it. The BOM brings them, so it names them all.
        assertThat(BuiltModules.all()).hasSameSizeAs(BuiltModules.folders());
        assertThat(BuiltModules.folders()).contains(BuiltModules.root().resolve("api"));
    }

    @Test
    void theApiNeedsTheJdksBaseAlone() { // architecture, rule 1
        assertThat(required(BuiltModules.API)).containsExactlyInAnyOrder("java.base", ANNOTATIONS);
    }

    @Test
    void theEngineNeedsTheApiAlone() { // architecture, rule 2
        assertThat(required(BuiltModules.ENGINE)).containsExactlyInAnyOrder("java.base", BuiltModules.API, ANNOTATIONS);
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void pluginsAndTheirKitNeedOfOursTheApiAlone(String name) { // architecture, rule 3
        assertThat(required(name).filter(module -> module.startsWith("dev.itemseal.")))
                .containsExactlyInAnyOrderElementsOf(NEEDS.getOrDefault(name, Set.of(BuiltModules.API)));
    }

    static Stream<String> plugins() {
        return names().filter(name -> name.matches("dev\\.itemseal\\.(materials\\..*|adapter\\..*|conformance)"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void onlyTheCommandSeesTheVectors(String name) { // architecture, rule 7
        boolean sees = required(name).anyMatch("dev.itemseal.vectors"::equals);

        assertThat(sees).isEqualTo(name.equals("dev.itemseal.cli"));
    }

    @Test
    void bouncyCastleIsOptional() {
        assertThat(BuiltModules.descriptor(BuiltModules.WRAPPED).requires())
                .filteredOn(required -> required.name().equals("org.bouncycastle.provider"))
                .singleElement()
                .satisfies(required -> assertThat(required.modifiers()).contains(Requires.Modifier.STATIC));
    }

    @ParameterizedTest
    @MethodSource("names")
    void annotationsAreNotNeededAtRunTime(String name) {
        assertThat(BuiltModules.descriptor(name).requires())
                .filteredOn(required -> required.name().equals(ANNOTATIONS))
                .allSatisfy(required -> assertThat(required.modifiers()).containsExactly(Requires.Modifier.STATIC));
    }

    @ParameterizedTest
    @MethodSource("names")
    void noModuleIsOpen(String name) {
        ModuleDescriptor descriptor = BuiltModules.descriptor(name);

        assertThat(descriptor.isOpen()).isFalse();
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.opens().stream().filter(opens -> !opens.isQualified()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void servicesAreDeclaredTwiceAndAlike(String name) throws IOException {
        ModuleReference module = BuiltModules.all().get(name);
        Map<String, Set<String>> onTheModulePath = module.descriptor().provides().stream()
                .collect(Collectors.toMap(
                        ModuleDescriptor.Provides::service,
                        provides -> new TreeSet<>(provides.providers()),
                        (one, other) -> one,
                        TreeMap::new));

        assertThat(BuiltModules.servicesOnTheClassPath(module)).isEqualTo(onTheModulePath);
    }

    @Test
    void thereAreServicesToCompare() {
        assertThat(BuiltModules.descriptor(BuiltModules.WRAPPED).provides())
                .extracting(ModuleDescriptor.Provides::service)
                .containsExactlyInAnyOrder(
                        "dev.itemseal.api.plugin.KeyMaker",
                        "dev.itemseal.api.plugin.MaterialsProviderFactory",
                        "dev.itemseal.api.plugin.WrappingKeyFactory");
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatTheApiAsksForIsProvided(String service) {
        assertThat(BuiltModules.all().values())
                .anySatisfy(module -> assertThat(module.descriptor().provides())
                        .extracting(ModuleDescriptor.Provides::service)
                        .contains(service));
    }

    static Stream<String> services() {
        return BuiltModules.descriptor(BuiltModules.API).uses().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyJarHoldsTheLicence(String name) throws IOException {
        try (var reader = BuiltModules.all().get(name).open()) {
            assertThat(reader.find("META-INF/LICENSE")).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theModuleIsCalledAsItsFolder(Path folder) {
        String expected = Map.of("crypto-engine", "engine", "test-vectors", "vectors")
                .getOrDefault(
                        folder.getFileName().toString(),
                        folder.getFileName().toString().replace('-', '.'));

        assertThat(BuiltModules.all()).containsKey("dev.itemseal." + expected);
    }

    static Stream<Path> folders() {
        return BuiltModules.folders().stream();
    }

    static Stream<String> names() {
        return BuiltModules.all().keySet().stream();
    }

    private static Stream<String> required(String name) {
        return BuiltModules.descriptor(name).requires().stream().map(Requires::name);
    }
}
