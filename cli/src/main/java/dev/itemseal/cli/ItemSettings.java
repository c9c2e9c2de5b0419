package dev.itemseal.cli;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.store.TableDefinition;
import dev.itemseal.engine.StandardItemEncryptor;

/** How a configuration wants items to be encrypted, and the table that they belong to. */
record ItemSettings(
        CryptoConfig config,
        TableDefinition definition,
        StandardItemEncryptor encryptor,
        ReservedAttributes reservedAttributes) {}
