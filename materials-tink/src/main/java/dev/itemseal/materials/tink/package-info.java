/** Tink keysets as wrapping keys: {@link dev.itemseal.materials.tink.TinkWrappingKey}. */
package dev.itemseal.materials.tink;
