package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import dev.itemseal.adapter.wrong.Mixing;
import dev.itemseal.api.wrong.AbstractNothing;
import dev.itemseal.api.wrong.one.One;
import dev.itemseal.api.wrong.two.Two;
import dev.itemseal.engine.format.wrong.Digesting;
import dev.itemseal.engine.wrong.Chatting;
import dev.itemseal.materials.wrong.Knowing;
import dev.itemseal.materials.wrong.Naming;
import dev.itemseal.materials.wrong.Sharing;
import java.lang.module.ModuleReference;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the architecture over all modules, each together with a class that breaks it. */
class ArchitectureTest {

    /** Rule 5: where the JCA is asked for an algorithm, and for what kind. */
    private static final Map<String, Set<String>> LOOKUPS = Map.ofEntries(
            Map.entry("dev.itemseal.conformance.KeyUse", Set.of("Cipher", "Mac", "Signature")),
            Map.entry("dev.itemseal.engine.AesCbc", Set.of("Cipher")),
            Map.entry("dev.itemseal.engine.Sha256", Set.of("MessageDigest")),
            Map.entry("dev.itemseal.engine.Signatures", Set.of("Mac", "Signature")),
            Map.entry("dev.itemseal.materials.kms.CacheKey", Set.of("MessageDigest")),
            Map.entry("dev.itemseal.materials.kms.Hkdf", Set.of("Mac")),
            Map.entry("dev.itemseal.materials.wrapped.CipherPool", Set.of("Cipher")),
            Map.entry("dev.itemseal.materials.wrapped.JcaKeyMaker", Set.of("KeyPairGenerator")),
            Map.entry("dev.itemseal.materials.wrapped.KeyCodec", Set.of("KeyFactory")),
            Map.entry("dev.itemseal.materials.wrapped.KeyStoreSource", Set.of("KeyStore")),
            Map.entry("dev.itemseal.vectors.SeededRandom", Set.of("MessageDigest")));

    /** Rule 6: who makes a random generator where the caller gives none. */
    private static final Set<String> RANDOM_SOURCES = Set.of(
            "dev.itemseal.engine.ScratchPool",
            "dev.itemseal.engine.table.ByteStreams",
            "dev.itemseal.materials.mostrecent.MetaStore",
            "dev.itemseal.materials.wrapped.JcaKeyMaker",
            "dev.itemseal.materials.wrapped.RsaUnwrappingKey",
            "dev.itemseal.materials.wrapped.WrappedMaterialsProvider",
            "dev.itemseal.testkit.LocalKms",
            "dev.itemseal.vectors.SeededRandom");

    /** Rule 6: who asks for the time. */
    private static final Set<String> CLOCKS = Set.of(
            "dev.itemseal.cli.Progress",
            "dev.itemseal.conformance.StoreRules",
            "dev.itemseal.materials.mostrecent.CachingMostRecentProvider",
            "dev.itemseal.materials.mostrecent.MetaStore",
            "dev.itemseal.materials.wrapped.UnwrappingKeys",
            "dev.itemseal.testkit.LocalKms");

    private static JavaClasses production;

    @BeforeAll
    static void read() {
        production = new ClassFileImporter()
                .importLocations(BuiltModules.all().values().stream()
                        .map(ArchitectureTest::location)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(production);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void canFail(ArchRule rule, Class<?>[] offenders) {
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(offenders))
                        .hasViolation())
                .isTrue();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("API_KNOWS_JAVA_BASE_ALONE", ArchitectureRules.API_KNOWS_JAVA_BASE_ALONE, AbstractNothing.class),
                rule("ENGINE_KNOWS_THE_API_ALONE", ArchitectureRules.ENGINE_KNOWS_THE_API_ALONE, Chatting.class),
                rule(
                        "MATERIALS_KNOW_NEITHER_ENGINE_NOR_ADAPTERS",
                        ArchitectureRules.MATERIALS_KNOW_NEITHER_ENGINE_NOR_ADAPTERS,
                        Knowing.class),
                rule("ADAPTERS_KNOW_NO_MATERIALS", ArchitectureRules.ADAPTERS_KNOW_NO_MATERIALS, Mixing.class),
                rule("FORMAT_KNOWS_NO_CRYPTOGRAPHY", ArchitectureRules.FORMAT_KNOWS_NO_CRYPTOGRAPHY, Digesting.class),
                rule(
                        "SERVICES_ARE_FOUND_IN_ONE_PLACE",
                        ArchitectureRules.SERVICES_ARE_FOUND_IN_ONE_PLACE,
                        Knowing.class),
                rule("NO_WEAK_RANDOMNESS", ArchitectureRules.NO_WEAK_RANDOMNESS, Digesting.class),
                rule("STATICS_ARE_FINAL", ArchitectureRules.STATICS_ARE_FINAL, Sharing.Reassigned.class),
                rule("STATICS_ARE_IMMUTABLE", ArchitectureRules.STATICS_ARE_IMMUTABLE, Sharing.Collected.class),
                rule("STATICS_ARE_IMMUTABLE", ArchitectureRules.STATICS_ARE_IMMUTABLE, Sharing.Mapped.class),
                rule("STATICS_ARE_IMMUTABLE", ArchitectureRules.STATICS_ARE_IMMUTABLE, Sharing.Indexed.class),
                rule("STATICS_ARE_IMMUTABLE", ArchitectureRules.STATICS_ARE_IMMUTABLE, Sharing.Stateful.class),
                rule("NO_CYCLES_OF_PACKAGES", ArchitectureRules.NO_CYCLES_OF_PACKAGES, One.class, Two.class),
                rule("PRODUCTION_KNOWS_NO_TESTS", ArchitectureRules.PRODUCTION_KNOWS_NO_TESTS, ArchitectureTest.class),
                rule(
                        "ONLY_THE_COMMAND_KNOWS_THE_VECTORS",
                        ArchitectureRules.ONLY_THE_COMMAND_KNOWS_THE_VECTORS,
                        Knowing.class),
                rule(
                        "ONLY_THE_COMMAND_KNOWS_THE_TESTKIT",
                        ArchitectureRules.ONLY_THE_COMMAND_KNOWS_THE_TESTKIT,
                        Knowing.class),
                rule("NAMES_SAY_WHAT_A_CLASS_IS", ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS, AbstractNothing.class),
                rule("NAMES_SAY_WHAT_A_CLASS_IS", ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS, Naming.IThing.class),
                rule("A_FACTORY_IS_A_SERVICE", ArchitectureRules.A_FACTORY_IS_A_SERVICE, Naming.ThingFactory.class),
                rule("ACCESSORS_HAVE_NO_GET", ArchitectureRules.ACCESSORS_HAVE_NO_GET, Naming.class),
                rule("METHODS_HAVE_FEW_PARAMETERS", ArchitectureRules.METHODS_HAVE_FEW_PARAMETERS, Naming.class),
                rule("NO_REFLECTION_IN_THE_CORE", ArchitectureRules.NO_REFLECTION_IN_THE_CORE, Chatting.class),
                rule("THE_CORE_LOGS_THROUGH_THE_JDK", ArchitectureRules.THE_CORE_LOGS_THROUGH_THE_JDK, Chatting.class));
    }

    @Test
    void allModulesWereRead() {
        assertThat(production.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.itemseal.api",
                        "dev.itemseal.engine",
                        "dev.itemseal.engine.format",
                        "dev.itemseal.materials.wrapped",
                        "dev.itemseal.materials.kms",
                        "dev.itemseal.materials.mostrecent",
                        "dev.itemseal.materials.tink",
                        "dev.itemseal.adapter.inmemory",
                        "dev.itemseal.conformance",
                        "dev.itemseal.vectors",
                        "dev.itemseal.cli")
                .allMatch(name -> name.startsWith("dev.itemseal"));
    }

    @Test
    void algorithmsAreLookedUpInAHandfulOfClasses() { // rule 5
        Map<String, Set<String>> found = new TreeMap<>();
        accesses(production, ArchitectureTest::isLookup)
                .forEach(access -> found.computeIfAbsent(origin(access), name -> new TreeSet<>())
                        .add(access.getTargetOwner().getSimpleName()));

        assertThat(found).isEqualTo(LOOKUPS);
    }

    @Test
    void generatorsAreMadeInNamedPlaces() { // rule 6
        assertThat(origins(ArchitectureTest::makesGenerator)).isEqualTo(RANDOM_SOURCES);
    }

    @Test
    void theTimeIsAskedForInNamedPlaces() { // rule 6
        assertThat(origins(ArchitectureTest::asksForTheTime)).isEqualTo(CLOCKS);
    }

    @Test
    void lookupsGeneratorsAndClocksAreSeen() {
        JavaClasses offender = new ClassFileImporter().importClasses(Digesting.class);

        assertThat(accesses(offender, ArchitectureTest::isLookup)).hasSize(2);
        assertThat(accesses(offender, ArchitectureTest::makesGenerator)).hasSize(2);
        assertThat(accesses(offender, ArchitectureTest::asksForTheTime)).hasSize(2);
    }

    /** Calls and method references to every getInstance of the JCA but that of generators, which are another matter. */
    private static boolean isLookup(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getPackageName();
        return access.getName().equals("getInstance")
                && (owner.startsWith("java.security") || owner.startsWith("javax.crypto"))
                && !access.getTargetOwner().isEquivalentTo(SecureRandom.class);
    }

    private static boolean makesGenerator(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(SecureRandom.class)
                && (access.getName().equals("<init>") || access.getName().startsWith("getInstance"));
    }

    private static boolean asksForTheTime(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return (owner.equals("java.lang.System") && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                || (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
                || (owner.equals("java.util.Date") && name.equals("<init>"));
    }

    private static Set<String> origins(Predicate<JavaAccess<?>> wanted) {
        return accesses(production, wanted).map(ArchitectureTest::origin).collect(Collectors.toSet());
    }

    private static Stream<JavaAccess<?>> accesses(JavaClasses types, Predicate<JavaAccess<?>> wanted) {
        return types.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .<JavaAccess<?>>map(access -> access)
                .filter(wanted);
    }

    /** The outermost class that an access stands in. */
    private static String origin(JavaAccess<?> access) {
        String name = access.getOriginOwner().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static Arguments rule(String name, ArchRule rule, Class<?>... offenders) {
        return Arguments.of(Named.of(name, rule), offenders);
    }

    private static Location location(ModuleReference module) {
        return Location.of(module.location().orElseThrow());
    }
}
