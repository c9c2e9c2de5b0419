package dev.itemseal.engine;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.engine.Diagnosis.Cause;
import dev.itemseal.engine.DiagnosisSearch.Found;
import dev.itemseal.engine.ItemReader.StoredItem;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads an item, and makes of its refusal a diagnosis. For one item and one thread. */
final class Diagnosing {

    private final ItemEncryptor encryptor;
    private final ItemReader reader;
    private final CryptoConfig config;
    private final Diagnosis.Hints hints;
    private int tries;
    private boolean exhausted;

    Diagnosing(ItemEncryptor encryptor, ItemReader reader, CryptoConfig config, Diagnosis.Hints hints) {
        this.encryptor = encryptor;
        this.reader = reader;
        this.config = config;
        this.hints = hints;
    }

    Diagnosis diagnose(Item item) {
        try {
            encryptor.decryptWithDetails(item, config);
            return new Diagnosis(Cause.READABLE, "nothing is wrong: the item is read", Optional.empty(), 1);
        } catch (ConfigurationException | PluginException e) {
            throw e; // nothing that the item could do about it
        } catch (ItemsealException e) {
            Found found = found(item, e);
            return new Diagnosis(found.cause(), found.explanation(), Optional.of(e.reason()), tries);
        }
    }

    private Found found(Item item, ItemsealException refusal) {
        return switch (refusal.reason()) {
            case SIGNATURE_MISSING -> new Found(Cause.NOT_SIGNED, notSigned(item));
            case NOT_AUTHENTIC -> searched(item, refusal);
            // Keys that are bound to the table's name can't be had under another one.
            case KEY_NOT_UNWRAPPED -> searched(item, refusal);
            case DESCRIPTION_MISMATCH, DESCRIPTION_MISSING_ENTRY, ALGORITHM_REFUSED ->
                new Found(
                        Cause.OTHER_PROVIDER,
                        writer(reader.takeApartLoosely(item, config).description()) + ", which the configured provider"
                                + " does not read: " + refusal.getMessage());
            case NO_CONTENT_KEY, NO_UNWRAPPING_KEY -> noContentKey(refusal);
            case MISSING_KEY_ATTRIBUTE -> new Found(Cause.ATTRIBUTE_LEFT_OUT, refusal.getMessage());
            case KEY_UNAVAILABLE, NO_VERIFICATION_KEY ->
                new Found(Cause.KEYS_UNAVAILABLE, "without keys nothing can be said: " + refusal.getMessage());
            default -> new Found(Cause.DAMAGED, refusal.getMessage());
        };
    }

    private String notSigned(Item item) {
        return item.names().stream().anyMatch(reader::reserved)
                ? "it has a material description and no signature: a projection left the signature out, or somebody took it"
                        + " away"
                : "it has neither signature nor material description: a plaintext item, a projection that left both out, or"
                        + " other names for them in the configuration";
    }

    private Found searched(Item item, ItemsealException refusal) {
        StoredItem stored = reader.takeApartLoosely(item, config);
        boolean unwrapped = refusal.reason() != Reason.KEY_NOT_UNWRAPPED;
        Optional<Found> found;
        try (DiagnosisSearch search = new DiagnosisSearch(reader, config, stored, hints)) {
            found = search.asConfigured()
                    .map(holding -> unwrapped ? holding : noContentKey(refusal))
                    .or(search::search);
            tries = search.tries();
            exhausted = search.exhausted();
        } catch (MaterialsException e) {
            return new Found(
                    Cause.KEYS_UNAVAILABLE, "the keys were not to be had before all was tried: " + e.getMessage());
        }
        return found.orElseGet(() -> unwrapped ? forged(stored) : noContentKey(refusal));
    }

    private static Found noContentKey(ItemsealException refusal) {
        return new Found(
                Cause.OTHER_CONTENT_KEY,
                "the signature holds, or can't be looked at without the key, but the content key is not to be had: "
                        + refusal.getMessage());
    }

    private Found forged(StoredItem stored) {
        Set<String> lacking = new TreeSet<>();
        config.actionsToRead()
                .forEach(actions -> lacking.addAll(actions.exceptions().keySet()));
        lacking.addAll(config.table().protectedKeyNames());
        lacking.removeAll(stored.attributes().names());
        return new Found(
                Cause.FORGED,
                "nothing that was tried makes its signature hold"
                        + (exhausted ? " (it has too many attributes, or is too large, to try everything)" : "")
                        + ": the signing key is another one, several things changed at"
                        + " once, or it is simply forged. " + writer(stored.description())
                        + (lacking.isEmpty()
                                ? ""
                                : "; it lacks " + lacking
                                        + ", which the configuration names: did a projection leave them out?"));
    }

    /** What the description says of who wrote it, which nobody has verified. */
    private static String writer(MaterialDescription description) {
        String kind = "a provider with fixed keys";
        String wrapping =
                description.entry(MaterialDescription.WRAPPING_ALGORITHM).orElse("");
        if (wrapping.equals("kms")) {
            kind = "the direct KMS provider";
        } else if (description.entry(MaterialDescription.MATERIALS_VERSION).isPresent()) {
            kind = "a most-recent provider";
        } else if (description.entry(MaterialDescription.CONTENT_KEY).isPresent()) {
            kind = "a wrapped provider";
        }
        return "By its description it was written with " + kind;
    }
}
