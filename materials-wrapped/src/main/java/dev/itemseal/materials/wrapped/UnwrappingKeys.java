package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.UnwrappingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader's unwrapping keys, in the order in which they are tried (rules WRP-33 to WRP-37). A key that becomes unavailable
 * while there are others is reported in the log, and so is its return.
 */
final class UnwrappingKeys {

    /** The most keys of a reader (rule WRP-34). */
    static final int MOST = 8;

    private final List<Entry> entries;

    UnwrappingKeys(List<NamedKey<UnwrappingKey>> keys) {
        this(keys, System::nanoTime);
    }

    UnwrappingKeys(List<NamedKey<UnwrappingKey>> keys, LongSupplier nanoTime) {
        entries = NamedKey.checked("unwrapping", keys, MOST).stream()
                .map(named -> new Entry(named, new OutageLog(named.name(), nanoTime)))
                .toList();
        if (entries.size() > 1) {
            entries.forEach(Entry::requireFailuresToShow);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isOne() {
        return entries.size() == 1;
    }

    /** Whether one of the keys unwraps what was wrapped in this way. */
    boolean accept(String wrappingAlgorithm) {
        return entries.stream().anyMatch(entry -> entry.key().accepts(wrappingAlgorithm));
    }

    /** Unwraps with the only key there is, and tells its failures as they are. */
    SecretBytes unwrapWithOne(WrappedKey wrapped, ContentKeyAlgorithm algorithm, EncryptionContext context) {
        return entries.get(0).unwrap(wrapped, algorithm, context).orElseThrow(() -> Unwrapping.failed(context));
    }

    /** Unwraps with the first key that does. */
    SecretBytes unwrap(List<WrappedKey> wrappedKeys, ContentKeyAlgorithm algorithm, EncryptionContext context) {
        List<String> outcomes = new ArrayList<>();
        List<MaterialsException> unavailable = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                Optional<SecretBytes> contentKey = entry.unwrapAny(wrappedKeys, algorithm, context);
                if (contentKey.isPresent()) {
                    entry.outages().available();
                    return contentKey.get();
                }
                outcomes.add('\'' + entry.name() + "' did not unwrap");
            } catch (MaterialsException e) {
                if (e.reason() != Reason.KEY_UNAVAILABLE) {
                    throw e;
                }
                outcomes.add('\'' + entry.name() + "' unavailable");
                unavailable.add(e);
                if (!isOne()) {
                    entry.outages().unavailable(e);
                }
            }
        }
        throw noneLeft(outcomes, unavailable, context);
    }

    /** Rule WRP-36. */
    private static MaterialsException noneLeft(
            List<String> outcomes, List<MaterialsException> unavailable, EncryptionContext context) {
        MaterialsException refusal = new MaterialsException(
                unavailable.isEmpty() ? Reason.KEY_NOT_UNWRAPPED : Reason.KEY_UNAVAILABLE,
                "No unwrapping key gives the content key of an item of the table '" + context.tableName() + "': "
                        + String.join(", ", outcomes)
                        + "; see to the keys that are unavailable, or configure the one that belongs to the item",
                unavailable.stream().anyMatch(MaterialsException::retryable),
                unavailable.isEmpty() ? null : unavailable.get(0));
        unavailable.stream().skip(1).forEach(refusal::addSuppressed);
        return refusal;
    }

    /** One key, and what the log has of it. */
    private record Entry(NamedKey<UnwrappingKey> named, OutageLog outages) {

        String name() {
            return named.name();
        }

        UnwrappingKey key() {
            return named.key();
        }

        /** A key that gives a random key instead of an error would hide that another one is to be tried (rule WRP-37). */
        void requireFailuresToShow() {
            if (Stream.of(RsaTransformation.PKCS1.jcaName(), "RSA", UnwrappingKey.UNNAMED_WRAPPING)
                    .anyMatch(key()::accepts)) {
                throw new ConfigurationException(
                        Reason.INVALID_SETTING,
                        "The unwrapping key '" + name() + "' allows PKCS #1 v1.5, which must not show whether a key did"
                                + " unwrap, and so can't stand among several keys; take the opt-in out, or read such"
                                + " items with a provider of their own");
            }
        }

        /**
         * A passing failure ends the tries. A lasting one may speak of a single wrapped key, where this stands for several
         * keys of a service, and so counts only if none of the others unwraps (rule WRP-35).
         */
        Optional<SecretBytes> unwrapAny(
                List<WrappedKey> wrappedKeys, ContentKeyAlgorithm algorithm, EncryptionContext context) {
            MaterialsException unavailable = null;
            for (WrappedKey wrapped : wrappedKeys) {
                if (!key().accepts(wrapped.algorithm())) {
                    continue;
                }
                try {
                    Optional<SecretBytes> contentKey = unwrap(wrapped, algorithm, context);
                    if (contentKey.isPresent()) {
                        return contentKey;
                    }
                } catch (MaterialsException e) {
                    if (e.reason() != Reason.KEY_UNAVAILABLE || e.retryable()) {
                        throw suppressing(e, unavailable);
                    }
                    unavailable = unavailable == null ? e : suppressing(unavailable, e);
                }
            }
            if (unavailable != null) {
                throw unavailable;
            }
            return Optional.empty();
        }

        /** A key may throw one exception more than once. */
        private static MaterialsException suppressing(MaterialsException failure, @Nullable MaterialsException other) {
            if (other != null && !failure.equals(other)) {
                failure.addSuppressed(other);
            }
            return failure;
        }

        /** Empty for all causes that lie in the item, whatever the key's own error says (rule WRP-14). */
        Optional<SecretBytes> unwrap(WrappedKey wrapped, ContentKeyAlgorithm algorithm, EncryptionContext context) {
            SecretBytes contentKey;
            try {
                contentKey = key().unwrap(wrapped.bytes(), wrapped.algorithm(), algorithm, context);
            } catch (MaterialsException e) {
                if (e.reason() == Reason.KEY_NOT_UNWRAPPED) {
                    return Optional.empty();
                }
                throw e;
            }
            if (!algorithm.allowsLength(contentKey.length())) {
                contentKey.destroy();
                return Optional.empty();
            }
            return Optional.of(contentKey);
        }
    }
}
