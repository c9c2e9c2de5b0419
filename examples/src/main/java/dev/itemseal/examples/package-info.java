/**
 * Programs to start from, each by itself.
 *
 * <p>Those that work on DynamoDB take a table with the partition key {@code customer}, a text, and the sort key {@code order}, a
 * number, and leave no item in it:
 *
 * <pre>{@code
 * aws dynamodb create-table --table-name Orders --billing-mode PAY_PER_REQUEST \
 *     --attribute-definitions AttributeName=customer,AttributeType=S AttributeName=order,AttributeType=N \
 *     --key-schema AttributeName=customer,KeyType=HASH AttributeName=order,KeyType=RANGE
 * }</pre>
 */
package dev.itemseal.examples;
