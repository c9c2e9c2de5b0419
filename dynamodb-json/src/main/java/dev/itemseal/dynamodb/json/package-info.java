/**
 * Items from DynamoDB JSON. Reading is strict, so that nothing is lost or guessed, and errors never quote the text.
 *
 * <p>No argument may be null and no result is null; a null argument is answered with a
 * {@link java.lang.NullPointerException}.
 */
package dev.itemseal.dynamodb.json;
