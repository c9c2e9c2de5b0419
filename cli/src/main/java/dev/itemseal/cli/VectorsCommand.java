package dev.itemseal.cli;

import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.vectors.Finding;
import dev.itemseal.vectors.Outcome;
import dev.itemseal.vectors.Tally;
import dev.itemseal.vectors.VectorGenerator;
import dev.itemseal.vectors.VectorVerifier;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on directories of test vectors in the layout that the existing clients publish. */
@Command(
        name = "vectors",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Verifies or generates a directory of test vectors in the layout that the two existing clients publish"
                    + " (docs/test-vectors.md).",
            ""
        },
        footer = {"", "'itemseal vectors COMMAND --help' explains each command."})
final class VectorsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: verify or generate");
    }

    /** {@code vectors verify}. */
    @Command(
            name = "verify",
            description = {
                "Decrypts every stored item of every scenario and compares it with its plaintext. Tells each failure with"
                        + " scenario, table, item and reason, and what is skipped and why.",
                ""
            },
            footer = {
                "",
                "The last line is 'N passed, M failed, K skipped', counted in items.",
                "Exit status: 0 nothing failed, 1 something failed, 2 there is no such directory."
            })
    static final class Verify implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "DIR", description = "The directory with scenarios.json.")
        private Path directory;

        @Mixin
        private KmsOption kms = new KmsOption();

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return report(directory, kms, terminal, VectorVerifier::verify);
        }
    }

    /** {@code vectors generate}. */
    @Command(
            name = "generate",
            description = {
                "Encrypts the plaintext items of every scenario whose ciphertext file is missing, and writes that file."
                        + " Files that are there stay as they are. Data keys of a KMS are kept, in the clear, in the"
                        + " file that a scenario names as its kms_recording.",
                ""
            },
            footer = {
                "",
                "The last line is 'N passed, M failed, K skipped', counted in items: encrypted, refused, not tried.",
                "Exit status: 0 nothing failed, 1 something failed, 2 there is no such directory."
            })
    static final class Generate implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "DIR", description = "The directory with scenarios.json, keys and plaintext.")
        private Path directory;

        @Mixin
        private KmsOption kms = new KmsOption();

        Generate(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return report(directory, kms, terminal, VectorGenerator::generate);
        }
    }

    /** Where scenarios with KMS find one. */
    static final class KmsOption {

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        @Option(
                names = "--kms-endpoint",
                paramLabel = "URL",
                defaultValue = "${env:ITEMSEAL_KMS_ENDPOINT}",
                description =
                        "Where a KMS listens, for scenarios with KMS, such as http://127.0.0.1:4599 (itemseal"
                                + " local-kms) or https://kms.eu-west-1.amazonaws.com; default: the environment variable"
                                + " ITEMSEAL_KMS_ENDPOINT. Calls are signed with AWS credentials of the environment or profile.")
        private @Nullable String url;

        Optional<URI> endpoint() {
            if (url == null || url.isEmpty()) {
                return Optional.empty();
            }
            try {
                URI uri = new URI(url);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return Optional.of(uri);
                }
            } catch (URISyntaxException e) {
                // told below
            }
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + url + "' is no address of a KMS, such as http://127.0.0.1:4599 (--kms-endpoint, or the"
                            + " environment variable ITEMSEAL_KMS_ENDPOINT)");
        }
    }

    private interface Work {
        Tally on(Path directory, Plugins plugins, Optional<URI> kmsEndpoint, Consumer<Finding> findings);
    }

    private static int report(Path directory, KmsOption kms, Terminal terminal, Work work) {
        if (!Files.isDirectory(directory)) {
            throw new UsageException("there is no directory " + directory);
        }
        PrintStream out = terminal.text();
        Tally tally = work.on(directory, Plugins.load(), kms.endpoint(), finding -> {
            if (finding.outcome() != Outcome.PASSED) {
                String outcome = finding.outcome() == Outcome.FAILED ? "FAILED" : "skipped";
                out.println(outcome + "  " + Printable.of(finding.describe()));
            }
        });
        out.println(tally);
        terminal.finish(out);
        return tally.failed() > 0 ? ExitCode.REFUSED : ExitCode.OK;
    }
}
