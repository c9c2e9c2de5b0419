package dev.itemseal.cli;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.store.TableDefinition;

/** How a configuration wants items to be encrypted, and the table that they belong to. */
record ItemSettings(
        CryptoConfig config,
        TableDefinition definition,
        ItemEncryptor encryptor,
        ReservedAttributes reservedAttributes) {}
