package dev.itemseal.cli;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The properties file that tells whose keys, which table, which actions and where the table is. */
final class ConfigurationFile {

    private static final Set<String> KNOWN = Set.of(
            "provider",
            "store",
            "table",
            "actions",
            "older-actions",
            "dialect",
            "read-plaintext",
            "description-binding",
            "max-depth",
            "signature-attribute",
            "description-attribute");

    private static final Set<String> KNOWN_OF_TABLE = Set.of(
            "name",
            "partition-key",
            "partition-key-type",
            "sort-key",
            "sort-key-type",
            "signed-name",
            "also-accepted-names");

    private static final Map<String, AttributeType> KEY_TYPES =
            Map.of("S", AttributeType.S, "N", AttributeType.N, "B", AttributeType.B);

    private static final Map<String, CryptoAction> ACTIONS = Map.of(
            "encrypt-and-sign", CryptoAction.ENCRYPT_AND_SIGN,
            "sign-only", CryptoAction.SIGN_ONLY,
            "do-nothing", CryptoAction.DO_NOTHING);

    private static final Map<String, Dialect> DIALECTS = Map.of("java", Dialect.JAVA, "python", Dialect.PYTHON);

    private static final Map<String, DescriptionBinding> BINDINGS = Map.of(
            "checked", DescriptionBinding.CHECKED,
            "written", DescriptionBinding.WRITTEN,
            "required", DescriptionBinding.REQUIRED);

    private static final int MAX_LENGTH = 1024 * 1024;

    private static final int LEAST_DEPTH = 32;
    private static final int MOST_DEPTH = 1000;

    private final Settings settings;

    private ConfigurationFile(Settings settings) {
        this.settings = settings;
    }

    /** Reads the file; relative file names in it are resolved against its directory. */
    static ConfigurationFile read(Path file) {
        Map<String, String> values = new HashMap<>();
        try {
            new Properties() {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized @Nullable Object put(Object name, Object value) {
                    if (values.put((String) name, (String) value) != null) {
                        throw new UsageException("the configuration " + file + " sets '" + name + "' twice");
                    }
                    return null;
                }
            }.load(new StringReader(text(file)));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no configuration file " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException("the configuration " + file + " is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw new UsageException("the configuration " + file + " has a malformed \\u escape");
        } catch (IOException e) {
            throw new UsageException("the configuration " + file + " can't be read: " + e.getMessage());
        }
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Settings settings = Settings.of(values, directory).collecting();
        settings.requireOnly(KNOWN);
        return new ConfigurationFile(settings);
    }

    /** The file's text; a pipe's as well, out of which a configuration with secrets may come. */
    private static String text(Path file) throws IOException {
        CharBuffer text = CharBuffer.allocate(MAX_LENGTH + 1);
        try (Reader reader = Files.newBufferedReader(file)) {
            int read = 0;
            while (read >= 0 && text.hasRemaining()) {
                read = reader.read(text);
            }
        }
        if (!text.hasRemaining()) {
            throw new UsageException("the configuration " + file + " is longer than " + MAX_LENGTH
                    + " characters, so it is something else");
        }
        return text.flip().toString();
    }

    /**
     * What the file says, made. To be called last: all mistakes that were found until then, in the store's settings too,
     * are told here.
     */
    ItemSettings items(Plugins plugins) {
        Optional<ReservedAttributes> reserved = settings.attempt(this::reservedAttributes);
        Optional<StandardItemEncryptor> encryptor = reserved.flatMap(names -> settings.attempt(() -> encryptor(names)));
        MaterialsProvider provider = plugins.materialsProvider(settings.section("provider"));
        Optional<TableInfo> table = table();
        Optional<TableDefinition> definition = table.flatMap(info -> settings.attempt(() -> definition(info)));
        AttributeActions actions = actions(settings.group("actions"), table);
        List<AttributeActions> older = olderActions(table);
        Optional<TableNameOverride> override = settings.attempt(this::tableNameOverride);
        settings.check();
        CryptoConfig.Builder config =
                CryptoConfig.builder(provider, table.orElseThrow(), actions).tableNameOverride(override.orElseThrow());
        older.forEach(config::alsoReading);
        return new ItemSettings(
                config.build(), definition.orElseThrow(), encryptor.orElseThrow(), reserved.orElseThrow());
    }

    private StandardItemEncryptor encryptor(ReservedAttributes reserved) {
        StandardItemEncryptor.Builder builder = StandardItemEncryptor.builder()
                .dialect(choice(settings, "dialect", DIALECTS).orElse(Dialect.JAVA))
                .reservedAttributes(reserved)
                .readingPlaintext(settings.flag("read-plaintext", false))
                .descriptionBinding(
                        choice(settings, "description-binding", BINDINGS).orElse(DescriptionBinding.CHECKED));
        settings.number("max-depth", LEAST_DEPTH, MOST_DEPTH).ifPresent(builder::maxDepth);
        return builder.build();
    }

    private ReservedAttributes reservedAttributes() {
        return new ReservedAttributes(
                settings.optional("signature-attribute").orElse(ReservedAttributes.DEFAULT.signatureName()),
                settings.optional("description-attribute").orElse(ReservedAttributes.DEFAULT.descriptionName()));
    }

    private Optional<TableInfo> table() {
        Settings table = settings.group("table");
        table.requireOnly(KNOWN_OF_TABLE);
        return settings.attempt(() -> TableInfo.of(
                table.required("name"), new TableIndex(table.required("partition-key"), table.optional("sort-key"))));
    }

    /** The table with the types of its keys. */
    private TableDefinition definition(TableInfo info) {
        Settings table = settings.section("table");
        Map<String, AttributeType> types = new HashMap<>();
        types.put(
                info.primaryIndex().partitionKeyName(),
                choice(table, "partition-key-type", KEY_TYPES).orElse(AttributeType.S));
        Optional<AttributeType> sortKeyType = choice(table, "sort-key-type", KEY_TYPES);
        Optional<String> sortKey = info.primaryIndex().sortKeyName();
        if (sortKey.isEmpty() && sortKeyType.isPresent()) {
            table.refuse("sort-key-type", "needs the sort key's name, in 'table.sort-key'");
        }
        sortKey.ifPresent(name -> types.put(name, sortKeyType.orElse(AttributeType.S)));
        return TableDefinition.of(info, types);
    }

    /** Where the table is. */
    Settings store() {
        return settings.section("store");
    }

    private TableNameOverride tableNameOverride() {
        Settings table = settings.section("table");
        TableNameOverride override =
                table.optional("signed-name").map(TableNameOverride::of).orElse(TableNameOverride.none());
        return table.optional("also-accepted-names")
                .map(names -> override.alsoAccepting(
                        Arrays.stream(names.split(",")).map(String::strip).toArray(String[]::new)))
                .orElse(override);
    }

    private static AttributeActions actions(Settings section, Optional<TableInfo> table) {
        section.requireOnly(Set.of("default", "attribute"));
        if (section.names().contains("attribute")) {
            section.refuse("attribute", "needs the name of an attribute behind it: attribute.NAME");
        }
        AttributeActions actions =
                AttributeActions.withDefault(choice(section, "default", ACTIONS).orElse(CryptoAction.ENCRYPT_AND_SIGN));
        Settings exceptions = section.section("attribute");
        for (String name : exceptions.names()) {
            exceptions.required(name);
            Optional<CryptoAction> action = choice(exceptions, name, ACTIONS);
            if (action.isPresent()) {
                actions = actions.with(name, action.get());
            }
        }
        AttributeActions chosen = actions;
        return table.flatMap(info -> section.attempt(() -> chosen.withProtectedKeys(info.protectedKeyNames())))
                .orElse(chosen);
    }

    /** In the order of the numbers under which they stand: 1 is tried first. */
    private List<AttributeActions> olderActions(Optional<TableInfo> table) {
        Settings older = settings.group("older-actions");
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String name : older.names()) {
            String number = name.split("\\.", 2)[0];
            if (number.matches("[1-9][0-9]{0,3}")) {
                numbers.add(Integer.valueOf(number));
            } else {
                older.refuse(name, "must begin with a number from 1 to 9999: older-actions.1.default");
            }
        }
        return numbers.stream()
                .map(number -> actions(older.group(Integer.toString(number)), table))
                .toList();
    }

    private static <T> Optional<T> choice(Settings section, String name, Map<String, T> choices) {
        return section.choice(name, new TreeSet<>(choices.keySet()), Function.identity())
                .map(choices::get);
    }
}
