package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.ItemEncryptorFactory;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.KeyMaker;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.integration.TestPlugins.Another;
import dev.itemseal.integration.TestPlugins.Failing;
import dev.itemseal.integration.TestPlugins.LackingClass;
import dev.itemseal.integration.TestPlugins.MakingNull;
import dev.itemseal.integration.TestPlugins.Nameless;
import dev.itemseal.integration.TestPlugins.Nesting;
import dev.itemseal.integration.TestPlugins.NoKeys;
import dev.itemseal.integration.TestPlugins.Noting;
import dev.itemseal.integration.TestPlugins.OneEncryptor;
import dev.itemseal.integration.TestPlugins.OneMaker;
import dev.itemseal.integration.TestPlugins.OtherEncryptor;
import dev.itemseal.integration.TestPlugins.OtherMaker;
import dev.itemseal.integration.TestPlugins.Refusing;
import dev.itemseal.integration.TestPlugins.Stumbling;
import dev.itemseal.integration.TestPlugins.Unbuildable;
import dev.itemseal.integration.TestPlugins.Unchecked;
import dev.itemseal.integration.TestPlugins.Working;
import dev.itemseal.integration.TestPlugins.WorkingToo;
import dev.itemseal.integration.TestPlugins.Wrapping;
import dev.itemseal.integration.TestPlugins.WrappingNull;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door for plugins, with services of the class path that only these tests declare. */
class PluginsTest {

    @TempDir
    private Path directory;

    @Test
    void picksThePluginThatIsNamed() throws IOException {
        Plugins plugins = load(Working.class, Another.class, Wrapping.class);

        assertThat(plugins.materialsProvider(settings("working"))).isInstanceOf(NoKeys.class);
        assertThat(plugins.wrappingKeys(settings("wrapping")).wrapping()).isEmpty();
    }

    @Test
    void ofAPluginThatIsNotNamedNothingRunsButWhatTellsItsName() throws IOException {
        Noting.NOTES.clear();
        Plugins plugins = load(Noting.class, Working.class);

        plugins.materialsProvider(settings("working"));
        assertThat(Noting.NOTES).contains("constructed", "asked for its id").doesNotContain("used");

        plugins.materialsProvider(settings("noting"));
        assertThat(Noting.NOTES).endsWith("used");
    }

    @Test
    void theItemEncryptorIsTheOnlyOneOnThePath() throws IOException {
        assertThat(load(OneEncryptor.class).itemEncryptor()).isNotNull();
        assertRefused(
                () -> load(OneEncryptor.class, OtherEncryptor.class).itemEncryptor(),
                ConfigurationException.class,
                Reason.AMBIGUOUS_PLUGIN,
                OneEncryptor.class.getName() + " in file:",
                OtherEncryptor.class.getName() + " in file:");
        assertRefused(
                () -> load(Working.class).itemEncryptor(),
                ConfigurationException.class,
                Reason.UNKNOWN_PLUGIN,
                "crypto-engine");
    }

    @Test
    void givesTheFactoryItsSettingsAndTheOtherPlugins() throws IOException {
        Plugins plugins = load(Nesting.class, Working.class, Wrapping.class);

        MaterialsProvider provider = plugins.materialsProvider(
                section(Map.of("p", "nesting", "p.inner", "working", "p.key", "wrapping", "p.own", "value")));

        assertThat(provider).isInstanceOf(NoKeys.class);
    }

    @Test
    void aProviderThatIsThereAlreadyIsNamedLikeTheOthers() throws IOException {
        NoKeys given = new NoKeys();
        Plugins plugins = load(Working.class, Nesting.class, Wrapping.class).withMaterialsProvider("given", given);

        assertThat(plugins.materialsProvider(settings("given"))).isSameAs(given);
        assertThat(plugins.materialsProvider(settings("working"))).isNotSameAs(given);
        assertThat(plugins.materialsProvider(
                        section(Map.of("p", "nesting", "p.inner", "given", "p.key", "wrapping", "p.own", "value"))))
                .isSameAs(given);
        assertRefused(
                () -> plugins.materialsProvider(section(Map.of("p", "given", "p.key", "value"))),
                ConfigurationException.class,
                Reason.INVALID_SETTING,
                "p.key");
    }

    @Test
    void anUnknownIdListsThoseThatWereFound() throws IOException {
        Plugins plugins = load(Working.class, Another.class, Wrapping.class);

        assertRefused(
                () -> plugins.materialsProvider(settings("Working")),
                ConfigurationException.class,
                Reason.UNKNOWN_PLUGIN,
                "'p'",
                "'Working'",
                "[another, working], of [file:",
                "test-classes/];");
        assertRefused(
                () -> plugins.wrappingKeys(settings("working")),
                ConfigurationException.class,
                Reason.UNKNOWN_PLUGIN,
                "'working'",
                "[wrapping]");
    }

    @Test
    void anAmbiguousIdNamesAllThatHaveIt() throws IOException {
        Plugins plugins = load(Working.class, WorkingToo.class, Another.class);

        assertRefused(
                () -> plugins.materialsProvider(settings("working")),
                ConfigurationException.class,
                Reason.AMBIGUOUS_PLUGIN,
                "'working'",
                Working.class.getName() + " in file:",
                WorkingToo.class.getName() + " in file:",
                "test-classes/]");
        assertThat(plugins.materialsProvider(settings("another"))).isNotNull();
    }

    @Test
    void anIdIsNeeded() throws IOException {
        Plugins plugins = load(Working.class);

        assertRefused(
                () -> plugins.materialsProvider(section(Map.of("p.a", "b"))),
                ConfigurationException.class,
                Reason.MISSING_SETTING,
                "'p'");
    }

    @Test
    void aPluginThatMakesNullBrokeItsContract() throws IOException { // RD-12
        Plugins plugins = load(MakingNull.class, WrappingNull.class);

        assertRefused(
                () -> plugins.materialsProvider(settings("null")),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                "'null'",
                MakingNull.class.getName());
        assertRefused(
                () -> plugins.wrappingKeys(settings("null")),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                WrappingNull.class.getName());
    }

    @Test
    void aForeignExceptionBreaksTheContract() throws IOException { // RD-12
        Plugins plugins = load(Failing.class);

        assertThatThrownBy(() -> plugins.materialsProvider(settings("failing")))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PLUGIN_CONTRACT))
                .hasMessageContainingAll("'failing'", Failing.class.getName(), "java.lang.IllegalStateException")
                .hasMessageNotContaining("secret")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void allMistakesAreToldAlsoOfAPluginThatDoesNotCheckItsSettings() throws IOException {
        Plugins plugins = load(Unchecked.class, Stumbling.class, Refusing.class);
        Map<String, String> broken = Map.of(
                "p", "unchecked",
                "p.flag", "perhaps",
                "p.inner", "stumbling",
                "p.inner.inner", "refusing",
                "p.inner.store", "nowhere");

        assertThatThrownBy(() -> plugins.materialsProvider(section(broken)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.mistakes())
                                .extracting(mistake ->
                                        mistake.reason() + mistake.getMessage().replaceAll("[^']*('[^']*').*", " $1"))
                                .containsExactly(
                                        "missing-setting 'p.needed'",
                                        "invalid-setting 'p.flag'",
                                        "missing-setting 'p.inner.needed'",
                                        "missing-setting 'p.inner.inner.needed'",
                                        "unknown-plugin 'p.inner.store'"));
    }

    @Test
    void ourOwnErrorsPass() throws IOException {
        Plugins plugins = load(Refusing.class);

        assertRefused(
                () -> plugins.materialsProvider(settings("refusing")),
                ConfigurationException.class,
                Reason.MISSING_SETTING,
                "'p.needed'");
    }

    @Test
    void aPluginThatCannotBeLoadedIsReported() throws IOException {
        assertRefused(
                () -> loadNames(MaterialsProviderFactory.class, "dev.itemseal.NotThere"),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                "dev.itemseal.NotThere");
        assertRefused(
                () -> loadNames(MaterialsProviderFactory.class, Wrapping.class.getName()),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                Wrapping.class.getName());
        assertRefused(
                () -> loadNames(MaterialsProviderFactory.class, Unbuildable.class.getName()),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                Unbuildable.class.getName());
    }

    @Test
    void aPluginForALaterJavaIsReported() throws IOException {
        assertRefused(
                () -> loadNames(MaterialsProviderFactory.class, DeclaredServices.TOO_NEW),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                DeclaredServices.TOO_NEW.replace('.', '/'));
    }

    @Test
    void aPluginThatLacksAClassIsReported() throws IOException { // RD-12
        Plugins plugins = load(LackingClass.class);

        assertRefused(
                () -> plugins.materialsProvider(settings("lacking")),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                "'lacking'",
                LackingClass.class.getName(),
                "java.lang.NoClassDefFoundError",
                "lacking/Driver");
    }

    @Test
    void aPluginWithoutANameIsReported() {
        assertRefused(
                () -> load(Nameless.class), PluginException.class, Reason.PLUGIN_CONTRACT, Nameless.class.getName());
    }

    @Test
    void keysComeFromTheirMaker() throws IOException {
        Plugins plugins = load(OneMaker.class, OtherMaker.class);

        assertThat(plugins.keyAlgorithms()).containsExactly("A", "B", "N", "X");
        assertThat(plugins.newKey("A", OptionalInt.of(3), Optional.of(KeyEncoding.RAW)))
                .containsOnlyKeys(KeyPart.SECRET);
        assertRefused(
                () -> plugins.newKey("C", OptionalInt.empty(), Optional.empty()),
                ConfigurationException.class,
                Reason.UNKNOWN_PLUGIN,
                "'C'",
                "[A, B, N, X]");
        assertRefused(
                () -> plugins.newKey("X", OptionalInt.empty(), Optional.empty()),
                ConfigurationException.class,
                Reason.AMBIGUOUS_PLUGIN,
                OneMaker.class.getName(),
                OtherMaker.class.getName());
        assertRefused(
                () -> plugins.newKey("N", OptionalInt.empty(), Optional.empty()),
                PluginException.class,
                Reason.PLUGIN_CONTRACT,
                OneMaker.class.getName());
    }

    @Test
    void withoutPluginsThereIsNothing() throws IOException {
        Plugins plugins = load();

        assertThat(plugins.keyAlgorithms()).isEmpty();
        assertRefused(
                () -> plugins.materialsProvider(settings("wrapped")),
                ConfigurationException.class,
                Reason.UNKNOWN_PLUGIN,
                "found are []");
    }

    private Plugins load(Class<?>... plugins) throws IOException {
        for (Class<?> service : List.of(
                MaterialsProviderFactory.class, WrappingKeyFactory.class, KeyMaker.class, ItemEncryptorFactory.class)) {
            declare(
                    service,
                    Stream.of(plugins).filter(service::isAssignableFrom).map(Class::getName));
        }
        return loadDeclared();
    }

    private Plugins loadNames(Class<?> service, String name) throws IOException {
        declare(service, Stream.of(name));
        return loadDeclared();
    }

    private void declare(Class<?> service, Stream<String> names) throws IOException {
        Files.writeString(directory.resolve(service.getName()), names.collect(Collectors.joining("\n")));
    }

    private Plugins loadDeclared() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new DeclaredServices(directory, before));
        try {
            return Plugins.load();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Settings settings(String id) {
        return section(Map.of("p", id));
    }

    private static Settings section(Map<String, String> values) {
        return Settings.of(values, Path.of("")).section("p");
    }

    private static void assertRefused(
            ThrowingCallable call, Class<? extends ItemsealException> type, Reason reason, String... named) {
        assertThatThrownBy(call)
                .isInstanceOf(type)
                .isInstanceOfSatisfying(
                        ItemsealException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(named);
    }

    /** The class path, with other services on it. */
    private static final class DeclaredServices extends ClassLoader {

        /** A class that was made for a Java of later times. */
        static final String TOO_NEW = "dev.itemseal.TooNew";

        private static final String FOLDER = "META-INF/services/";

        private final Path directory;

        DeclaredServices(Path directory, ClassLoader parent) {
            super(parent);
            this.directory = directory;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.startsWith(FOLDER)) {
                return super.getResources(name);
            }
            Path file = directory.resolve(name.substring(FOLDER.length()));
            return Collections.enumeration(Files.exists(file) ? List.of(url(file)) : List.of());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(TOO_NEW)) {
                throw new ClassNotFoundException(name);
            }
            byte[] head = ByteBuffer.allocate(10)
                    .putInt(0xCAFEBABE)
                    .putInt(Short.MAX_VALUE)
                    .array();
            return defineClass(name, head, 0, head.length);
        }

        private static URL url(Path file) throws MalformedURLException {
            return file.toUri().toURL();
        }
    }
}
