package dev.itemseal.api;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;

/**
 * The names of the two attributes that encryption adds to an item.
 *
 * @param signatureName the attribute with the signature, not empty
 * @param descriptionName the attribute with the material description, not empty
 */
public record ReservedAttributes(String signatureName, String descriptionName) {

    /** The names that both existing clients use unless told otherwise. */
    public static final ReservedAttributes DEFAULT =
            new ReservedAttributes("*amzn-ddb-map-sig*", "*amzn-ddb-map-desc*");

    /**
     * Makes a pair of names, for tables whose writers were configured with other names than the usual ones.
     *
     * @param signatureName the attribute with the signature
     * @param descriptionName the attribute with the material description
     * @throws ConfigurationException with {@code INVALID_SETTING} if a name is empty or both are the same
     */
    public ReservedAttributes {
        if (signatureName.isEmpty() || descriptionName.isEmpty() || signatureName.equals(descriptionName)) {
            throw new ConfigurationException(
                    Reason.INVALID_SETTING,
                    "The signature attribute '" + signatureName + "' and the description attribute '" + descriptionName
                            + "' need two different names that are not empty");
        }
    }

    /**
     * Tells whether a name is one of the two.
     *
     * @param attributeName an attribute's name
     * @return whether it is reserved
     */
    public boolean contains(String attributeName) {
        return attributeName.equals(signatureName) || attributeName.equals(descriptionName);
    }
}
