package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Base64;
import java.util.Optional;

/** The keys to read one item with. What its description says is looked at only when the content key is asked for. */
final class UnwrappingMaterials implements DecryptionMaterials {

    private final VerificationKey verificationKey;
    private final Optional<UnwrappingKey> unwrappingKey;
    private final EncryptionContext context;

    UnwrappingMaterials(
            VerificationKey verificationKey, Optional<UnwrappingKey> unwrappingKey, EncryptionContext context) {
        this.verificationKey = verificationKey;
        this.unwrappingKey = unwrappingKey;
        this.context = context;
    }

    @Override
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    @Override
    public boolean ephemeral() {
        return true;
    }

    /** In the order of the rules WRP-10 to WRP-14, so that an item with several faults is refused for the first. */
    @Override
    public ContentKey contentKey() {
        UnwrappingKey key = unwrappingKey.orElseThrow(() -> new MaterialsException(
                Reason.NO_UNWRAPPING_KEY,
                "An item of the table '" + context.tableName()
                        + "' can't be decrypted: the wrapped materials provider has no unwrapping key; give it one"));
        String wrapping = wrappingAlgorithm(key);
        String wrappedKey = required(MaterialDescription.CONTENT_KEY);
        ContentKeyAlgorithm algorithm = contentKeyAlgorithm();
        return AesContentKey.of(unwrapped(key, decoded(wrappedKey), wrapping, algorithm));
    }

    private String wrappingAlgorithm(UnwrappingKey key) {
        Optional<String> named = context.materialDescription().entry(MaterialDescription.WRAPPING_ALGORITHM);
        if (named.isEmpty() && !key.accepts(UnwrappingKey.UNNAMED_WRAPPING)) {
            throw missing(MaterialDescription.WRAPPING_ALGORITHM);
        }
        // An entry without text is not the same as no entry.
        if (named.filter(name -> name.isEmpty() || !key.accepts(name)).isPresent()) {
            throw new ItemRefusedException(
                    Reason.ALGORITHM_REFUSED,
                    "The item of the table '" + context.tableName() + "' names in '"
                            + MaterialDescription.WRAPPING_ALGORITHM
                            + "' a wrapping that the configured unwrapping key does not accept; configure the key that"
                            + " belongs to it, or allow PKCS #1 v1.5 if that is what it is, or suspect tampering");
        }
        return named.orElse(UnwrappingKey.UNNAMED_WRAPPING);
    }

    private ContentKeyAlgorithm contentKeyAlgorithm() {
        return ContentKeyAlgorithm.ofDescriptionName(required(MaterialDescription.CONTENT_KEY_ALGORITHM))
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.ALGORITHM_REFUSED,
                        "The item of the table '" + context.tableName() + "' names in '"
                                + MaterialDescription.CONTENT_KEY_ALGORITHM
                                + "' something else than AES, AES/128, AES/192 or AES/256; it was written by another"
                                + " program, or suspect tampering"));
    }

    /** The oldest Java clients broke the text into lines. */
    private byte[] decoded(String wrappedKey) {
        String text = wrappedKey.replace("\r\n", "");
        // The JDK's decoder takes text without padding too.
        if (text.length() % 4 != 0) {
            throw malformed();
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private ItemRefusedException malformed() {
        return new ItemRefusedException(
                Reason.DESCRIPTION_MALFORMED,
                "The item of the table '" + context.tableName() + "' has in '" + MaterialDescription.CONTENT_KEY
                        + "' something that is not Base64; it is damaged or was tampered with: restore it");
    }

    /** One refusal for all causes, whatever the key's own error says. */
    private SecretBytes unwrapped(
            UnwrappingKey key, byte[] wrappedKey, String wrapping, ContentKeyAlgorithm algorithm) {
        SecretBytes contentKey;
        try {
            contentKey = key.unwrap(wrappedKey, wrapping, algorithm, context);
        } catch (MaterialsException e) {
            throw e.reason() == Reason.KEY_NOT_UNWRAPPED ? Unwrapping.failed(context) : e;
        }
        if (!algorithm.allowsLength(contentKey.length())) {
            contentKey.destroy();
            throw Unwrapping.failed(context);
        }
        return contentKey;
    }

    private String required(String entry) {
        return context.materialDescription().entry(entry).orElseThrow(() -> missing(entry));
    }

    private ItemRefusedException missing(String entry) {
        return new ItemRefusedException(
                Reason.DESCRIPTION_MISSING_ENTRY,
                "The item of the table '" + context.tableName() + "' has no '" + entry
                        + "' in its material description, which a wrapped materials provider needs; the item belongs to"
                        + " another kind of provider");
    }
}
