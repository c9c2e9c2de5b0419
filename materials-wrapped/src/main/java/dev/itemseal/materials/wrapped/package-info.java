/**
 * Materials providers for keys that the caller holds, the wrapping keys that they use, and reading and making such keys.
 *
 * <p>Start with {@link dev.itemseal.materials.wrapped.WrappedMaterialsProvider}; keys from files come through
 * {@link dev.itemseal.materials.wrapped.KeyCodec}.
 */
package dev.itemseal.materials.wrapped;
