package dev.itemseal.engine;

import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.plugin.ItemEncryptorFactory;

/** Makes a {@link StandardItemEncryptor} with its usual settings. */
public final class StandardItemEncryptorFactory implements ItemEncryptorFactory {

    /** Makes the factory. */
    public StandardItemEncryptorFactory() {}

    @Override
    public ItemEncryptor create() {
        return StandardItemEncryptor.create();
    }
}
