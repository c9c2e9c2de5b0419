package dev.itemseal.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Shows on a terminal how far a long run is; a short one shows nothing. For one thread. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final InstantSource clock;
    private Instant next;
    private boolean shown;

    Progress(Terminal terminal) {
        this(terminal, InstantSource.system());
    }

    Progress(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    void at(long items, long refused) {
        if (terminal.progress() && !clock.instant().isBefore(next)) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "\r%,d items%s",
                            items,
                            refused == 0 ? "" : String.format(Locale.ROOT, ", %,d refused", refused));
            terminal.err().flush();
            shown = true;
            next = clock.instant().plus(INTERVAL);
        }
    }

    /** Makes room for a message on the line. */
    void clear() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            shown = false;
        }
    }
}
