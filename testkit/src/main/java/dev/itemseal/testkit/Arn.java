package dev.itemseal.testkit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The full name of a key or of an alias: its resource is {@code key/…} or {@code alias/…}. */
record Arn(String partition, String region, String account, String resource) {

    static final String KEY = "key/";
    static final String ALIAS = "alias/";

    private static final Pattern SYNTAX =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\\d{12}):((?:key|alias)/[a-zA-Z0-9/_-]+)");

    static Optional<Arn> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches()
                ? Optional.of(new Arn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    boolean isAlias() {
        return resource.startsWith(ALIAS);
    }

    /** The id of a key. */
    String keyId() {
        return resource.substring(KEY.length());
    }

    Arn inRegion(String other) {
        return new Caller(account, other).arnOf(resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":" + resource;
    }
}
