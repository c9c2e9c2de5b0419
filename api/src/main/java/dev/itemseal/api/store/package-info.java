/** Tables as the encryption sees them, and the port through which they are described. */
package dev.itemseal.api.store;
