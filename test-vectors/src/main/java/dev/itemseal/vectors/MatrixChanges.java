package dev.itemseal.vectors;

import static dev.itemseal.api.error.Reason.ALGORITHM_REFUSED;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MALFORMED;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MISMATCH;
import static dev.itemseal.api.error.Reason.DESCRIPTION_MISSING_ENTRY;
import static dev.itemseal.api.error.Reason.KEY_NOT_UNWRAPPED;
import static dev.itemseal.api.error.Reason.KEY_UNAVAILABLE;
import static dev.itemseal.api.error.Reason.NOT_AUTHENTIC;
import static dev.itemseal.api.error.Reason.RESERVED_ATTRIBUTE_TYPE;
import static dev.itemseal.api.error.Reason.SIGNATURE_MISSING;
import static dev.itemseal.api.materials.MaterialDescription.CONTENT_KEY;
import static dev.itemseal.api.materials.MaterialDescription.CONTENT_KEY_ALGORITHM;
import static dev.itemseal.api.materials.MaterialDescription.MATERIALS_VERSION;
import static dev.itemseal.api.materials.MaterialDescription.WRAPPING_ALGORITHM;

import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.format.DescriptionCodec;
import dev.itemseal.engine.format.FormatV0;
import dev.itemseal.vectors.MatrixChange.OtherReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The changes that the refusals of the matrix are made by, in the order of the stages of reading. */
final class MatrixChanges {

    private static final String SIGNATURE = ReservedAttributes.DEFAULT.signatureName();
    private static final String DESCRIPTION = ReservedAttributes.DEFAULT.descriptionName();

    /** 32 bytes, as a small encrypted value has them. */
    private static final AttributeValue ADDED = AttributeValue.ofBytes(new byte[32]);

    private static final Predicate<MatrixCase> STATIC = of("static");
    private static final Predicate<MatrixCase> WRAPPED = of("wrapped");
    private static final Predicate<MatrixCase> MOST_RECENT = of("most-recent");
    private static final Predicate<MatrixCase> KMS = of("kms");
    private static final Predicate<MatrixCase> PKCS1 =
            vector -> vector.has(MatrixFactor.WRAPPING_KEY, MatrixFactor.PKCS1);

    private MatrixChanges() {}

    /**
     * All of them.
     *
     * @param encryptedAgain encrypts a case once more
     */
    static List<MatrixChange> all(Function<MatrixCase, Item> encryptedAgain) {
        return Stream.of(
                        reservedAttributes(),
                        verificationKeys(),
                        signedParts(),
                        signatures(),
                        contentKeys(),
                        wrappedKeys(),
                        values(encryptedAgain))
                .flatMap(List::stream)
                .toList();
    }

    private static Predicate<MatrixCase> of(String provider) {
        return vector -> vector.has(MatrixFactor.PROVIDER, provider);
    }

    private static List<MatrixChange> reservedAttributes() {
        return List.of(
                MatrixChange.of("no signature", stored -> stored.without(SIGNATURE))
                        .refusedAt(RefusalStage.RESERVED_ATTRIBUTES, SIGNATURE_MISSING),
                MatrixChange.of(
                                "a signature of type S",
                                stored -> stored.with(SIGNATURE, AttributeValue.ofString("signature")))
                        .refusedAt(RefusalStage.RESERVED_ATTRIBUTES, RESERVED_ATTRIBUTE_TYPE),
                MatrixChange.of(
                                "a description of type S",
                                stored -> stored.with(DESCRIPTION, AttributeValue.ofString("description")))
                        .refusedAt(RefusalStage.RESERVED_ATTRIBUTES, RESERVED_ATTRIBUTE_TYPE),
                edited("a description of version 1", DESCRIPTION, bytes -> flipped(bytes, 3))
                        .refusedAt(RefusalStage.DESCRIPTION, DESCRIPTION_MALFORMED),
                edited("a description without its last byte", DESCRIPTION, MatrixChanges::shortened)
                        .refusedAt(RefusalStage.DESCRIPTION, DESCRIPTION_MALFORMED));
    }

    private static List<MatrixChange> verificationKeys() {
        String name = MatrixCiphertexts.MATERIAL_NAME;
        return List.of(
                described("a signing algorithm that no key allows", FormatV0.SIGNING_ALGORITHM, old -> "SHA1withRSA")
                        .refusedAt(RefusalStage.VERIFICATION_KEY, ALGORITHM_REFUSED),
                described("a signing key that KMS items don't have", ScenarioKms.SIGNING_ALGORITHM, old -> "HmacMD5")
                        .refusedAt(RefusalStage.VERIFICATION_KEY, ALGORITHM_REFUSED)
                        .onlyTo(KMS),
                described("another material name", MATERIALS_VERSION, old -> "other#0")
                        .refusedAt(RefusalStage.VERIFICATION_KEY, DESCRIPTION_MISMATCH)
                        .onlyTo(MOST_RECENT),
                described("a version that there is not", MATERIALS_VERSION, old -> name + "#99")
                        .refusedAt(RefusalStage.VERIFICATION_KEY, KEY_UNAVAILABLE)
                        .onlyTo(MOST_RECENT),
                described("a material name without version", MATERIALS_VERSION, old -> name)
                        .refusedAt(RefusalStage.VERIFICATION_KEY, DESCRIPTION_MALFORMED)
                        .onlyTo(MOST_RECENT));
    }

    private static List<MatrixChange> signedParts() {
        return List.of(
                MatrixChange.of(
                        "another value of a signed attribute",
                        stored -> stored.with(MatrixCase.SIGNED, AttributeValue.ofString("changed"))),
                edited("one bit of an encrypted attribute", MatrixCase.ENCRYPTED, bytes -> flipped(bytes, 0)),
                MatrixChange.of("a signed attribute removed", stored -> stored.without(MatrixCase.SIGNED_TOO)),
                MatrixChange.of("an attribute added", stored -> stored.with("added", ADDED)),
                MatrixChange.of(
                        "an encrypted attribute under another name",
                        stored -> stored.with("renamed", value(stored, MatrixCase.ENCRYPTED))
                                .without(MatrixCase.ENCRYPTED)),
                MatrixChange.of(
                        "the values of two signed attributes exchanged",
                        stored -> stored.with(MatrixCase.SIGNED, value(stored, MatrixCase.SIGNED_TOO))
                                .with(MatrixCase.SIGNED_TOO, value(stored, MatrixCase.SIGNED))),
                MatrixChange.of(
                                "another primary key",
                                stored -> stored.with(
                                        MatrixCase.PARTITION, otherKey(value(stored, MatrixCase.PARTITION))))
                        .but(KMS, RefusalStage.VERIFICATION_KEY, KEY_NOT_UNWRAPPED));
    }

    private static List<MatrixChange> signatures() {
        return List.of(
                edited("one bit of the signature", SIGNATURE, bytes -> flipped(bytes, bytes.length - 1)),
                edited("a signature without its last byte", SIGNATURE, MatrixChanges::shortened),
                MatrixChange.of("another table name", OtherReader.TABLE)
                        .but(KMS, RefusalStage.VERIFICATION_KEY, KEY_NOT_UNWRAPPED),
                MatrixChange.of("another verification key", OtherReader.VERIFICATION_KEY)
                        .onlyTo(STATIC.or(WRAPPED)),
                described("one bit of the binding", FormatV0.DESCRIPTION_BINDING, MatrixChanges::flipped)
                        .onlyTo(MatrixCase::bound));
    }

    private static List<MatrixChange> contentKeys() {
        return List.of(
                MatrixChange.of("no description", stored -> stored.without(DESCRIPTION))
                        .refusedAt(RefusalStage.CONTENT_KEY, DESCRIPTION_MISSING_ENTRY)
                        .but(KMS.or(MOST_RECENT), RefusalStage.VERIFICATION_KEY, DESCRIPTION_MISSING_ENTRY),
                withoutEntry("no mode", FormatV0.SYMMETRIC_MODE)
                        .refusedAt(RefusalStage.CONTENT_KEY, DESCRIPTION_MISSING_ENTRY)
                        .seenByBinding(),
                described("another mode", FormatV0.SYMMETRIC_MODE, old -> "/CTR/NoPadding")
                        .refusedAt(RefusalStage.CONTENT_KEY, ALGORITHM_REFUSED)
                        .seenByBinding());
    }

    private static List<MatrixChange> wrappedKeys() {
        return List.of(
                unwrapping(withoutEntry("no wrapped key", CONTENT_KEY), DESCRIPTION_MISSING_ENTRY),
                unwrapping(
                        described("a wrapped key that is not Base64", CONTENT_KEY, old -> "?"), DESCRIPTION_MALFORMED),
                unwrapping(
                                described("one bit of the wrapped key", CONTENT_KEY, MatrixChanges::flipped),
                                KEY_NOT_UNWRAPPED)
                        .onlyTo(PKCS1.negate()),
                unwrapping(withoutEntry("no kind of content key", CONTENT_KEY_ALGORITHM), DESCRIPTION_MISSING_ENTRY),
                unwrapping(
                        described("a content key that there is not", CONTENT_KEY_ALGORITHM, old -> "AES/512"),
                        ALGORITHM_REFUSED),
                unwrapping(
                        described("another wrapping", WRAPPING_ALGORITHM, old -> "RSA/ECB/NoPadding"),
                        ALGORITHM_REFUSED),
                MatrixChange.of("another unwrapping key", OtherReader.CONTENT_KEY)
                        .refusedAt(RefusalStage.CONTENT_KEY, KEY_NOT_UNWRAPPED)
                        .onlyTo(WRAPPED.and(PKCS1.negate())));
    }

    /** KMS keys are unwrapped before the signature is verified, whose key comes out of them (rule KMS-13). */
    private static MatrixChange unwrapping(MatrixChange change, Reason reason) {
        return change.refusedAt(RefusalStage.CONTENT_KEY, reason)
                .but(KMS, RefusalStage.VERIFICATION_KEY, reason)
                .onlyTo(STATIC.negate())
                .seenByBinding();
    }

    /** What is only noticed when values are decrypted; with PKCS #1 v1.5 that goes for wrapped keys too (rule WRP-14). */
    private static List<MatrixChange> values(Function<MatrixCase, Item> encryptedAgain) {
        return List.of(
                MatrixChange.of("another content key", OtherReader.CONTENT_KEY)
                        .refusedAt(RefusalStage.VALUES, NOT_AUTHENTIC)
                        .onlyTo(STATIC),
                MatrixChange.of("another unwrapping key for PKCS #1 v1.5", OtherReader.CONTENT_KEY)
                        .refusedAt(RefusalStage.VALUES, NOT_AUTHENTIC)
                        .onlyTo(PKCS1),
                described("one bit of a key that PKCS #1 v1.5 wrapped", CONTENT_KEY, MatrixChanges::flipped)
                        .refusedAt(RefusalStage.VALUES, NOT_AUTHENTIC)
                        .onlyTo(PKCS1)
                        .seenByBinding(),
                MatrixChange.of(
                                "the description of another item under the same keys",
                                (vector, stored) ->
                                        stored.with(DESCRIPTION, value(encryptedAgain.apply(vector), DESCRIPTION)))
                        .refusedAt(RefusalStage.VALUES, NOT_AUTHENTIC)
                        .onlyTo(WRAPPED.or(MOST_RECENT))
                        .seenByBinding());
    }

    private static AttributeValue value(Item stored, String name) {
        return stored.attribute(name).orElseThrow();
    }

    private static AttributeValue otherKey(AttributeValue key) {
        return switch (key.type()) {
            case N -> AttributeValue.ofNumber("-1");
            case B -> AttributeValue.ofBytes(new byte[] {1});
            default -> AttributeValue.ofString("other");
        };
    }

    /** Changes the bytes of a B attribute. */
    private static MatrixChange edited(String says, String name, UnaryOperator<byte[]> edit) {
        return MatrixChange.of(
                says,
                stored -> stored.with(
                        name, AttributeValue.ofBytes(edit.apply(((BinaryValue) value(stored, name)).toByteArray()))));
    }

    /** Sets an entry of the description. */
    private static MatrixChange described(String says, String entry, UnaryOperator<String> edit) {
        return ofEntries(says, entries -> entries.compute(entry, (name, old) -> edit.apply(old)));
    }

    private static MatrixChange withoutEntry(String says, String entry) {
        return ofEntries(says, entries -> entries.remove(entry));
    }

    private static MatrixChange ofEntries(String says, Consumer<Map<String, String>> edit) {
        return MatrixChange.of(says, stored -> {
            Map<String, String> entries =
                    new TreeMap<>(DescriptionCodec.deserialize((BinaryValue) value(stored, DESCRIPTION))
                            .entries());
            edit.accept(entries);
            return stored.with(
                    DESCRIPTION, AttributeValue.ofBytes(DescriptionCodec.serialize(MaterialDescription.of(entries))));
        });
    }

    private static byte[] flipped(byte[] bytes, int position) {
        bytes[position] ^= 1;
        return bytes;
    }

    private static String flipped(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        return Base64.getEncoder().encodeToString(flipped(bytes, bytes.length - 1));
    }

    private static byte[] shortened(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }
}
