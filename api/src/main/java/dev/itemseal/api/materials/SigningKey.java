package dev.itemseal.api.materials;

/** The key that signs items, or makes their MAC. Safe for use by several threads. */
public sealed interface SigningKey permits MacKey, PrivateSigningKey, ExternalSigningKey {

    /** {@return the algorithm that it signs with} */
    SigningAlgorithm algorithm();
}
