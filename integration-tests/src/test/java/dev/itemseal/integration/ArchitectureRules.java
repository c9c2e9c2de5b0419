package dev.itemseal.integration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.itemseal.api.plugin.ItemEncryptorFactory;
import dev.itemseal.api.plugin.ItemStoreFactory;
import dev.itemseal.api.plugin.KeyMaker;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The rules of the architecture that byte code can prove, each named after what it forbids or asks for. */
final class ArchitectureRules {

    private static final Set<String> BASE_PACKAGES =
            ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();

    private static final DescribedPredicate<JavaClass> OF_JAVA_BASE = describe(
            "belong to java.base",
            type -> type.getBaseComponentType().isPrimitive()
                    || BASE_PACKAGES.contains(type.getBaseComponentType().getPackageName()));

    /** Where the JDK keeps objects with a state that threads would share: ciphers, digests, generators, queues. */
    private static final Set<String> STATEFUL_PACKAGES = Set.of(
            "java.security",
            "javax.crypto",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    // Rules 1 to 4: who may know whom.

    static final ArchRule API_KNOWS_JAVA_BASE_ALONE = classes()
            .that()
            .resideInAPackage("dev.itemseal.api..")
            .should()
            .onlyDependOnClassesThat(OF_JAVA_BASE.or(resideInAnyPackage("dev.itemseal.api..")));

    static final ArchRule ENGINE_KNOWS_THE_API_ALONE = classes()
            .that()
            .resideInAPackage("dev.itemseal.engine..")
            .should()
            .onlyDependOnClassesThat(
                    OF_JAVA_BASE.or(resideInAnyPackage("dev.itemseal.api..", "dev.itemseal.engine..")));

    static final ArchRule MATERIALS_KNOW_NEITHER_ENGINE_NOR_ADAPTERS = noClasses()
            .that()
            .resideInAPackage("dev.itemseal.materials..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.itemseal.engine..", "dev.itemseal.adapter..");

    static final ArchRule ADAPTERS_KNOW_NO_MATERIALS = noClasses()
            .that()
            .resideInAPackage("dev.itemseal.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.itemseal.materials..");

    static final ArchRule FORMAT_KNOWS_NO_CRYPTOGRAPHY = noClasses()
            .that()
            .resideInAPackage("dev.itemseal.engine.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.crypto..", "java.security..");

    // Rules 6 and 7: one door, one source of randomness, no state that all share.

    static final ArchRule SERVICES_ARE_FOUND_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.itemseal.api.plugin.Plugins")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.ServiceLoader");

    /** How long to wait before another try is no secret, nor is the name of a table that a test makes. */
    static final ArchRule NO_WEAK_RANDOMNESS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.itemseal.engine.table.RetryPolicy")
            .and()
            .resideOutsideOfPackage("dev.itemseal.conformance..")
            .should()
            .dependOnClassesThat(
                    nameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)"))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID");

    static final ArchRule STATICS_ARE_FINAL =
            fields().that().areStatic().should().beFinal();

    static final ArchRule STATICS_ARE_IMMUTABLE = fields().that()
            .areStatic()
            .and(describe("are not synthetic", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
            .should(holdWhatCannotChange());

    static final ArchRule NO_CYCLES_OF_PACKAGES =
            slices().assignedFrom(packages()).should().beFreeOfCycles();

    static final ArchRule PRODUCTION_KNOWS_NO_TESTS = noClasses()
            .that()
            .resideOutsideOfPackages("dev.itemseal.conformance..", "dev.itemseal.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.junit..",
                    "net.jqwik..",
                    "org.assertj..",
                    "com.tngtech.archunit..",
                    "dev.itemseal.conformance..");

    static final ArchRule ONLY_THE_COMMAND_KNOWS_THE_TESTKIT = noClasses()
            .that()
            .resideOutsideOfPackages("dev.itemseal.testkit..", "dev.itemseal.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.itemseal.testkit..");

    static final ArchRule ONLY_THE_COMMAND_KNOWS_THE_VECTORS = noClasses()
            .that()
            .resideOutsideOfPackages("dev.itemseal.vectors..", "dev.itemseal.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.itemseal.vectors..");

    // How things are called, and what the core does without.

    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Base")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveNameMatching(".*[.$]I[A-Z][a-z]\\w*");

    static final ArchRule A_FACTORY_IS_A_SERVICE = classes()
            .that()
            .haveSimpleNameEndingWith("Factory")
            .should()
            .beAssignableTo(MaterialsProviderFactory.class)
            .orShould()
            .beAssignableTo(WrappingKeyFactory.class)
            .orShould()
            .beAssignableTo(KeyMaker.class)
            .orShould()
            .beAssignableTo(ItemStoreFactory.class)
            .orShould()
            .beAssignableTo(ItemEncryptorFactory.class);

    static final ArchRule ACCESSORS_HAVE_NO_GET = noMethods()
            .that(describe("override nothing of others", ArchitectureRules::isOurs))
            .and()
            .haveRawParameterTypes(new String[0])
            .should()
            .haveNameMatching("get[A-Z].*");

    static final ArchRule METHODS_HAVE_FEW_PARAMETERS = methods()
            .that()
            .arePublic()
            .should(new ArchCondition<JavaMethod>("have at most five parameters") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    int count = method.getRawParameterTypes().size();
                    events.add(new SimpleConditionEvent(
                            method, count <= 5, method.getFullName() + " has " + count + " parameters"));
                }
            });

    static final ArchRule NO_REFLECTION_IN_THE_CORE = noClasses()
            .that()
            .resideInAnyPackage("dev.itemseal.api..", "dev.itemseal.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke.MethodHandles..")
            .orShould()
            .callMethod(Class.class, "forName", String.class);

    static final ArchRule THE_CORE_LOGS_THROUGH_THE_JDK = noClasses()
            .that()
            .resideOutsideOfPackage("dev.itemseal.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private ArchitectureRules() {}

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    /** Whether no supertype from outside asks for the method under this name. */
    private static boolean isOurs(JavaMethod method) {
        return method.getOwner().getAllRawInterfaces().stream().noneMatch(type -> asksFor(type, method))
                && method.getOwner().getAllRawSuperclasses().stream().noneMatch(type -> asksFor(type, method));
    }

    private static boolean asksFor(JavaClass type, JavaMethod method) {
        return !type.getPackageName().startsWith("dev.itemseal")
                && type.tryGetMethod(method.getName()).isPresent();
    }

    private static ArchCondition<JavaField> holdWhatCannotChange() {
        return new ArchCondition<>("hold what cannot change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean fine;
                if (type.isArray()) {
                    // No array is immutable; a private one that is not handed out is as good as a constant.
                    fine = field.getModifiers().contains(JavaModifier.PRIVATE);
                } else if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
                    fine = isImmutable(valueOf(field));
                } else {
                    fine = !STATEFUL_PACKAGES.contains(type.getPackageName())
                            && !type.isAssignableTo(ThreadLocal.class)
                            && !type.isAssignableTo(StringBuilder.class);
                }
                events.add(new SimpleConditionEvent(
                        field, fine, field.getFullName() + " is a " + type.getName() + " that can change"));
            }
        };
    }

    private static boolean isImmutable(Object collection) {
        try {
            if (collection instanceof Collection<?> elements) {
                elements.removeIf(element -> false);
                elements.clear();
            } else {
                ((Map<?, ?>) collection).clear();
            }
            return false;
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }

    private static Object valueOf(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the class path has no closed packages", e);
        }
    }
}
