package dev.itemseal.api.error;

/**
 * A configuration can't work: a key, a setting, an attribute action or a plugin's id. Trying again does not help.
 */
public final class ConfigurationException extends ItemsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     */
    public ConfigurationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Makes the exception with the failure behind it.
     *
     * @param reason why it failed
     * @param message what failed, where, the likely cause and what to do; without any secret
     * @param cause the failure behind it, whose message must not hold a secret either; null if there is none
     */
    public ConfigurationException(Reason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
