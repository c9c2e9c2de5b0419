package dev.itemseal.engine;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.engine.format.ByteSink;
import dev.itemseal.engine.format.FormatV0;
import dev.itemseal.engine.format.Ordering;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What is to be done to items of one shape: the action of each attribute, the order in which attributes are signed, and
 * all of the string to sign that does not depend on values. Items of a table mostly have the same few shapes, so plans
 * are remembered. Immutable.
 */
final class ItemPlan {

    private static final String TABLE_BEFORE = "TABLE>";
    private static final String TABLE_BEHIND = "<TABLE";
    private static final int DIGEST = FormatV0.DIGEST_LENGTH;

    private final Subject subject;
    private final String[] names;
    private final boolean[] reserved;
    private final CryptoAction[] actions;
    private final int[] signingOrder;
    private final byte[] template;
    private final int encryptedCount;

    /** Everything but the names that a plan depends on. */
    record Subject(String tableName, AttributeActions actions, Dialect dialect) {}

    /**
     * Plans for a shape.
     *
     * @param names the attributes' names in the item's order, which nobody changes
     * @param reserved names that are left out
     */
    ItemPlan(Subject subject, String[] names, ReservedAttributes reserved, Sha256 sha256) {
        this.subject = subject;
        this.names = names;
        this.reserved = new boolean[names.length];
        this.actions = new CryptoAction[names.length];
        int signed = 0;
        int encrypted = 0;
        for (int i = 0; i < names.length; i++) {
            this.reserved[i] = reserved.contains(names[i]);
            actions[i] = this.reserved[i]
                    ? CryptoAction.DO_NOTHING
                    : subject.actions().action(names[i]);
            signed += actions[i] == CryptoAction.DO_NOTHING ? 0 : 1;
            encrypted += actions[i] == CryptoAction.ENCRYPT_AND_SIGN ? 1 : 0;
        }
        this.encryptedCount = encrypted;
        this.signingOrder = signingOrder(signed);
        this.template = template(sha256);
    }

    private int[] signingOrder(int count) {
        Integer[] order = new Integer[count];
        int filled = 0;
        for (int i = 0; i < names.length; i++) {
            if (actions[i] != CryptoAction.DO_NOTHING) {
                order[filled++] = i;
            }
        }
        Comparator<String> byName = Ordering.ofTexts(subject.dialect());
        Arrays.sort(order, (one, other) -> byName.compare(names[one], names[other]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** The string to sign (rules STS-1 to STS-3), with zeros where the digests of values go. */
    private byte[] template(Sha256 sha256) {
        byte[] bytes = new byte[DIGEST + 3 * DIGEST * signingOrder.length];
        ByteSink text = new ByteSink(64);
        text.writeText(TABLE_BEFORE + subject.tableName() + TABLE_BEHIND, subject.tableName());
        sha256.update(text);
        sha256.finish(bytes, 0);
        int at = DIGEST;
        for (int index : signingOrder) {
            text.truncate(0);
            text.writeText(names[index], names[index]);
            sha256.update(text);
            sha256.finish(bytes, at);
            sha256.digest(
                    actions[index] == CryptoAction.ENCRYPT_AND_SIGN ? "ENCRYPTED" : "PLAINTEXT", bytes, at + DIGEST);
            at += 3 * DIGEST;
        }
        return bytes;
    }

    /** Whether this plan is for such an item. */
    boolean fits(Subject otherSubject, String[] otherNames) {
        return subject.equals(otherSubject) && Arrays.equals(names, otherNames);
    }

    CryptoAction action(int index) {
        return actions[index];
    }

    /** Whether an attribute is one that encryption adds. */
    boolean reserved(int index) {
        return reserved[index];
    }

    /** How many attributes are encrypted. */
    int encryptedCount() {
        return encryptedCount;
    }

    /** How many attributes are signed. */
    int signedCount() {
        return signingOrder.length;
    }

    /** Which attribute is signed at a position, as an index into the item's own order. */
    int signedAt(int position) {
        return signingOrder[position];
    }

    Dialect dialect() {
        return subject.dialect();
    }

    int stringToSignLength() {
        return template.length;
    }

    /** Starts a string to sign, all but the digests of values. */
    void startStringToSign(byte[] target) {
        System.arraycopy(template, 0, target, 0, template.length);
    }

    /** Where in the string to sign the digest of the value at a position goes. */
    static int valueDigestAt(int position) {
        return 3 * DIGEST * (position + 1);
    }
}
