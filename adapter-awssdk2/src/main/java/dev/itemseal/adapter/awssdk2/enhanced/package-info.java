/**
 * For the SDK's enhanced client: annotations that say what is encrypted, and what they mean for a table. The enhanced client
 * itself is the SDK's own, on top of an encrypted client. Needs the SDK's {@code dynamodb-enhanced}.
 */
package dev.itemseal.adapter.awssdk2.enhanced;
