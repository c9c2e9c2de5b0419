package dev.itemseal.adapter.wrong;

import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;

/** An adapter that knows a provider. */
public record Mixing(WrappedMaterialsProvider provider) {}
