package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** The layout of the meta table's items (rules MRP-4 to MRP-9, MRP-13). */
final class MetaItem {

    static final String NAME = "N";
    static final String VERSION = "V";

    private static final String TYPE = "t";
    private static final String TYPE_OF_KEYS = "0";
    private static final String ENCRYPTION_KEY = "enc";
    private static final String ENCRYPTION_ALGORITHM = "encAlg";
    private static final String INTEGRITY_KEY = "int";
    private static final String INTEGRITY_ALGORITHM = "intAlg";
    private static final String CREATED = "itemseal-created";
    private static final String AES = "AES";
    private static final int KEY_LENGTH = 32;

    private static final Set<String> OWN_NAMES = Set.of(
            NAME, VERSION, TYPE, ENCRYPTION_KEY, ENCRYPTION_ALGORITHM, INTEGRITY_KEY, INTEGRITY_ALGORITHM, CREATED);

    private MetaItem() {}

    static TableInfo table(String tableName) {
        return TableInfo.of(tableName, TableIndex.of(NAME, VERSION));
    }

    static TableDefinition definition(String tableName) {
        return TableDefinition.of(table(tableName), Map.of(NAME, AttributeType.S, VERSION, AttributeType.N));
    }

    static AttributeActions actions(Set<String> signedOnly) {
        requireFree(signedOnly);
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with(NAME, CryptoAction.SIGN_ONLY)
                .with(VERSION, CryptoAction.SIGN_ONLY);
        for (String name : signedOnly) {
            actions = actions.with(name, CryptoAction.SIGN_ONLY);
        }
        return actions;
    }

    static Item key(MaterialsVersion version) {
        return Item.builder(2)
                .put(NAME, AttributeValue.ofString(version.materialName()))
                .put(VERSION, AttributeValue.ofNumber(Long.toString(version.version())))
                .build();
    }

    /** Makes new keys. */
    static Item create(MaterialsVersion version, Instant now, Item extraAttributes, SecureRandom random) {
        requireFree(extraAttributes.names());
        return Item.builder(OWN_NAMES.size() + extraAttributes.size())
                .putAll(key(version))
                .put(TYPE, AttributeValue.ofString(TYPE_OF_KEYS))
                .put(ENCRYPTION_KEY, newKey(random))
                .put(ENCRYPTION_ALGORITHM, AttributeValue.ofString(AES))
                .put(INTEGRITY_KEY, newKey(random))
                .put(INTEGRITY_ALGORITHM, AttributeValue.ofString(SigningAlgorithm.HMAC_SHA256.jcaName()))
                .put(
                        CREATED,
                        AttributeValue.ofString(
                                now.truncatedTo(ChronoUnit.SECONDS).toString()))
                .putAll(extraAttributes)
                .build();
    }

    private static BinaryValue newKey(SecureRandom random) {
        byte[] bytes = new byte[KEY_LENGTH];
        random.nextBytes(bytes);
        BinaryValue key = AttributeValue.ofBytes(bytes);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static void requireFree(Set<String> names) {
        names.stream().filter(OWN_NAMES::contains).findAny().ifPresent(name -> {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The extra attribute '" + name + "' has a name that meta items use themselves; choose another one");
        });
    }

    /** When a version was created; empty if the program that created it does not say (rule MRP-13). */
    static Optional<Instant> created(Item item) {
        if (item.attribute(CREATED).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text(item, CREATED)));
        } catch (DateTimeParseException e) {
            throw unknown(CREATED);
        }
    }

    /** Everything but the keys and what belongs to them. */
    static Item extraAttributes(Item item) {
        Item extra = item;
        for (String name : OWN_NAMES) {
            extra = extra.without(name);
        }
        return extra;
    }

    /** The version in the sort key; empty if it is none. Works on items as they are stored. */
    static OptionalLong version(Item item) {
        Optional<AttributeValue> value = item.attribute(VERSION);
        if (value.isPresent() && value.get() instanceof NumberValue number) {
            try {
                long version = number.toBigDecimal().longValueExact();
                if (version >= 0 && version <= MaterialsVersion.MAX_VERSION) {
                    return OptionalLong.of(version);
                }
            } catch (ArithmeticException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** Makes the provider of a decrypted item (rule MRP-9). */
    static MaterialsProvider provider(Item item, MaterialsVersion version, SecureRandom random) {
        if (!text(item, TYPE).equals(TYPE_OF_KEYS)
                || !text(item, ENCRYPTION_ALGORITHM).equals(AES)) {
            throw unknown(TYPE + "' or '" + ENCRYPTION_ALGORITHM);
        }
        SigningAlgorithm signing = SigningAlgorithm.ofJcaName(text(item, INTEGRITY_ALGORITHM))
                .filter(algorithm -> algorithm.family() == SigningAlgorithm.Family.HMAC)
                .orElseThrow(() -> unknown(INTEGRITY_ALGORITHM));
        AesWrappingKey wrappingKey = key(item, ENCRYPTION_KEY, AesWrappingKey::ofBytes);
        return WrappedMaterialsProvider.builder()
                .wrappingKey(wrappingKey)
                .unwrappingKey(wrappingKey)
                .macKey(key(item, INTEGRITY_KEY, bytes -> MacKey.ofBytes(signing, bytes)))
                .description(version.description())
                .random(random)
                .build();
    }

    private static String text(Item item, String name) {
        return item.attribute(name)
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).text())
                .orElseThrow(() -> unknown(name));
    }

    private static <K> K key(Item item, String name, Function<byte[], K> maker) {
        byte[] bytes = item.attribute(name)
                .filter(BinaryValue.class::isInstance)
                .map(value -> ((BinaryValue) value).toByteArray())
                .orElseThrow(() -> unknown(name));
        try {
            return maker.apply(bytes);
        } catch (ConfigurationException e) {
            throw unknown(name);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static ItemRefusedException unknown(String name) {
        return new ItemRefusedException(
                Reason.ALGORITHM_REFUSED,
                "A meta item is authentic, but its attribute '" + name
                        + "' is not one that this version reads; find out what wrote it");
    }
}
