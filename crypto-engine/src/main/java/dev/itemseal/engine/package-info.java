/**
 * The item encryptor. {@link dev.itemseal.engine.StandardItemEncryptor} is the place to start reading.
 *
 * <p>No argument may be null and no result is null; a null argument is answered with a
 * {@link java.lang.NullPointerException}.
 */
package dev.itemseal.engine;
