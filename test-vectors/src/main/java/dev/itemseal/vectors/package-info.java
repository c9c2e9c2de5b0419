/**
 * Items as {@linkplain dev.itemseal.vectors.DynamoDbJson DynamoDB JSON}, and directories of test vectors: who
 * {@linkplain dev.itemseal.vectors.VectorVerifier verifies} one or {@linkplain dev.itemseal.vectors.VectorGenerator
 * generates} what it lacks is told of each {@linkplain dev.itemseal.vectors.Finding finding}.
 *
 * <p>No argument may be null and no result is null.
 */
package dev.itemseal.vectors;
