/** Items in DynamoDB, with keys from KMS. */
package dev.itemseal.examples.aws;
