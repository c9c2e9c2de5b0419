/**
 * The port for keys: {@link dev.itemseal.api.materials.MaterialsProvider} gives the cryptographic materials for one
 * item, and keys are small types of which some are open to keys that live elsewhere (an HSM, a service).
 */
package dev.itemseal.api.materials;
