package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.ItemEncryptorFactory;
import dev.itemseal.api.plugin.KeyEncoding;
import dev.itemseal.api.plugin.KeyMaker;
import dev.itemseal.api.plugin.KeyPart;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.api.plugin.WrappingKeys;
import dev.itemseal.engine.StandardItemEncryptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plugins that keep their contract, and plugins that break it. */
final class TestPlugins {

    private TestPlugins() {}

    /** A provider that is only looked at. */
    public static final class NoKeys implements MaterialsProvider {
        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }
    }

    public static final class LackingClass implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "lacking";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            throw new NoClassDefFoundError("lacking/Driver");
        }
    }

    public static class Working implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "working";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            return new NoKeys();
        }
    }

    public static final class WorkingToo extends Working {}

    public static final class Another extends Working {
        @Override
        public String id() {
            return "another";
        }
    }

    /** Notes what of it runs. */
    public static final class Noting extends Working {

        static final List<String> NOTES = new CopyOnWriteArrayList<>();

        public Noting() {
            NOTES.add("constructed");
        }

        @Override
        public String id() {
            NOTES.add("asked for its id");
            return "noting";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            NOTES.add("used");
            return super.create(settings, plugins);
        }
    }

    public static class OneEncryptor implements ItemEncryptorFactory {
        @Override
        public ItemEncryptor create() {
            return StandardItemEncryptor.create();
        }
    }

    public static final class OtherEncryptor extends OneEncryptor {}

    public static final class Nameless extends Working {
        @Override
        public String id() {
            return null;
        }
    }

    public static final class Unbuildable extends Working {
        public Unbuildable() {
            throw new IllegalStateException("always");
        }
    }

    public static final class Nesting implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "nesting";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            assertThat(settings.names()).containsExactly("inner", "key", "own");
            assertThat(settings.required("own")).isEqualTo("value");
            assertThat(plugins.wrappingKeys(settings.section("key"))).isNotNull();
            return plugins.materialsProvider(settings.section("inner"));
        }
    }

    public static final class MakingNull implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "null";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            return null;
        }
    }

    public static final class Failing implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "failing";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            throw new IllegalStateException("perhaps with a secret");
        }
    }

    public static final class Refusing implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "refusing";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            settings.required("needed");
            settings.check();
            throw new AssertionError("not to be reached");
        }
    }

    /** Does not check its settings, and stumbles over what stands in for what is missing. */
    public static final class Stumbling implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "stumbling";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            String needed = settings.required("needed");
            MaterialsProvider inner = plugins.materialsProvider(settings.section("inner"));
            plugins.itemStore(settings.section("store")).query(null);
            settings.flag("never reached", needed.charAt(0) == 'x');
            return inner;
        }
    }

    /** Does not check its settings, and works all the same. */
    public static final class Unchecked implements MaterialsProviderFactory {
        @Override
        public String id() {
            return "unchecked";
        }

        @Override
        public MaterialsProvider create(Settings settings, PluginContext plugins) {
            settings.required("needed");
            settings.flag("flag", false);
            return plugins.materialsProvider(settings.section("inner"));
        }
    }

    public static final class Wrapping implements WrappingKeyFactory {
        @Override
        public String id() {
            return "wrapping";
        }

        @Override
        public WrappingKeys create(Settings settings) {
            return new WrappingKeys(Optional.empty(), Optional.empty());
        }
    }

    public static final class WrappingNull implements WrappingKeyFactory {
        @Override
        public String id() {
            return "null";
        }

        @Override
        public WrappingKeys create(Settings settings) {
            return null;
        }
    }

    /** Makes keys for A, refuses to answer for N, and claims X as the other one does. */
    public static final class OneMaker implements KeyMaker {
        @Override
        public Set<String> algorithms() {
            return Set.of("A", "N", "X");
        }

        @Override
        public Map<KeyPart, SecretBytes> make(String algorithm, OptionalInt sizeBits, Optional<KeyEncoding> encoding) {
            if (algorithm.equals("N")) {
                return null;
            }
            assertThat(sizeBits).hasValue(3);
            assertThat(encoding).hasValue(KeyEncoding.RAW);
            return Map.of(KeyPart.SECRET, SecretBytes.copyOf(new byte[1], algorithm));
        }
    }

    public static final class OtherMaker implements KeyMaker {
        @Override
        public Set<String> algorithms() {
            return Set.of("B", "X");
        }

        @Override
        public Map<KeyPart, SecretBytes> make(String algorithm, OptionalInt sizeBits, Optional<KeyEncoding> encoding) {
            throw new AssertionError("not to be called");
        }
    }
}
