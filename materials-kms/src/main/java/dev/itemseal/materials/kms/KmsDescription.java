package dev.itemseal.materials.kms;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What direct KMS finds in an item's description (rule KMS-11).
 *
 * @param wrapped the wrapped data key
 * @param contentKeyAlgorithm the content key's algorithm
 * @param signing the signing key's algorithm
 */
record KmsDescription(SdkBytes wrapped, ContentKeyAlgorithm contentKeyAlgorithm, Signing signing) {

    static final String SIGNING_ALGORITHM = "amzn-ddb-sig-alg";
    static final String CONTEXT_ATTRIBUTES = "aws-kms-ec-attr";
    static final String ALL_KEYS = "*keys*";
    static final String DIRECT_KMS = "kms";

    private static final Set<String> TAKEN = Set.of(
            MaterialDescription.CONTENT_KEY,
            MaterialDescription.CONTENT_KEY_ALGORITHM,
            MaterialDescription.WRAPPING_ALGORITHM,
            SIGNING_ALGORITHM,
            CONTEXT_ATTRIBUTES,
            "amzn-ddb-map-sym-mode",
            "amzn-ddb-map-signingAlg",
            "itemseal-binding");

    /**
     * The algorithm of a derived signing key.
     *
     * @param name as it stands in the description
     * @param algorithm the HMAC
     * @param keyLength the key's length in bytes (rule KMS-9)
     */
    record Signing(String name, SigningAlgorithm algorithm, int keyLength) {

        private static final int USUAL_LENGTH = 32;

        /**
         * What is written for an algorithm.
         *
         * @throws ConfigurationException with {@code INVALID_KEY} if it is no HMAC
         */
        static Signing of(SigningAlgorithm algorithm) {
            if (algorithm.family() != SigningAlgorithm.Family.HMAC) {
                throw new ConfigurationException(
                        Reason.INVALID_KEY,
                        "Direct KMS derives keys for HMACs, and so can't sign with " + algorithm.jcaName()
                                + "; name one of HmacSHA224, HmacSHA256, HmacSHA384 and HmacSHA512");
            }
            return new Signing(
                    algorithm.jcaName() + '/' + algorithm.digestLength() * Byte.SIZE,
                    algorithm,
                    algorithm.digestLength());
        }

        static Optional<Signing> ofName(String name) {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                if (algorithm.family() == SigningAlgorithm.Family.HMAC) {
                    Signing withSize = of(algorithm);
                    if (name.equals(withSize.name)) {
                        return Optional.of(withSize);
                    }
                    if (name.equals(algorithm.jcaName())) {
                        return Optional.of(new Signing(name, algorithm, USUAL_LENGTH));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** Whether direct KMS or the engine writes an entry itself. */
    static boolean isTaken(String name) {
        return TAKEN.contains(name);
    }

    /** Refuses entries of a caller that direct KMS or the engine writes itself. */
    static MaterialDescription requireOwn(MaterialDescription description) {
        description.entries().keySet().stream()
                .filter(KmsDescription::isTaken)
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(
                            Reason.INVALID_SETTING,
                            "The provider's material description has the entry '" + name
                                    + "', which Itemseal writes itself; leave it out");
                });
        return description;
    }

    /** Reads an item's description. */
    static KmsDescription of(EncryptionContext item) {
        if (!required(item, MaterialDescription.WRAPPING_ALGORITHM).equals(DIRECT_KMS)) {
            throw refused(item, MaterialDescription.WRAPPING_ALGORITHM, DIRECT_KMS);
        }
        SdkBytes wrapped = decoded(item);
        ContentKeyAlgorithm contentKey = ContentKeyAlgorithm.ofDescriptionName(
                        required(item, MaterialDescription.CONTENT_KEY_ALGORITHM))
                .orElseThrow(() ->
                        refused(item, MaterialDescription.CONTENT_KEY_ALGORITHM, "AES, AES/128, AES/192 or AES/256"));
        Signing signing = Signing.ofName(required(item, SIGNING_ALGORITHM))
                .orElseThrow(() -> refused(
                        item,
                        SIGNING_ALGORITHM,
                        "HmacSHA224, HmacSHA256, HmacSHA384 or HmacSHA512 (or these with /224,"
                                + " /256, /384, /512)"));
        return new KmsDescription(wrapped, contentKey, signing);
    }

    /** The oldest Java clients broke the text into lines. The JDK's decoder takes text without padding too. */
    private static SdkBytes decoded(EncryptionContext item) {
        String text = required(item, MaterialDescription.CONTENT_KEY).replace("\r\n", "");
        try {
            if (text.length() % 4 == 0 && !text.isEmpty()) {
                return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
            }
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: the refusal below says all.
        }
        throw new ItemRefusedException(
                Reason.DESCRIPTION_MALFORMED,
                "The item of the table '" + item.tableName() + "' has in '" + MaterialDescription.CONTENT_KEY
                        + "' something that is not Base64; it is damaged or was tampered with: restore it");
    }

    private static String required(EncryptionContext item, String entry) {
        return item.materialDescription()
                .entry(entry)
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        "The item of the table '" + item.tableName() + "' has no '" + entry
                                + "' in its material description, which direct KMS needs; the item belongs to another kind"
                                + " of provider"));
    }

    private static ItemRefusedException refused(EncryptionContext item, String entry, String allowed) {
        return new ItemRefusedException(
                Reason.ALGORITHM_REFUSED,
                "The item of the table '" + item.tableName() + "' names in '" + entry + "' something else than "
                        + allowed
                        + "; it belongs to another provider, was written by another program, or suspect tampering");
    }
}
