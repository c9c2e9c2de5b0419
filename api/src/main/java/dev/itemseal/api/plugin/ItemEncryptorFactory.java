package dev.itemseal.api.plugin;

import dev.itemseal.api.ItemEncryptor;

/**
 * The service through which providers that keep their own keys in a table come by an item encryptor. An implementation
 * has a public constructor without arguments and is declared twice: in {@code module-info} with {@code provides}, and in
 * {@code META-INF/services} for the class path.
 */
public interface ItemEncryptorFactory {

    /** {@return an item encryptor with its usual settings, never null} */
    ItemEncryptor create();
}
