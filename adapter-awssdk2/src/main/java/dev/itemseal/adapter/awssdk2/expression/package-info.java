/**
 * Reads DynamoDB's expressions just so far as to tell which attributes they touch and how. What can't be read is refused, so
 * that nothing goes to DynamoDB of which nobody knows what it does. Not exported.
 */
package dev.itemseal.adapter.awssdk2.expression;
