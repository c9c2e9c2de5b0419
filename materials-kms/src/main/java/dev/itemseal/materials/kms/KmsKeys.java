package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;

/**
 * Which KMS keys items are written under and read under (rule KMS-12). Immutable and safe for use by several threads, as
 * far as the function that it was made with is.
 *
 * <p>A key is named by its ARN, its id, an alias' ARN or {@code alias/NAME}. Without more, an item is read under the very
 * key that it would be written under; everything else must be asked for here.
 */
public final class KmsKeys {

    private final Function<EncryptionContext, KmsKeyName> choice;
    private final List<KmsKeyName> others;
    private final Optional<KmsKeyRule> rule;
    private final boolean related;

    private KmsKeys(
            Function<EncryptionContext, KmsKeyName> choice,
            List<KmsKeyName> others,
            Optional<KmsKeyRule> rule,
            boolean related) {
        this.choice = choice;
        this.others = others;
        this.rule = rule;
        this.related = related;
    }

    /**
     * Chooses one key for all items.
     *
     * @param keyId the key's ARN or id, or that of an alias. With an ARN the region is its; else that of the client
     * @return the keys
     * @throws ConfigurationException with {@code INVALID_SETTING} if no key has such a name
     */
    public static KmsKeys of(String keyId) {
        KmsKeyName name = KmsKeyName.of(keyId);
        return new KmsKeys(item -> name, List.of(), Optional.empty(), false);
    }

    /**
     * Chooses a key for each item, for tenants for example. Since a name that is chosen so may hold the value of an attribute,
     * it stands in no error and in no {@link KmsCall}; an ARN's region may. KMS itself records it (CloudTrail).
     *
     * @param keyId gives the key's name for an item, the same for writing and reading it, never null. It sees the item
     *     without its description; when an item is read nothing is verified yet and encrypted attributes are not
     *     decrypted, so it looks at the table and at key attributes alone, and throws one of Itemseal's errors for a
     *     tenant that it does not know. Safe for use by several threads
     * @return the keys
     */
    public static KmsKeys chosenBy(Function<EncryptionContext, String> keyId) {
        Objects.requireNonNull(keyId, "keyId");
        return new KmsKeys(
                item -> {
                    String chosen = keyId.apply(item);
                    if (chosen == null) {
                        throw new PluginException(
                                Reason.PLUGIN_CONTRACT,
                                "The function that chooses the KMS key gave null for an item of the table '"
                                        + item.tableName() + "'; mend it");
                    }
                    // Not quoted: it may be the value of an attribute.
                    return KmsKeyName.parsed(chosen)
                            .map(KmsKeyName::chosenForItem)
                            .orElseThrow(() -> new ConfigurationException(
                                    Reason.INVALID_SETTING,
                                    "The function that chooses the KMS key gave no key's name for an item of the table '"
                                            + item.tableName() + "'; let it give " + KmsKeyName.FORMS));
                },
                List.of(),
                Optional.empty(),
                false);
    }

    /**
     * Accepts items under further keys when reading: former keys, or those of other writers. Where several keys of one
     * region are accepted, {@code Decrypt} names none and the answer is checked against them all.
     *
     * @param keyIds the keys' names
     * @return these keys and those
     * @throws ConfigurationException with {@code INVALID_SETTING} if no key has such a name
     */
    public KmsKeys accepting(List<String> keyIds) {
        List<KmsKeyName> more = new ArrayList<>(others);
        keyIds.forEach(keyId -> more.add(KmsKeyName.of(keyId)));
        return new KmsKeys(choice, List.copyOf(more), rule, related);
    }

    /**
     * Accepts items under every key that a rule allows when reading.
     *
     * @param allowed the rule
     * @return these keys and those
     */
    public KmsKeys accepting(KmsKeyRule allowed) {
        return new KmsKeys(choice, others, Optional.of(allowed), related);
    }

    /**
     * Takes the related keys of a multi-region key, which have its id in other regions, for that key itself when the
     * answer of KMS is checked.
     *
     * @return these keys, with those
     */
    public KmsKeys acceptingRelatedMultiRegionKeys() {
        return new KmsKeys(choice, others, rule, true);
    }

    /** The key that an item is written under, and expected under. */
    KmsKeyName chosenFor(EncryptionContext item) {
        return choice.apply(item.withItem(item.attributes(), MaterialDescription.empty()));
    }

    /**
     * One call of {@code Decrypt} that may unwrap an item's key.
     *
     * @param region where; empty for that of the client
     * @param key the one key that is accepted there; empty if there are several
     */
    record Attempt(Optional<Region> region, Optional<KmsKeyName> key) {}

    /** The calls for an item, that to the expected key's region first. */
    List<Attempt> attempts(KmsKeyName expected) {
        Map<Optional<Region>, List<KmsKeyName>> byRegion = new LinkedHashMap<>();
        byRegion.computeIfAbsent(expected.region(), region -> new ArrayList<>()).add(expected);
        for (KmsKeyName other : others) {
            List<KmsKeyName> there = byRegion.computeIfAbsent(other.region(), region -> new ArrayList<>());
            if (there.stream().noneMatch(name -> name.text().equals(other.text()))) {
                there.add(other);
            }
        }
        rule.ifPresent(allowed -> allowed.regions().stream()
                .sorted()
                .forEach(
                        region -> byRegion.computeIfAbsent(Optional.of(Region.of(region)), none -> new ArrayList<>())));
        List<Attempt> attempts = new ArrayList<>();
        byRegion.forEach((region, keys) -> attempts.add(new Attempt(
                region, keys.size() == 1 && !ruledIn(region) ? Optional.of(keys.get(0)) : Optional.empty())));
        return attempts;
    }

    private boolean ruledIn(Optional<Region> region) {
        return rule.filter(allowed -> allowed.regions().isEmpty()
                        || region.isEmpty()
                        || allowed.regions().contains(region.get().id()))
                .isPresent();
    }

    /** Whether an answered key is accepted without looking at aliases. */
    boolean accepts(KmsKeyName answered, KmsKeyName expected) {
        return named(answered, expected)
                || others.stream().anyMatch(other -> named(answered, other))
                || rule.filter(allowed -> allowed.accepts(answered)).isPresent();
    }

    private boolean named(KmsKeyName answered, KmsKeyName name) {
        return !name.isAlias() && name.names(answered, related);
    }

    /** The aliases whose keys are accepted. */
    List<KmsKeyName> aliases(KmsKeyName expected) {
        List<KmsKeyName> aliases = new ArrayList<>();
        if (expected.isAlias()) {
            aliases.add(expected);
        }
        others.stream().filter(KmsKeyName::isAlias).forEach(aliases::add);
        return aliases;
    }

    boolean related() {
        return related;
    }
}
