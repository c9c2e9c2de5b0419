package dev.itemseal.api.plugin;

import java.util.Locale;
import java.util.Optional;

/** How the bytes of a key stand in a file or a setting (rules KEY-6 to KEY-9). */
public enum KeyEncoding {
    /** A secret key's bytes as they are. */
    RAW,
    /** A secret key's bytes as Base64 text. */
    BASE64,
    /** One half of a key pair in binary: PKCS #8 or X.509 SubjectPublicKeyInfo; RSA also PKCS #1. */
    DER,
    /** The same as text, between lines of {@code -----BEGIN} and {@code -----END}. */
    PEM;

    private final String settingName = name().toLowerCase(Locale.ROOT);

    /** {@return the name in settings and on the command line, such as {@code base64}} */
    public String settingName() {
        return settingName;
    }

    /**
     * Finds an encoding by its name.
     *
     * @param name a name as {@link #settingName()} gives it
     * @return the encoding, or empty if none has this name
     */
    public static Optional<KeyEncoding> ofSettingName(String name) {
        for (KeyEncoding encoding : values()) {
            if (encoding.settingName.equals(name)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }
}
