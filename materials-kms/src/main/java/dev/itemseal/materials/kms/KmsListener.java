package dev.itemseal.materials.kms;

/**
 * Hears what happens between Itemseal and KMS, for metrics and alarms. Nothing that it is told is secret.
 *
 * <p>Implementations are safe for use by several threads and quick: they run in the threads that do the work. What they
 * throw is logged and otherwise ignored.
 */
public interface KmsListener {

    /**
     * Called after each call to KMS, a failed one too. Throttling shows as {@link KmsOutcome#THROTTLED}, once the SDK has
     * given up its own tries.
     *
     * @param call what was called and how it ended
     */
    default void called(KmsCall call) {}

    /**
     * Called when a data key was found in the cache, so that KMS was not called.
     *
     * @param tableName the table whose item it was for
     */
    default void cacheHit(String tableName) {}

    /**
     * Called when a data key was not in the cache: KMS is called, or a call for the same key that is under way is shared.
     *
     * @param tableName the table whose item it was for
     */
    default void cacheMiss(String tableName) {}

    /**
     * Called when an item was refused because its key did not unwrap or belongs to a key that is not accepted: changed
     * items show here.
     *
     * @param tableName the table whose item it was
     */
    default void notUnwrapped(String tableName) {}
}
