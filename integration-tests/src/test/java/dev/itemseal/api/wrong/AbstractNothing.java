package dev.itemseal.api.wrong;

import java.util.logging.Level;

/** Breaks rules: depends on another module of the JDK, and its name says nothing. */
public abstract class AbstractNothing {

    /** {@return a level of another module} */
    public Level level() {
        return Level.INFO;
    }
}
