/**
 * The item encryptor and what it is told: which attributes to encrypt and sign, with whose keys, for which table.
 *
 * <p>No argument may be null and no result is null; a null argument is answered with a
 * {@link java.lang.NullPointerException}.
 */
package dev.itemseal.api;
