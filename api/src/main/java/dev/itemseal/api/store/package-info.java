/**
 * Tables: what the encryption must know of them, and the ports to a store that holds them. No vendor's type and no
 * expression strings stand here; requests are values, and conditions are structured.
 *
 * <p>All value types here are immutable and safe for use by several threads. No argument may be null and no result is
 * null; a null argument is answered with a {@link java.lang.NullPointerException}.
 */
package dev.itemseal.api.store;
