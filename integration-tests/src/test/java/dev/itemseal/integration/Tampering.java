package dev.itemseal.integration;

import static dev.itemseal.api.error.Reason.ALGORITHM_REFUSED;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MALFORMED;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MISMATCH;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MISSING_ENTRY;
import static dev.itemseal.api.error.Reason.KEY_NOT_UNWRAPPED;
import static dev.itemseal.api.error.Reason.KEY_UNAVAILABLE;
import static dev.itemseal.api.error.Reason.NOT_AUTHENTIC;
import static dev.itemseal.api.error.Reason.RESERVED_ATTRIBUTE_TYPE;
import static dev.itemseal.api.error.Reason.SIGNATURE_MISSING;

import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.engine.format.DescriptionCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What somebody who can write a table may do to one item of it, as a list. */
final class Tampering {

    static final String SIGNATURE = ReservedAttributes.DEFAULT.signatureName();
    static final String DESCRIPTION = ReservedAttributes.DEFAULT.descriptionName();

    /** The attributes of the attacked item by what is done to them; the first two are its key. */
    static final List<String> SIGNED = List.of("id", "at", "seen", "parts");

    static final List<String> ENCRYPTED = List.of("drink", "sugar");
    static final String UNSIGNED = "hot";

    /** Beyond this a field has one bit of each byte changed instead of all. */
    private static final int ALL_BITS_UP_TO = 64;

    /** Whatever comes first of a description's faults. */
    private static final Set<Reason> OF_DESCRIPTIONS = EnumSet.of(
            DESCRIPTION_MALFORMED,
            DESCRIPTION_MISSING_ENTRY,
            DESCRIPTION_MISMATCH,
            ALGORITHM_REFUSED,
            KEY_NOT_UNWRAPPED,
            KEY_UNAVAILABLE,
            NOT_AUTHENTIC);

    private static final List<String> ALGORITHMS = List.of(
            "",
            "AES",
            "AES/0",
            "AES/128",
            "AES/ECB/PKCS5Padding",
            "AESWrap",
            "DESede",
            "RSA",
            "RSA/ECB/PKCS1Padding",
            "RSA/ECB/NoPadding",
            "RSA/ECB/OAEPWithMD5AndMGF1Padding",
            "kms",
            "tink-aead",
            "HmacMD5",
            "HmacSHA512",
            "SHA1withRSA",
            "NONEwithRSA",
            "SHA512withRSA",
            "SHA256withECDSA",
            "/CBC/NoPadding",
            "/ECB/PKCS5Padding",
            "/GCM/NoPadding",
            "aes",
            "AES\0",
            "../AES");

    private static final List<String> PLACES_OF_ALGORITHMS = List.of(
            "amzn-ddb-map-sym-mode",
            "amzn-ddb-map-signingAlg",
            "amzn-ddb-env-alg",
            "amzn-ddb-wrap-alg",
            "amzn-ddb-sig-alg");

    private static final int[] LENGTHS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_536};

    private final Item item;
    private final Item other;
    private final List<Mutation> mutations = new ArrayList<>();
    private String family = "";
    private Set<Reason> reasons = Set.of();
    private boolean mayBeSame;

    /**
     * One changed item.
     *
     * @param family what kind of change it is, as the table in docs/threat-model.md calls it
     * @param item the item
     * @param reasons what it may be refused for; empty if it is not refused
     * @param mayBeSame whether it may also turn out to be read as what it was
     */
    record Mutation(String family, Item item, Set<Reason> reasons, boolean mayBeSame) {}

    private Tampering(Item item, Item other) {
        this.item = item;
        this.other = other;
    }

    /**
     * Lists all changes.
     *
     * @param item a stored item
     * @param other another item of the same table, stored with the same keys
     */
    static List<Mutation> of(Item item, Item other) {
        Tampering tampering = new Tampering(item, other);
        tampering.signatures();
        tampering.encryptedValues();
        tampering.attributes();
        tampering.reservedAttributes();
        tampering.exchanges();
        tampering.descriptionBytes();
        tampering.descriptionEntries();
        return tampering.mutations;
    }

    private void begin(String name, Set<Reason> expected) {
        family = name;
        reasons = expected;
        mayBeSame = false;
    }

    private void beginSame(String name, Set<Reason> expected) {
        begin(name, expected);
        mayBeSame = true;
    }

    private void add(Item changed) {
        if (!changed.equals(item)) {
            mutations.add(new Mutation(family, changed, reasons, mayBeSame));
        }
    }

    private void addBytes(String name, byte[] changed) {
        add(item.with(name, AttributeValue.ofBytes(changed)));
    }

    private void signatures() {
        begin("signature: bits", Set.of(NOT_AUTHENTIC));
        flips(bytes(item, SIGNATURE)).forEach(changed -> addBytes(SIGNATURE, changed));
        begin("signature: other lengths", Set.of(NOT_AUTHENTIC));
        lengths(bytes(item, SIGNATURE)).forEach(changed -> addBytes(SIGNATURE, changed));
        addBytes(SIGNATURE, new byte[400_000]);
    }

    private void encryptedValues() {
        for (String name : ENCRYPTED) {
            begin("encrypted value: bits", Set.of(NOT_AUTHENTIC));
            flips(bytes(item, name)).forEach(changed -> addBytes(name, changed));
            begin("encrypted value: other lengths", Set.of(NOT_AUTHENTIC));
            lengths(bytes(item, name)).forEach(changed -> addBytes(name, changed));
            addBytes(name, new byte[400_000]);
        }
    }

    private void attributes() {
        begin("signed attribute: other value or type, removed, renamed", Set.of(NOT_AUTHENTIC));
        List<String> signed = new ArrayList<>(SIGNED);
        signed.addAll(ENCRYPTED);
        for (String name : signed) {
            values().forEach(value -> add(item.with(name, value)));
            add(item.without(name));
            add(item.without(name).with(name + "2", item.attribute(name).orElseThrow()));
        }
        begin("attribute added", Set.of(NOT_AUTHENTIC));
        values().forEach(value -> add(item.with("added", value)));
        values().forEach(value -> add(item.with("", value)));
        begin("values of two attributes exchanged", Set.of(NOT_AUTHENTIC));
        for (int i = 0; i < signed.size(); i++) {
            for (int j = i + 1; j < signed.size(); j++) {
                AttributeValue first = item.attribute(signed.get(i)).orElseThrow();
                add(item.with(signed.get(i), item.attribute(signed.get(j)).orElseThrow())
                        .with(signed.get(j), first));
            }
        }
        beginSame("`DO_NOTHING` attribute: other value, removed", Set.of());
        values().forEach(value -> add(item.with(UNSIGNED, value)));
        add(item.without(UNSIGNED));
    }

    private void reservedAttributes() {
        begin("signature or description: another type", Set.of(RESERVED_ATTRIBUTE_TYPE));
        for (AttributeValue value : values()) {
            if (!(value instanceof BinaryValue)) {
                add(item.with(SIGNATURE, value));
                add(item.with(DESCRIPTION, value));
            }
        }
        begin("signature removed", Set.of(SIGNATURE_MISSING));
        add(item.without(SIGNATURE));
        add(item.without(SIGNATURE).without(DESCRIPTION));
        begin("description removed, empty or of zeros", OF_DESCRIPTIONS);
        add(item.without(DESCRIPTION));
        for (int length : new int[] {0, 1, 3, 4, 5, 8, 12, 65_537, 400_000}) {
            addBytes(DESCRIPTION, new byte[length]);
        }
    }

    private void exchanges() {
        begin("signature, value or key of another item", Set.of(NOT_AUTHENTIC));
        for (String name : item.names()) {
            if (!name.equals(DESCRIPTION) && !name.equals(UNSIGNED)) {
                add(item.with(name, other.attribute(name).orElseThrow()));
            }
        }
        beginSame("description of another item", OF_DESCRIPTIONS);
        add(item.with(DESCRIPTION, other.attribute(DESCRIPTION).orElseThrow()));
    }

    private void descriptionBytes() {
        byte[] description = bytes(item, DESCRIPTION);
        beginSame("description: bits", OF_DESCRIPTIONS);
        fieldEnds(
                description,
                (from, to) -> flips(Arrays.copyOfRange(description, from, to))
                        .forEach(changed -> addBytes(DESCRIPTION, spliced(description, from, changed))));
        begin("description: lengths of 0, 1, -1, 2^31-1, -2^31, 65,536, one more, one less", OF_DESCRIPTIONS);
        fieldEnds(description, (from, to) -> {
            if (from > 0) {
                for (int length : LENGTHS) {
                    addBytes(DESCRIPTION, spliced(description, from - 4, number(length)));
                }
                addBytes(DESCRIPTION, spliced(description, from - 4, number(to - from + 1)));
                addBytes(DESCRIPTION, spliced(description, from - 4, number(to - from - 1)));
            }
        });
        beginSame("description: cut off", OF_DESCRIPTIONS);
        for (int length = 0; length < description.length; length++) {
            addBytes(DESCRIPTION, Arrays.copyOf(description, length));
        }
        begin("description: bytes added", Set.of(DESCRIPTION_MALFORMED));
        for (int more : new int[] {1, 2, 3, 4, 5, 7, 65_536}) {
            addBytes(DESCRIPTION, Arrays.copyOf(description, description.length + more));
        }
    }

    private void descriptionEntries() {
        Map<String, String> entries = DescriptionCodec.deserialize(
                        (BinaryValue) item.attribute(DESCRIPTION).orElseThrow())
                .entries();
        List<Map.Entry<String, String>> list = new ArrayList<>(entries.entrySet());
        for (Map.Entry<String, String> entry : list) {
            beginSame("description: entry removed, renamed, changed", OF_DESCRIPTIONS);
            Map<String, String> without = new TreeMap<>(entries);
            without.remove(entry.getKey());
            addEntries(without.entrySet());
            for (String value : List.of("", "x", entry.getValue() + " ", entry.getValue() + "\0", "\uFFFD")) {
                Map<String, String> changed = new TreeMap<>(entries);
                changed.put(entry.getKey(), value);
                addEntries(changed.entrySet());
            }
            without.put(entry.getKey().toUpperCase(Locale.ROOT), entry.getValue());
            addEntries(without.entrySet());
            begin("description: entry doubled", Set.of(DESCRIPTION_MALFORMED));
            for (String value : List.of(entry.getValue(), "x")) {
                List<Map.Entry<String, String>> doubled = new ArrayList<>(list);
                doubled.add(Map.entry(entry.getKey(), value));
                addEntries(doubled);
            }
        }
        beginSame("description: unknown entry added", OF_DESCRIPTIONS);
        for (String name :
                List.of("", "a", "zebra", "AMZN-DDB-ENV-KEY", "*amzn-ddb-env-alg*", "amzn-ddb-map-sym-mode ")) {
            Map<String, String> more = new TreeMap<>(entries);
            more.put(name, "x");
            addEntries(more.entrySet());
        }
        begin("description: 257 entries", Set.of(DESCRIPTION_MALFORMED));
        Map<String, String> many = new TreeMap<>(entries);
        for (int i = 0; many.size() < 257; i++) {
            many.put("many" + i, "");
        }
        addEntries(many.entrySet());
        beginSame("description: entries in another order", Set.of());
        List<Map.Entry<String, String>> backwards = new ArrayList<>(list);
        Collections.reverse(backwards);
        addEntries(backwards);
        algorithms(entries);
    }

    private void algorithms(Map<String, String> entries) {
        beginSame("description: algorithm named", OF_DESCRIPTIONS);
        for (String place : PLACES_OF_ALGORITHMS) {
            for (String algorithm : ALGORITHMS) {
                Map<String, String> named = new TreeMap<>(entries);
                named.put(place, algorithm);
                addEntries(named.entrySet());
            }
        }
        beginSame("description: material version named", OF_DESCRIPTIONS);
        for (String version : List.of(
                "",
                "#",
                "materials",
                "materials#",
                "materials#1",
                "materials#-1",
                "materials#00",
                "materials#99999999999999999999",
                "other#0",
                "#0",
                "materials#0#0")) {
            Map<String, String> named = new LinkedHashMap<>(entries);
            named.put("amzn-ddb-meta-id", version);
            addEntries(named.entrySet());
        }
    }

    private void addEntries(Iterable<Map.Entry<String, String>> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[4]);
        for (Map.Entry<String, String> entry : entries) {
            for (String text : List.of(entry.getKey(), entry.getValue())) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(number(utf8.length));
                bytes.writeBytes(utf8);
            }
        }
        addBytes(DESCRIPTION, bytes.toByteArray());
    }

    private interface Field {
        void at(int from, int to);
    }

    /** The version, which has no length before it, and each name and value. */
    private static void fieldEnds(byte[] description, Field field) {
        field.at(0, 4);
        int at = 4;
        while (at < description.length) {
            int length = ByteBuffer.wrap(description).getInt(at);
            field.at(at + 4, at + 4 + length);
            at += 4 + length;
        }
    }

    private static List<byte[]> flips(byte[] bytes) {
        List<byte[]> flipped = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                if (bytes.length <= ALL_BITS_UP_TO || bit == i % 8) {
                    byte[] changed = bytes.clone();
                    changed[i] ^= (byte) (1 << bit);
                    flipped.add(changed);
                }
            }
        }
        return flipped;
    }

    /** Cut off everywhere, and with bytes behind. */
    private static List<byte[]> lengths(byte[] bytes) {
        List<byte[]> changed = new ArrayList<>();
        for (int length = 0; length <= bytes.length + 33; length++) {
            if (length != bytes.length) {
                changed.add(Arrays.copyOf(bytes, length));
            }
        }
        return changed;
    }

    /** A value of each type, none of which the item has. */
    private static List<AttributeValue> values() {
        return List.of(
                AttributeValue.ofString(""),
                AttributeValue.ofString("x"),
                AttributeValue.ofNumber("0"),
                AttributeValue.ofBytes(new byte[0]),
                AttributeValue.ofBytes(new byte[32]),
                AttributeValue.ofBoolean(true),
                AttributeValue.ofNull(),
                AttributeValue.ofStrings(List.of("x")),
                AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber("0"))),
                AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(new byte[1]))),
                AttributeValue.ofList(List.of()),
                AttributeValue.ofMap(Map.of()));
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] part) {
        byte[] changed = bytes.clone();
        System.arraycopy(part, 0, changed, at, part.length);
        return changed;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] bytes(Item stored, String name) {
        return ((BinaryValue) stored.attribute(name).orElseThrow()).toByteArray();
    }
}
