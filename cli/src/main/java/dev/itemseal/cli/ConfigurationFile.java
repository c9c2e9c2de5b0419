package dev.itemseal.cli;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.DescriptionBinding;
import dev.itemseal.engine.StandardItemEncryptor;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

    private final Settings settings;

    private ConfigurationFile(Settings settings) {
        this.settings = settings;
    }

    /** Reads the file; relative file names in it are resolved against its directory. */
    static ConfigurationFile read(Path file) {
        Map<String, String> values = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            new Properties() {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized Object put(Object name, Object value) {
                    if (values.put((String) name, (String) value) != null) {
                        throw new UsageException("the configuration " + file + " sets '" + name + "' twice");
                    }
                    return null;
                }
            }.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no configuration file " + file);
        } catch (CharacterCodingException e) {
            throw new UsageException("the configuration " + file + " is not UTF-8");
        } catch (IllegalArgumentException e) {
            throw new UsageException("the configuration " + file + " has a malformed \\u escape");
        } catch (IOException e) {
            throw new UsageException("the configuration " + file + " can't be read: " + e.getMessage());
        }
        Settings settings = Settings.of(values, file.toAbsolutePath().getParent());
        settings.requireOnly(KNOWN);
        return new ConfigurationFile(settings);
    }

    StandardItemEncryptor encryptor() {
        StandardItemEncryptor.Builder builder = StandardItemEncryptor.builder()
                .dialect(choice(settings, "dialect", DIALECTS, "java"))
                .reservedAttributes(reservedAttributes())
                .readingPlaintext(settings.flag("read-plaintext", false))
                .descriptionBinding(choice(settings, "description-binding", BINDINGS, "checked"));
        settings.optional("max-depth").ifPresent(depth -> builder.maxDepth(maxDepth(depth)));
        return builder.build();
    }

    private int maxDepth(String depth) {
        try {
            return Integer.parseInt(depth);
        } catch (NumberFormatException e) {
            throw settings.invalid("max-depth", "must be a whole number");
        }
    }

    ReservedAttributes reservedAttributes() {
        return new ReservedAttributes(
                settings.optional("signature-attribute").orElse(ReservedAttributes.DEFAULT.signatureName()),
                settings.optional("description-attribute").orElse(ReservedAttributes.DEFAULT.descriptionName()));
    }

    CryptoConfig config(Plugins plugins) {
        TableInfo table = table();
        CryptoConfig.Builder builder = CryptoConfig.builder(
                        plugins.materialsProvider(settings.section("provider")),
                        table,
                        actions(settings.section("actions"), table))
                .tableNameOverride(tableNameOverride());
        Settings older = settings.section("older-actions");
        for (int number : olderNumbers(older)) {
            builder.alsoReading(actions(older.section(Integer.toString(number)), table));
        }
        return builder.build();
    }

    private TableInfo table() {
        Settings table = settings.section("table");
        table.requireOnly(KNOWN_OF_TABLE);
        return TableInfo.of(
                table.required("name"), new TableIndex(table.required("partition-key"), table.optional("sort-key")));
    }

    /** The table with the types of its keys. */
    TableDefinition definition() {
        TableInfo info = table();
        Settings table = settings.section("table");
        Map<String, AttributeType> types = new HashMap<>();
        types.put(info.primaryIndex().partitionKeyName(), choice(table, "partition-key-type", KEY_TYPES, "S"));
        Optional<String> sortKey = info.primaryIndex().sortKeyName();
        if (sortKey.isEmpty() && table.optional("sort-key-type").isPresent()) {
            throw table.invalid("sort-key-type", "needs the sort key's name, in 'table.sort-key'");
        }
        sortKey.ifPresent(name -> types.put(name, choice(table, "sort-key-type", KEY_TYPES, "S")));
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

    private static AttributeActions actions(Settings section, TableInfo table) {
        section.requireOnly(Set.of("default", "attribute"));
        if (section.names().contains("attribute")) {
            throw section.invalid("attribute", "needs the name of an attribute behind it: attribute.NAME");
        }
        AttributeActions actions =
                AttributeActions.withDefault(choice(section, "default", ACTIONS, "encrypt-and-sign"));
        Settings exceptions = section.section("attribute");
        for (String name : exceptions.names()) {
            exceptions.required(name);
            actions = actions.with(name, choice(exceptions, name, ACTIONS, ""));
        }
        return actions.withProtectedKeys(table.protectedKeyNames());
    }

    /** The numbers under which older actions stand: 1 is tried first. */
    private static SortedSet<Integer> olderNumbers(Settings older) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String name : older.names()) {
            String number = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
            if (!number.matches("[1-9][0-9]{0,3}")) {
                throw older.invalid(name, "must begin with a number from 1 on: older-actions.1.default");
            }
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }

    private static <T> T choice(Settings section, String name, Map<String, T> choices, String otherwise) {
        T chosen = choices.get(section.optional(name).orElse(otherwise));
        if (chosen == null) {
            throw section.invalid(name, "must be one of " + new TreeSet<>(choices.keySet()));
        }
        return chosen;
    }
}
