package dev.itemseal.adapter.awssdk2.enhanced;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.DocumentTableSchema;

/**
 * How a class of the enhanced client is protected, as its schema says by {@link SignOnly}, {@link DoNothing},
 * {@link SignedTableName} or {@link ActionTags}. Immutable.
 *
 * <p>{@link #config} gives what an encrypted client is configured with:
 *
 * <pre>{@code
 * EncryptedClientConfig.builder()
 *         .table("Orders", SchemaProtection.of(TableSchema.fromBean(Order.class)).config(provider))
 *         .build();
 * }</pre>
 *
 * <p>An attribute is protected as a whole, so marks within a nested class are refused instead of ignored.
 */
@SuppressWarnings("exports") // see module-info
public final class SchemaProtection {

    /** Where the SDK's version extension says which attribute it keeps the version in. */
    private static final String VERSION_ATTRIBUTE = "VersionedRecordExtension:VersionAttribute";

    private final AttributeActions attributeActions;
    private final CryptoAction classDefault;
    private final TableNameOverride tableNameOverride;

    private SchemaProtection(
            AttributeActions attributeActions, CryptoAction classDefault, TableNameOverride tableNameOverride) {
        this.attributeActions = attributeActions;
        this.classDefault = classDefault;
        this.tableNameOverride = tableNameOverride;
    }

    /**
     * Protects everything that is not marked: attributes are encrypted and signed, also those that the class doesn't model.
     * The primary key and the attribute of the SDK's version extension are signed and stay readable, since the table reads
     * the one and conditions compare the other.
     *
     * @param schema a schema of beans, of immutable classes, of documents, or one that was built by hand
     * @return the protection
     * @throws ConfigurationException with {@code INVALID_ACTIONS} if an attribute of a nested class is marked, or a class
     *     is marked twice; with {@code INVALID_SETTING} if the table name of {@link SignedTableName} is empty
     */
    public static SchemaProtection of(TableSchema<?> schema) {
        CryptoAction classDefault = classDefault(schema);
        AttributeActions actions = AttributeActions.withDefault(classDefault);
        Set<String> readable = new HashSet<>(schema.tableMetadata().primaryKeys());
        version(schema).ifPresent(readable::add);
        for (String name : readable) {
            actions = actions.with(name, classDefault.weakest(CryptoAction.SIGN_ONLY));
        }
        return new SchemaProtection(withMarks(actions, schema), classDefault, signedTableName(schema));
    }

    /**
     * Protects what the mapper of the existing Java client protected, so that its items are read, and it reads ours:
     * {@link SignOnly} stands for {@code @DoNotEncrypt}, {@link DoNothing} for {@code @DoNotTouch} and
     * {@link SignedTableName} for {@code @TableAadOverride}. The primary key and the version are signed; keys of secondary
     * indexes are encrypted like any attribute, as they were; attributes that the class doesn't model are left alone, and
     * whoever can write to the table can change them, unless {@link #protectingUnmodelled} is called. A class that is marked
     * {@link DoNothing} is not protected at all, whatever its attributes say.
     *
     * @param schema the schema that models what the mapper's class modelled
     * @return the protection
     * @throws ConfigurationException as {@link #of} does
     */
    public static SchemaProtection likeLegacyMapper(TableSchema<?> schema) {
        CryptoAction classDefault = classDefault(schema);
        AttributeActions actions = AttributeActions.withDefault(CryptoAction.DO_NOTHING);
        if (classDefault == CryptoAction.DO_NOTHING) {
            return new SchemaProtection(actions, classDefault, signedTableName(schema)); // whatever its attributes say
        }
        Set<String> readable = new HashSet<>(schema.tableMetadata().primaryKeys());
        version(schema).ifPresent(readable::add);
        for (String name : schema.attributeNames()) {
            actions = actions.with(
                    name, readable.contains(name) ? classDefault.weakest(CryptoAction.SIGN_ONLY) : classDefault);
        }
        return new SchemaProtection(withMarks(actions, schema), classDefault, signedTableName(schema));
    }

    /**
     * Protects attributes that the class doesn't model as well, with the class's default: what the existing Java client's
     * {@code @HandleUnknownAttributes} asks for.
     *
     * @return a protection that covers all attributes
     */
    public SchemaProtection protectingUnmodelled() {
        AttributeActions actions = AttributeActions.withDefault(classDefault);
        for (Map.Entry<String, CryptoAction> exception :
                attributeActions.exceptions().entrySet()) {
            actions = actions.with(exception.getKey(), exception.getValue());
        }
        return new SchemaProtection(actions, classDefault, tableNameOverride);
    }

    /** {@return what is done to each attribute} */
    public AttributeActions attributeActions() {
        return attributeActions;
    }

    /** {@return the table name in signatures, where the class names one} */
    public TableNameOverride tableNameOverride() {
        return tableNameOverride;
    }

    /**
     * Gives the configuration of the table that the items are in.
     *
     * @param provider whose keys
     * @return makes the configuration of the table's description
     */
    public Function<TableInfo, CryptoConfig> config(MaterialsProvider provider) {
        Objects.requireNonNull(provider, "provider");
        return table -> CryptoConfig.builder(
                        provider, table, attributeActions.withProtectedKeys(table.protectedKeyNames()))
                .tableNameOverride(tableNameOverride)
                .build();
    }

    private static AttributeActions withMarks(AttributeActions unmarked, TableSchema<?> schema) {
        requireNoMarksWithin(schema, new HashSet<>());
        AttributeActions actions = unmarked;
        for (Map.Entry<?, ?> mark : ActionTags.markedIn(schema.tableMetadata()).entrySet()) {
            actions = actions.with((String) mark.getKey(), (CryptoAction) mark.getValue());
        }
        return actions;
    }

    private static CryptoAction classDefault(TableSchema<?> schema) {
        Class<?> type = schema.itemType().rawClass();
        boolean signOnly = type.isAnnotationPresent(SignOnly.class);
        boolean doNothing = type.isAnnotationPresent(DoNothing.class);
        if (signOnly && doNothing) {
            throw new ConfigurationException(
                    Reason.INVALID_ACTIONS,
                    "The class " + type.getName() + " is marked both @SignOnly and @DoNothing; leave one out");
        }
        return signOnly ? CryptoAction.SIGN_ONLY : doNothing ? CryptoAction.DO_NOTHING : CryptoAction.ENCRYPT_AND_SIGN;
    }

    private static TableNameOverride signedTableName(TableSchema<?> schema) {
        return Optional.ofNullable(schema.itemType().rawClass().getAnnotation(SignedTableName.class))
                .map(annotation -> TableNameOverride.of(annotation.value()))
                .orElse(TableNameOverride.none());
    }

    private static Optional<String> version(TableSchema<?> schema) {
        return schema.tableMetadata().customMetadataObject(VERSION_ATTRIBUTE, String.class);
    }

    private static void requireNoMarksWithin(TableSchema<?> schema, Set<Class<?>> seen) {
        if (schema instanceof DocumentTableSchema) {
            return; // documents have no classes within
        }
        for (String name : schema.attributeNames()) {
            AttributeConverter<?> converter = schema.converterForAttribute(name);
            if (converter != null) {
                requireNoMarks(converter.type(), name, seen);
            }
        }
    }

    private static void requireNoMarks(EnhancedType<?> type, String attributeName, Set<Class<?>> seen) {
        type.tableSchema().ifPresent(nested -> {
            TableMetadata metadata = nested.tableMetadata();
            if (!ActionTags.markedIn(metadata).isEmpty()) {
                throw new ConfigurationException(
                        Reason.INVALID_ACTIONS,
                        "The attribute '" + attributeName + "' holds a "
                                + type.rawClass().getName()
                                + ", in which " + ActionTags.markedIn(metadata).keySet()
                                + " are marked; an attribute is protected as a whole: take the marks away, and mark '"
                                + attributeName + "' itself if need be");
            }
            if (seen.add(type.rawClass())) {
                requireNoMarksWithin(nested, seen);
            }
        });
        List<EnhancedType<?>> parameters = type.rawClassParameters();
        if (parameters != null) { // as it is for types of documents
            parameters.forEach(parameter -> requireNoMarks(parameter, attributeName, seen));
        }
    }
}
