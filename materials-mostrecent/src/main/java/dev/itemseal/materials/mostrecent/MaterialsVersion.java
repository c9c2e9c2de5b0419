package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import java.util.OptionalLong;

/** A version of named materials, as items name it (rules MRP-1 to MRP-3). */
record MaterialsVersion(String materialName, long version) {

    /** Eighteen digits: what always fits a long. */
    static final long MAX_VERSION = 999_999_999_999_999_999L;

    private static final char SEPARATOR = '#';
    private static final int MAX_DIGITS = 18;

    /** Reads the version that an item names; the name must be the expected one. */
    static MaterialsVersion of(EncryptionContext context, String expectedName) {
        String entry = context.materialDescription()
                .entry(MaterialDescription.MATERIALS_VERSION)
                .orElseThrow(() -> refused(
                        Reason.DESCRIPTION_MISSING_ENTRY,
                        context,
                        "lacks the entry '" + MaterialDescription.MATERIALS_VERSION
                                + "'; it was not written by a most-recent provider"));
        int separator = entry.lastIndexOf(SEPARATOR);
        OptionalLong version = separator < 0 ? OptionalLong.empty() : number(entry, separator + 1);
        if (version.isEmpty()) {
            throw refused(
                    Reason.DESCRIPTION_MALFORMED,
                    context,
                    "has an entry '" + MaterialDescription.MATERIALS_VERSION
                            + "' that is not a name, '#' and a decimal version of at most 18 digits");
        }
        if (separator != expectedName.length() || !entry.startsWith(expectedName)) {
            throw refused(
                    Reason.DESCRIPTION_MISMATCH,
                    context,
                    "names other materials than those that are configured for it; correct the material name, or treat"
                            + " the item as foreign");
        }
        return new MaterialsVersion(expectedName, version.getAsLong());
    }

    /** The decimal number, without sign and leading zero, that is the rest of a text. By hand, as every read needs it. */
    private static OptionalLong number(String text, int start) {
        int digits = text.length() - start;
        if (digits < 1 || digits > MAX_DIGITS || (digits > 1 && text.charAt(start) == '0')) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = 10 * number + digit;
        }
        return OptionalLong.of(number);
    }

    /** Whether an item names some version of these materials. */
    static boolean isNamedBy(EncryptionContext context, String materialName) {
        return context.materialDescription()
                .entry(MaterialDescription.MATERIALS_VERSION)
                .filter(entry -> entry.startsWith(materialName + SEPARATOR)
                        && number(entry, materialName.length() + 1).isPresent())
                .isPresent();
    }

    private static ItemRefusedException refused(Reason reason, EncryptionContext context, String problem) {
        return new ItemRefusedException(
                reason, "The material description of an item of table '" + context.tableName() + "' " + problem);
    }

    /** Rule MRP-2. */
    static String requireName(String materialName) {
        if (materialName.isEmpty() || materialName.indexOf(SEPARATOR) >= 0) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "A material name must not be empty and must not hold '#', which stands between name and version;"
                            + " choose another one");
        }
        return materialName;
    }

    /** The description that items written under this version get. */
    MaterialDescription description() {
        return MaterialDescription.empty()
                .with(MaterialDescription.MATERIALS_VERSION, materialName + SEPARATOR + version);
    }

    /** For a version that is not in the store. */
    MaterialsException missing() {
        return new MaterialsException(
                Reason.KEY_UNAVAILABLE,
                "The store has no " + this
                        + " of the item's materials: it was deleted, or was never there; restore it in" + " the store");
    }

    /** {@return a text without the name, which may come from an item} */
    @Override
    public String toString() {
        return "version " + version;
    }
}
