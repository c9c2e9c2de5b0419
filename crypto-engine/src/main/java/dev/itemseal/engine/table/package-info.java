/**
 * Encrypted tables: what an application uses in the place of a store. Everything here stands on the ports
 * {@link dev.itemseal.api.ItemEncryptor} and {@link dev.itemseal.api.store.ItemStore}, and works with any implementation of
 * either.
 *
 * <p>{@link dev.itemseal.engine.table.AsyncEncryptedStore} holds the rules of what is encrypted, decrypted and refused;
 * the tables and resources before it are how applications like to work. The synchronous classes do what the asynchronous
 * ones do, and wait. No argument may be null and no result is null.
 */
package dev.itemseal.engine.table;
