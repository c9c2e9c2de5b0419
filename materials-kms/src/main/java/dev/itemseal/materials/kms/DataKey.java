package dev.itemseal.materials.kms;

import dev.itemseal.api.materials.SecretBytes;

/**
 * What KMS unwrapped.
 *
 * @param secret the key, which its holder destroys
 * @param keyArn the ARN of the KMS key that was used, as KMS answered it
 */
record DataKey(SecretBytes secret, KmsKeyName keyArn) {}
