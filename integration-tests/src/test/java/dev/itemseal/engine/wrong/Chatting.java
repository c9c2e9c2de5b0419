package dev.itemseal.engine.wrong;

import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.util.logging.Logger;

/** Breaks rules: the engine knows a provider, reflects, and writes to the console. */
public final class Chatting {

    private Chatting() {}

    static void chat(StaticMaterialsProvider provider) throws ClassNotFoundException {
        Logger.getLogger("chat").info("chat");
        System.out.println(Class.forName("java.lang.Object") + " " + provider);
    }
}
