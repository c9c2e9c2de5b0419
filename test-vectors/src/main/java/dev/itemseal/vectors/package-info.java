/**
 * Items as {@linkplain dev.itemseal.vectors.DynamoDbJson DynamoDB JSON}, and directories of test vectors: who
 * {@linkplain dev.itemseal.vectors.VectorVerifier verifies} one or {@linkplain dev.itemseal.vectors.VectorGenerator
 * generates} what it lacks is told of each {@linkplain dev.itemseal.vectors.Finding finding}, which a {@linkplain
 * dev.itemseal.vectors.VectorReport report} collects for programs. A {@linkplain dev.itemseal.vectors.VectorMatrix matrix} is a
 * whole directory that follows from a seed.
 *
 * <p>No argument may be null and no result is null.
 */
package dev.itemseal.vectors;
