/**
 * A store of tables in memory that behaves as DynamoDB does.
 *
 * <p>No argument may be null and no result is null; a null argument is answered with a
 * {@link java.lang.NullPointerException}.
 */
package dev.itemseal.adapter.inmemory;
