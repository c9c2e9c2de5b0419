package dev.itemseal.engine;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.engine.Diagnosis.Cause;
import dev.itemseal.engine.ItemReader.StoredItem;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for one change under which an item's signature would hold: another table name, action, attribute or version of the keys, in both
 * orders each. It only verifies, and never asks for a content key. For one item and one thread.
 */
final class DiagnosisSearch implements AutoCloseable {

    private static final String PROVIDER = "the materials provider";

    /** Bounds the work: a try costs what verifying the item costs. */
    private static final int MAX_TRIES = 2_000;

    /** Bounds it for large items, in bytes that are hashed: as many as 1,000 items of the largest size of DynamoDB have. */
    private static final long MAX_HASHED = 1_000L * 400 * 1024;

    /** So much is tried with an item of any size. */
    private static final int MIN_TRIES = 10;

    /** What an attribute takes without its name and value: their digests, which stand in the string to sign with another. */
    private static final int HASHED_FOR_ATTRIBUTE = 128;

    /** How far from the named version of the keys others are looked for: each may cost a look-up in their table. */
    private static final int MAX_VERSIONS = 8;

    private final ItemReader reader;
    private final CryptoConfig config;
    private final StoredItem stored;
    private final Diagnosis.Hints hints;

    /** Those for this one item serve all tries, and are destroyed at the end, with the keys that they gave. */
    private final List<DecryptionMaterials> usedMaterials = new ArrayList<>();

    private final Set<VerificationKey> usedKeys = Collections.newSetFromMap(new IdentityHashMap<>());

    private final int maxTries;
    private int tries;
    private boolean bindingBroken;

    DiagnosisSearch(ItemReader reader, CryptoConfig config, StoredItem stored, Diagnosis.Hints hints) {
        this.reader = reader;
        this.config = config;
        this.stored = stored;
        this.hints = hints;
        // Each try is one of both dialects.
        long hashedInTry = 2 * (hashed(stored.attributes()) + hashed(hints.attributes()));
        this.maxTries = (int) Math.max(MIN_TRIES, Math.min(MAX_TRIES, MAX_HASHED / (hashedInTry + 1)));
    }

    /** About as many bytes as verifying an item in one dialect hashes. */
    private long hashed(Item item) {
        ByteSink sink = new ByteSink(1024);
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.asMap().entrySet()) {
            sink.truncate(0);
            try {
                AttributeCodec.serialize(
                        attribute.getValue(), Dialect.JAVA, reader.maxDepth(), attribute.getKey(), sink);
            } catch (InvalidItemException e) {
                // It counts as far as it went: a try gets no further.
            }
            bytes += HASHED_FOR_ATTRIBUTE + attribute.getKey().length() + sink.length();
        }
        sink.wipe(0);
        return bytes;
    }

    @Override
    public void close() {
        usedKeys.forEach(ItemWriter::destroyIfEphemeral);
        PluginException first = null;
        for (DecryptionMaterials materials : usedMaterials) {
            try {
                Plugin.destroy(materials);
            } catch (PluginException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What was found. */
    record Found(Cause cause, String explanation) {}

    int tries() {
        return tries;
    }

    /** Whether there is no try left, so that something may not have been tried. */
    boolean exhausted() {
        return tries >= maxTries;
    }

    /** Whether the signature holds as configured, so that what doesn't hold comes behind it. */
    Optional<Found> asConfigured() {
        for (EncryptionContext context : config.contextsToRead()) {
            Optional<DecryptionMaterials> materials = materials(context.tableName(), stored.description());
            for (AttributeActions actions : config.actionsToRead()) {
                if (materials.isPresent() && holds(stored, context.tableName(), actions, materials.get())) {
                    return Optional.of(
                            bindingBroken
                                    ? new Found(
                                            Cause.DESCRIPTION_CHANGED,
                                            "its signature holds, but its description or its key is not the one that it was bound"
                                                    + " to: somebody changed it, or copied it from another item")
                                    : new Found(
                                            Cause.OTHER_CONTENT_KEY,
                                            "its signature holds, but its values don't decrypt: the content key is another"
                                                    + " one, or its description was taken from another item"));
                }
            }
        }
        return Optional.empty();
    }

    /** Looks for the one change; names first, since a wrong one is the commonest cause. */
    Optional<Found> search() {
        Map<String, DecryptionMaterials> materials = new LinkedHashMap<>();
        for (String name : tableNames()) {
            materials(name, stored.description()).ifPresent(found -> materials.put(name, found));
        }
        for (Map.Entry<String, DecryptionMaterials> name : materials.entrySet()) {
            for (AttributeActions actions : config.actionsToRead()) {
                if (holds(stored, name.getKey(), actions, name.getValue())) {
                    return Optional.of(new Found(
                            Cause.OTHER_TABLE_NAME,
                            "it was signed under the table name '" + name.getKey()
                                    + "'; if the table was renamed or restored, have that name accepted as well"));
                }
            }
        }
        for (Map.Entry<String, DecryptionMaterials> name : materials.entrySet()) {
            Optional<Found> found = search(name.getKey(), name.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        return otherVersion();
    }

    /** The names that are configured, the hints, and what a slip of the pen makes of the table's name. */
    private Set<String> tableNames() {
        Set<String> names = new LinkedHashSet<>();
        config.contextsToRead().forEach(context -> names.add(context.tableName()));
        String own = config.table().name();
        names.add(own);
        names.addAll(hints.tableNames());
        names.add(own.toLowerCase(Locale.ROOT));
        names.add(own.toUpperCase(Locale.ROOT));
        names.add(own.strip());
        names.remove("");
        return names;
    }

    private Optional<Found> search(String tableName, DecryptionMaterials materials) {
        String where = tableName.equals(config.contextToWrite().tableName())
                ? ""
                : ", under the table name '" + tableName + "'";
        for (AttributeActions actions : config.actionsToRead()) {
            Optional<Found> found = leftOut(tableName, actions, materials, where)
                    .or(() -> otherActions(tableName, actions, materials, where))
                    .or(() -> added(tableName, actions, materials, where));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> leftOut(
            String tableName, AttributeActions actions, DecryptionMaterials materials, String where) {
        Map<String, AttributeValue> lacking =
                new LinkedHashMap<>(hints.attributes().asMap());
        lacking.keySet().removeIf(stored.attributes()::has);
        for (Map.Entry<String, AttributeValue> attribute : lacking.entrySet()) {
            if (exhausted()) {
                return Optional.empty();
            }
            Item candidate = stored.attributes().with(attribute.getKey(), attribute.getValue());
            if (holds(with(candidate), tableName, actions, materials)) {
                return Optional.of(leftOut(Set.of(attribute.getKey()), where));
            }
        }
        if (lacking.size() > 1 && !exhausted()) {
            Item.Builder all =
                    Item.builder(stored.attributes().size() + lacking.size()).putAll(stored.attributes());
            lacking.forEach(all::put);
            if (holds(with(all.build()), tableName, actions, materials)) {
                return Optional.of(leftOut(lacking.keySet(), where));
            }
        }
        return Optional.empty();
    }

    private static Found leftOut(Set<String> names, String where) {
        return new Found(
                Cause.ATTRIBUTE_LEFT_OUT,
                "it lacks " + names + where + "; a projection left that out, or somebody took it away: read the"
                        + " whole item");
    }

    private Optional<Found> otherActions(
            String tableName, AttributeActions actions, DecryptionMaterials materials, String where) {
        for (String name : stored.attributes().names()) {
            if (exhausted()) {
                return Optional.empty();
            }
            for (CryptoAction action : CryptoAction.values()) {
                if (possible(action, name, actions)
                        && holds(stored, tableName, actions.with(name, action), materials)) {
                    return Optional.of(new Found(
                            Cause.OTHER_ACTIONS,
                            "it was written with the action " + action + " for '" + name + "', which is "
                                    + actions.action(name) + " now" + where
                                    + "; have the earlier actions read as well"));
                }
            }
        }
        for (CryptoAction action : CryptoAction.values()) {
            AttributeActions sweeping = AttributeActions.withDefault(action)
                    .withProtectedKeys(config.table().protectedKeyNames());
            if (holds(stored, tableName, sweeping, materials)) {
                return Optional.of(new Found(
                        Cause.OTHER_ACTIONS,
                        "it was written with the action " + action + " for all attributes but the key" + where
                                + "; have the earlier actions read as well"));
            }
        }
        return Optional.empty();
    }

    private boolean possible(CryptoAction action, String name, AttributeActions actions) {
        return switch (action) {
                    case ENCRYPT_AND_SIGN -> !config.table().protectedKeyNames().contains(name);
                    case SIGN_ONLY -> true;
                    // Nothing tells it from an attribute that was added, but that this one is known by name.
                    case DO_NOTHING -> actions.exceptions().containsKey(name);
                }
                && action != actions.action(name)
                && !reader.reserved(name)
                // Actions can't name them, in a table with names of its own as little as elsewhere.
                && !ReservedAttributes.DEFAULT.contains(name);
    }

    private Optional<Found> added(
            String tableName, AttributeActions actions, DecryptionMaterials materials, String where) {
        for (String name : stored.attributes().names()) {
            if (exhausted()) {
                return Optional.empty();
            }
            if (!reader.reserved(name)
                    && actions.action(name) != CryptoAction.DO_NOTHING
                    && holds(with(stored.attributes().without(name)), tableName, actions, materials)) {
                return Optional.of(new Found(
                        Cause.ATTRIBUTE_ADDED,
                        "the attribute '" + name + "' was added after it had been signed" + where
                                + ", by a program that writes to the table without Itemseal, or by an attacker; if it is"
                                + " wanted there, set its action to DO_NOTHING"));
            }
        }
        return Optional.empty();
    }

    /** Keys that come in numbered versions: the item may have been signed with a neighbour of the one that it names. */
    private Optional<Found> otherVersion() {
        String id = stored.description()
                .entry(MaterialDescription.MATERIALS_VERSION)
                .orElse("");
        String digits = id.substring(id.lastIndexOf('#') + 1);
        if (!digits.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        long named = Long.parseLong(digits);
        long last = named + MAX_VERSIONS;
        for (long version = Math.max(0, named - MAX_VERSIONS); version <= last && !exhausted(); version++) {
            MaterialDescription description = stored.description()
                    .with(MaterialDescription.MATERIALS_VERSION, id.substring(0, id.lastIndexOf('#') + 1) + version);
            String name = config.contextToWrite().tableName();
            Optional<DecryptionMaterials> materials =
                    version == named ? Optional.empty() : materials(name, description);
            if (materials.isPresent() && holds(stored, name, config.attributeActions(), materials.get())) {
                return Optional.of(new Found(
                        Cause.OTHER_KEY_VERSION,
                        "it was signed with version " + version + " of the keys and names version " + named
                                + ": its description was changed"));
            }
        }
        return Optional.empty();
    }

    private StoredItem with(Item attributes) {
        return new StoredItem(attributes, stored.signature(), stored.description(), stored.tableName());
    }

    private Optional<DecryptionMaterials> materials(String tableName, MaterialDescription description) {
        EncryptionContext context =
                config.contextToWrite().withTableName(tableName).withItem(stored.attributes(), description);
        try {
            DecryptionMaterials materials =
                    Plugin.call(PROVIDER, () -> config.materialsProvider().decryptionMaterials(context));
            usedMaterials.add(materials);
            return Optional.of(materials);
        } catch (ConfigurationException | PluginException e) {
            throw e;
        } catch (ItemsealException e) {
            return Optional.empty(); // no keys for this guess, so it is not the one
        }
    }

    private boolean holds(
            StoredItem candidate, String tableName, AttributeActions actions, DecryptionMaterials materials) {
        if (exhausted()) {
            return false;
        }
        tries++;
        EncryptionContext context = config.contextToWrite()
                .withTableName(tableName)
                .withItem(candidate.attributes(), candidate.description());
        CryptoConfig guess = CryptoConfig.builder(config.materialsProvider(), config.table(), actions)
                .build();
        try {
            VerificationKey key = Plugin.call(PROVIDER, materials::verificationKey);
            usedKeys.add(key);
            return reader.verify(candidate, context, guess, key).isPresent();
        } catch (ConfigurationException | PluginException e) {
            throw e;
        } catch (ItemsealException e) {
            if (e.reason() == Reason.KEY_UNAVAILABLE) {
                throw e; // a service or a device that fails now says nothing of the item
            }
            bindingBroken =
                    e.reason() == Reason.NOT_AUTHENTIC; // thrown where the signature holds and the binding doesn't
            return bindingBroken;
        }
    }
}
