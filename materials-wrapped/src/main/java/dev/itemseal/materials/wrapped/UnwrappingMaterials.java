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
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.VerificationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys to read one item with. What its description says is looked at only when the content key is asked for. */
final class UnwrappingMaterials implements DecryptionMaterials {

    private final VerificationKey verificationKey;
    private final UnwrappingKeys unwrappingKeys;
    private final EncryptionContext context;

    UnwrappingMaterials(VerificationKey verificationKey, UnwrappingKeys unwrappingKeys, EncryptionContext context) {
        this.verificationKey = verificationKey;
        this.unwrappingKeys = unwrappingKeys;
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

    /** In the order of the rules WRP-32 and WRP-10 to WRP-14, so that an item with several faults is refused for the first. */
    @Override
    public ContentKey contentKey() {
        if (unwrappingKeys.isEmpty()) {
            throw new MaterialsException(
                    Reason.NO_UNWRAPPING_KEY,
                    "An item of the table '" + context.tableName()
                            + "' can't be decrypted: the wrapped materials provider has no unwrapping key; give it one");
        }
        List<WrappedKey> further = WrappedKey.further(context);
        String wrapping = wrappingAlgorithm(further);
        String wrappedKey = required(MaterialDescription.CONTENT_KEY);
        ContentKeyAlgorithm algorithm = contentKeyAlgorithm();
        WrappedKey first = new WrappedKey(wrapping, decoded(wrappedKey));
        return AesContentKey.of(
                further.isEmpty() && unwrappingKeys.isOne()
                        ? unwrappingKeys.unwrapWithOne(first, algorithm, context)
                        : unwrappingKeys.unwrap(different(first, further), algorithm, context));
    }

    private List<WrappedKey> different(WrappedKey first, List<WrappedKey> further) {
        List<WrappedKey> all = new ArrayList<>();
        all.add(first);
        for (WrappedKey next : further) {
            if (all.stream().anyMatch(next::sameAs)) {
                throw WrappedKey.malformedList(context);
            }
            all.add(next);
        }
        return all;
    }

    /** The first key's wrapping, if that or another one of the item is accepted. */
    private String wrappingAlgorithm(List<WrappedKey> further) {
        Optional<String> named = context.materialDescription().entry(MaterialDescription.WRAPPING_ALGORITHM);
        if (named.isEmpty() && !unwrappingKeys.accept(UnwrappingKey.UNNAMED_WRAPPING)) {
            throw missing(MaterialDescription.WRAPPING_ALGORITHM);
        }
        // An entry without text is not the same as no entry.
        if (named.filter(name -> name.isEmpty() || !(unwrappingKeys.accept(name) || acceptOneOf(further)))
                .isPresent()) {
            throw new ItemRefusedException(
                    Reason.ALGORITHM_REFUSED,
                    "The item of the table '" + context.tableName() + "' names in '"
                            + MaterialDescription.WRAPPING_ALGORITHM
                            + "' a wrapping that the configured unwrapping key does not accept; configure the key that"
                            + " belongs to it, or allow PKCS #1 v1.5 if that is what it is, or suspect tampering");
        }
        return named.orElse(UnwrappingKey.UNNAMED_WRAPPING);
    }

    private boolean acceptOneOf(List<WrappedKey> wrappedKeys) {
        return wrappedKeys.stream().map(WrappedKey::algorithm).anyMatch(unwrappingKeys::accept);
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
        return WrappedKey.decoded(wrappedKey.replace("\r\n", ""), MaterialDescription.CONTENT_KEY, context);
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
