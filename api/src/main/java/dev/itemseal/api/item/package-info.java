/**
 * Items and attribute values: immutable, validated, of all ten DynamoDB types and of no vendor's making.
 *
 * <p>All types here are safe for use by several threads. None of them shows its content in {@code toString}. No argument
 * may be null and no result is null, except where Java values stand for DynamoDB's NULL; a null argument is answered
 * with a {@link java.lang.NullPointerException}.
 */
package dev.itemseal.api.item;
