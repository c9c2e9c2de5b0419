/** The {@code itemseal} command. Exports nothing: it is a program. */
module dev.itemseal.cli {
    requires com.fasterxml.jackson.core;
    requires dev.itemseal.adapter.inmemory;
    requires dev.itemseal.api;
    requires dev.itemseal.engine;
    requires dev.itemseal.testkit;
    requires dev.itemseal.vectors;
    requires info.picocli;
    requires static org.jspecify;

    opens dev.itemseal.cli to
            info.picocli;
}
