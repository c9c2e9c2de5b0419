package dev.itemseal.api.materials;

import java.util.Set;

/**
 * The key that verifies items' signatures or MACs, together with the algorithms that it is to be used with. Safe for use
 * by several threads.
 */
public sealed interface VerificationKey permits MacKey, PublicVerificationKey, ExternalVerificationKey {

    /** {@return the algorithm of an item whose description names none; one of {@link #algorithms()}} */
    SigningAlgorithm defaultAlgorithm();

    /** {@return the algorithms that an item's description may select, immutable and not empty} */
    Set<SigningAlgorithm> algorithms();
}
