/**
 * A small KMS server on this machine alone, for tests and for trying things out. Not for production: whoever reaches it may
 * use every key, and its file holds them in the clear.
 *
 * <p>No argument may be null and no result is null.
 */
package dev.itemseal.testkit;
