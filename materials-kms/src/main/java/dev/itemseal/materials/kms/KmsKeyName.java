package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/**
 * One of the names that KMS knows a key by: the ARN or the id of a key or of an alias.
 *
 * @param text the name as it was given
 * @param partition the ARN's partition, such as {@code aws}; empty without an ARN
 * @param region the ARN's region; empty without an ARN
 * @param account the ARN's account; empty without an ARN
 * @param resource {@code key/} or {@code alias/} and what follows
 * @param chosen whether a function chose it for an item: then it may hold the value of an attribute, and is not shown
 */
record KmsKeyName(
        String text,
        Optional<String> partition,
        Optional<Region> region,
        Optional<String> account,
        String resource,
        boolean chosen) {

    /** What {@link #of} takes. */
    static final String FORMS = "a key's ARN (arn:aws:kms:REGION:ACCOUNT:key/ID), its id, an alias' ARN, or alias/NAME";

    private static final String ALIAS = "alias/";
    private static final String KEY = "key/";
    private static final String MULTI_REGION = "key/mrk-";

    /** What KMS allows after {@code key/} and {@code alias/}: nothing that could end a line or begin another text. */
    private static final String KEY_ID = "[A-Za-z0-9-]{1,250}";

    private static final String ALIAS_NAME = "[A-Za-z0-9/_-]{1,250}";

    private static final Pattern RESOURCE = Pattern.compile("key/" + KEY_ID + "|alias/" + ALIAS_NAME);
    private static final Pattern ARN =
            Pattern.compile("arn:([a-z0-9-]{1,63}):kms:([a-z0-9-]{1,63}):([0-9]{1,63}):(" + RESOURCE + ")");

    /**
     * Takes a name from a configuration.
     *
     * @throws ConfigurationException with {@code INVALID_SETTING} if no key of KMS has such a name
     */
    static KmsKeyName of(String text) {
        return parsed(text)
                .orElseThrow(() -> new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "A text of " + text.length() + " characters is no name of a KMS key; give " + FORMS));
    }

    /** Whether {@link #of} takes it. */
    static boolean isName(String text) {
        return parsed(text).isPresent();
    }

    /** Takes the ARN that KMS answers with; empty if it is not the ARN of a key. */
    static Optional<KmsKeyName> ofAnswer(String arn) {
        return Optional.ofNullable(arn)
                .flatMap(KmsKeyName::parsed)
                .filter(name -> name.region.isPresent() && !name.isAlias());
    }

    /** Takes a name that may be none. */
    static Optional<KmsKeyName> parsed(String text) {
        Matcher arn = ARN.matcher(text);
        if (arn.matches()) {
            return Optional.of(new KmsKeyName(
                    text,
                    Optional.of(arn.group(1)),
                    Optional.of(Region.of(arn.group(2))),
                    Optional.of(arn.group(3)),
                    arn.group(4),
                    false));
        }
        String resource = text.startsWith(ALIAS) ? text : KEY + text;
        return RESOURCE.matcher(resource).matches()
                ? Optional.of(
                        new KmsKeyName(text, Optional.empty(), Optional.empty(), Optional.empty(), resource, false))
                : Optional.empty();
    }

    /** The same name, chosen for an item. */
    KmsKeyName chosenForItem() {
        return new KmsKeyName(text, partition, region, account, resource, true);
    }

    boolean isAlias() {
        return resource.startsWith(ALIAS);
    }

    /**
     * Tells whether this names, by ARN or id, the key that KMS answered with.
     *
     * @param answered a key's ARN
     * @param related whether keys of other regions that are related to it are the same key
     */
    boolean names(KmsKeyName answered, boolean related) {
        return resource.equals(answered.resource)
                && same(partition, answered.partition)
                && same(account, answered.account)
                && (same(region, answered.region) || (related && resource.startsWith(MULTI_REGION)));
    }

    /** What an id leaves open is not compared: KMS looked it up in the caller's own account and region. */
    private static <T> boolean same(Optional<T> own, Optional<T> answered) {
        return own.isEmpty() || own.equals(answered);
    }

    /** As it may be said to everybody: in an error, or to a listener. */
    Optional<String> shown() {
        return chosen ? Optional.empty() : Optional.of(text);
    }

    /** As part of a sentence that everybody may read. */
    @Override
    public String toString() {
        return shown().map(name -> "the key '" + name + '\'').orElse("the key that was chosen for it");
    }
}
