package dev.itemseal.engine;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.DecryptionMaterials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls to code behind a port: what breaks the port's contract is reported as such, never as a forgery (rule RD-12). */
final class Plugin {

    private Plugin() {}

    static <T> T call(String what, Supplier<T> call) {
        T result;
        try {
            result = call.get();
        } catch (RuntimeException e) {
            throw asOurs(what, e);
        }
        return notNull(result, what);
    }

    /** Like {@link #call}, but whatever goes wrong becomes the stage's outcome. */
    static <T> CompletionStage<T> callAsync(String what, Supplier<CompletionStage<T>> call) {
        CompletionStage<T> stage;
        try {
            stage = call(what, call);
        } catch (ItemsealException e) {
            return CompletableFuture.failedFuture(e);
        }
        return stage.handle((result, failure) -> {
            if (failure != null) {
                throw asOurs(what, failure);
            }
            return notNull(result, what);
        });
    }

    /** Lets materials wipe their keys. */
    static void destroy(DecryptionMaterials materials) {
        try {
            materials.destroy();
        } catch (RuntimeException e) {
            throw asOurs("the materials provider", e);
        }
    }

    /** The same where something has failed already; that this fails too must not hide it. */
    static void destroyAfter(Throwable failure, DecryptionMaterials materials) {
        try {
            destroy(materials);
        } catch (RuntimeException | Error e) {
            if (e != failure) { // a provider may throw one exception always
                failure.addSuppressed(e);
            }
        }
    }

    static <T> T notNull(T result, String what) {
        if (result == null) {
            throw broken(what, "gave null");
        }
        return result;
    }

    static PluginException broken(String what, String how) {
        return new PluginException(
                Reason.PLUGIN_CONTRACT,
                "The plugin behind " + what + " " + how + ", which its contract forbids; its author must mend it");
    }

    private static ItemsealException asOurs(String what, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ItemsealException ours) {
            return ours;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new PluginException(
                Reason.PLUGIN_CONTRACT,
                "The plugin behind " + what + " failed with " + cause.getClass().getName()
                        + ", which is not one of Itemseal's errors; its author must mend it",
                cause);
    }
}
