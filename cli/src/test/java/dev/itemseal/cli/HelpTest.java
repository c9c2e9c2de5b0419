package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quickstart",
                "keygen",
                "put",
                "get",
                "query",
                "scan",
                "delete",
                "encrypt",
                "decrypt",
                "inspect",
                "vectors",
                "vectors verify",
                "vectors generate",
                "local-kms"
            })
    void everyCommandExplainsItself(String command) {
        CommandRun run = CommandRun.of((Object[]) (command + " --help").strip().split(" "));

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: itemseal " + command.strip());
        if (!command.equals("vectors")) {
            assertThat(run.out()).containsPattern("Exit status: (0|130) ");
        }
    }

    @Test
    void theVersionIsTheModules() {
        assertThat(CommandRun.of("--version").out()).matches("itemseal [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vectors",
                "bogus",
                "encrypt",
                "encrypt --config",
                "put",
                "put -c x --stream",
                "put -c x --stream --key a=1 b=2 file",
                "put -c x --key a=1",
                "get -c x",
                "get -c x --key a",
                "query -c x",
                "query -c x -p a --sort b --sort-from c",
                "scan -c x --limit many",
                "delete -c x",
                "encrypt --bogus",
                "keygen AES",
                "vectors verify",
                "keygen AES x --bits many",
                "local-kms --port many",
                "local-kms --port 65536",
                "local-kms --region Ireland",
                "local-kms --create-key orders",
                "local-kms file"
            })
    void aWrongCommandLineIsAnsweredWithAHint(String command) {
        CommandRun run = command.isEmpty() ? CommandRun.of() : CommandRun.of((Object[]) command.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("itemseal: ").contains("--help'");
    }
}
