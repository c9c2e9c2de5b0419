package dev.itemseal.cli;

import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.vectors.Finding;
import dev.itemseal.vectors.Tally;
import dev.itemseal.vectors.VectorGenerator;
import dev.itemseal.vectors.VectorMatrix;
import dev.itemseal.vectors.VectorReport;
import dev.itemseal.vectors.VectorVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
                "The last line of the text is 'N passed, M failed, K skipped', counted in items.",
                "Exit status: 0 nothing failed, 1 something failed, 2 there is no such directory, or the report can't be"
                        + " written."
            })
    static final class Verify implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "DIR", description = "The directory with scenarios.json.")
        private Path directory;

        @Mixin
        private KmsOption kms = new KmsOption();

        @Option(
                names = "--report",
                paramLabel = "FORMAT",
                defaultValue = "text",
                converter = ReportFormat.Converter.class,
                description = "What to write: text (the default), json, or junit for JUnit XML.")
        private ReportFormat format;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description =
                        "Write the report to this file, in place of what it holds, and only its counts to standard output.")
        private @Nullable Path file;

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            requireDirectory(directory);
            if (format == ReportFormat.TEXT && file == null) {
                return report(directory, kms, terminal, VectorVerifier::verify);
            }
            VectorReport report = new VectorReport();
            StringBuilder text = new StringBuilder();
            Tally tally = VectorVerifier.verify(directory, Plugins.load(), kms.endpoint(), finding -> {
                report.accept(finding);
                line(finding).ifPresent(line -> text.append(line).append('\n'));
            });
            text.append(tally).append('\n');
            String written = switch (format) {
                case TEXT -> text.toString();
                case JSON -> report.json();
                case JUNIT -> report.junit();
            };
            PrintStream out = terminal.text();
            if (file == null) {
                out.print(written);
            } else {
                write(written);
                out.println(tally);
            }
            terminal.finish(out);
            return status(tally);
        }

        private void write(String report) {
            try {
                Files.writeString(file, report);
            } catch (IOException e) {
                throw new UsageException("the report can't be written to " + file + " (" + e.getMessage() + ")");
            }
        }
    }

    /** What a report is written as. */
    enum ReportFormat {
        TEXT,
        JSON,
        JUNIT;

        /** Finds one by its name in small letters. */
        static final class Converter implements ITypeConverter<ReportFormat> {
            @Override
            public ReportFormat convert(String name) {
                for (ReportFormat format : values()) {
                    if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                        return format;
                    }
                }
                throw new TypeConversionException("'" + name + "' is none of text, json and junit");
            }
        }
    }

    /** {@code vectors generate}. */
    @Command(
            name = "generate",
            description = {
                "Encrypts the plaintext items of every scenario whose ciphertext file is missing, and writes that file."
                        + " Files that are there stay as they are. Data keys of a KMS are kept, in the clear, in the"
                        + " file that a scenario names as its kms_recording.",
                "",
                "With --seed, writes a whole directory: items for every two levels of provider, keys, type of value, action,"
                        + " dialect and table, and items that must be refused. The same seed gives the same bytes.",
                ""
            },
            footer = {
                "",
                "The last line is 'N passed, M failed, K skipped', counted in items: encrypted, refused, not tried.",
                "Exit status: 0 nothing failed, 1 something failed, 2 there is no such directory, or with --seed, there is"
                        + " something in it."
            })
    static final class Generate implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(
                paramLabel = "DIR",
                description =
                        "The directory with scenarios.json, keys and plaintext; with --seed, an empty or a new one.")
        private Path directory;

        @Mixin
        private KmsOption kms = new KmsOption();

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Write a whole directory, with keys out of this number.")
        private @Nullable Long seed;

        Generate(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (seed == null) {
                requireDirectory(directory);
                return report(directory, kms, terminal, VectorGenerator::generate);
            }
            if (kms.named()) {
                throw new UsageException(
                        "--kms-endpoint has no use with --seed, whose data keys come out of the seed; leave one"
                                + " of them out");
            }
            PrintStream out = terminal.text();
            out.println(generated(seed));
            terminal.finish(out);
            return ExitCode.OK;
        }

        private Tally generated(long seed) {
            try {
                return VectorMatrix.generate(directory, seed, Plugins.load());
            } catch (FileAlreadyExistsException e) {
                String problem = Optional.ofNullable(e.getReason()).orElse("is in the way");
                throw new UsageException(
                        e.getFile() + " " + problem + "; name a directory that is empty, or not there yet");
            } catch (IOException e) {
                throw new UsageException("the vectors can't be written to " + directory + " (" + e.getMessage() + ")");
            }
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

        /** {@return whether the option stands on the command line} */
        boolean named() {
            return spec.commandLine().getParseResult().hasMatchedOption("--kms-endpoint");
        }

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

    private static void requireDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UsageException("there is no directory " + directory);
        }
    }

    private static int report(Path directory, KmsOption kms, Terminal terminal, Work work) {
        PrintStream out = terminal.text();
        Tally tally = work.on(
                directory,
                Plugins.load(),
                kms.endpoint(),
                finding -> line(finding).ifPresent(out::println));
        out.println(tally);
        terminal.finish(out);
        return status(tally);
    }

    /** What is said of a finding, if anything is. */
    private static Optional<String> line(Finding finding) {
        return switch (finding.outcome()) {
            case PASSED -> Optional.empty();
            case FAILED -> Optional.of("FAILED  " + Printable.of(finding.describe()));
            case SKIPPED -> Optional.of("skipped  " + Printable.of(finding.describe()));
        };
    }

    private static int status(Tally tally) {
        return tally.failed() > 0 ? ExitCode.REFUSED : ExitCode.OK;
    }
}
