package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command on the module path, with the options of the launcher. */
class CommandTest {

    @Test
    void startsOnItsModulePath() throws Exception {
        Path cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();

        Outcome outcome = new BareJvm()
                .modulePath(List.of(cli.getParent()))
                .with("--add-modules", "ALL-MODULE-PATH", "-m", "dev.itemseal.cli/dev.itemseal.cli.Main", "--help")
                .run();

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("quickstart", "keygen", "encrypt", "decrypt", "inspect", "vectors");
    }

    @Test
    void findsEveryPluginOnItsModulePath() throws Exception {
        Path cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();

        Outcome outcome = new BareJvm()
                .modulePath(List.of(cli.getParent()))
                .with("--add-modules", "ALL-MODULE-PATH", "-m", "dev.itemseal.cli/dev.itemseal.cli.Main", "quickstart")
                .run();

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("not-authentic");
    }
}
