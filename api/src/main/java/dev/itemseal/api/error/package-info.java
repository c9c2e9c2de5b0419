/** The sealed family of unchecked exceptions that Itemseal throws, and the {@link dev.itemseal.api.error.Reason} that each one carries. */
package dev.itemseal.api.error;
