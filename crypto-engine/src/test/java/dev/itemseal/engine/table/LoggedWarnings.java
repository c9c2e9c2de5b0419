package dev.itemseal.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine warns of while this is open, in the place of the console. */
final class LoggedWarnings extends Handler implements AutoCloseable {

    /** Held, since java.util.logging itself holds loggers weakly. */
    private final Logger logger = Logger.getLogger("dev.itemseal.engine");

    private final List<String> messages = new ArrayList<>();

    LoggedWarnings() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord entry) {
        assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
        messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
