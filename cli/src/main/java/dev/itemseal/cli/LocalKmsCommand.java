package dev.itemseal.cli;

import dev.itemseal.testkit.LocalKms;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a KMS server for tests. */
@Command(
        name = "local-kms",
        description = {
            "Runs a small KMS server on this machine alone, for tests and for trying things out, and tells how to use it."
                    + " NOT FOR PRODUCTION: it takes any credentials and checks no signature, so whoever reaches its port may"
                    + " use every key; a file holds the keys in the clear.",
            ""
        },
        footer = {
            "",
            "  itemseal local-kms                                          a key in memory, under alias/itemseal",
            "  itemseal local-kms --port 4599 --file keys.json --create-key alias/orders",
            "",
            "It runs until it is interrupted (Ctrl-C). docs/local-kms.md tells what it can do.",
            "Exit status: 130 it was interrupted, 143 it was told to end, 2 it can't start."
        })
final class LocalKmsCommand implements Callable<Integer> {

    private static final String FIRST_ALIAS = "alias/itemseal";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            description = "The port; default: any that is free.")
    private int port;

    @Option(
            names = {"-r", "--region"},
            paramLabel = "NAME",
            description = "The region of the keys that it makes; default: us-east-1.")
    private @Nullable String region;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Where keys are kept, in the clear; it is made if it isn't there. Default: in memory.")
    private @Nullable Path file;

    @Option(
            names = {"-k", "--create-key"},
            paramLabel = "ALIAS",
            description =
                    "Makes a key under this alias, such as alias/orders, unless it is there; may be given several times."
                            + " Default: alias/itemseal, when there is no key at all.")
    private List<String> aliases = List.of();

    LocalKmsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (LocalKms kms = start()) {
            makeKeys(kms);
            tell(kms);
            Thread end = new Thread(kms::close, "local-kms-end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // The way in which a thread is told to end; the process is ended by a signal.
                Runtime.getRuntime().removeShutdownHook(end);
            }
            return ExitCode.OK;
        } catch (UncheckedIOException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private LocalKms start() {
        LocalKms.Builder builder = LocalKms.builder();
        try {
            builder.port(port);
            if (region != null) {
                builder.region(region);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (file != null) {
            builder.file(file);
        }
        return builder.start();
    }

    private void makeKeys(LocalKms kms) {
        List<String> wanted = aliases.isEmpty() && kms.keyArns().isEmpty() ? List.of(FIRST_ALIAS) : aliases;
        try {
            wanted.forEach(kms::keyOf);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void tell(LocalKms kms) {
        String endpoint = kms.endpoint().toString();
        PrintStream out = terminal.text();
        out.println("A KMS for tests, on this machine alone. NOT FOR PRODUCTION: no credentials are checked.");
        out.println();
        out.println("endpoint   " + endpoint);
        out.println("region     " + kms.region());
        Map<String, String> named = kms.aliases();
        kms.keyArns().stream()
                .filter(arn -> !named.containsValue(arn))
                .forEach(arn -> out.println("key        " + arn));
        named.forEach((alias, arn) -> {
            out.println("key        " + arn);
            out.println("           " + alias);
        });
        out.println();
        out.println("In a configuration of itemseal:");
        out.println("  provider = kms");
        out.println("  provider.key = " + exampleKey(kms));
        out.println("  provider.endpoint = " + endpoint);
        out.println("  provider.region = " + kms.region());
        out.println();
        out.println("For AWS's command line and SDKs (any credentials will do):");
        out.println("  export AWS_ENDPOINT_URL_KMS=" + endpoint + " AWS_REGION=" + kms.region());
        out.println("  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any");
        out.println();
        out.println(
                file == null
                        ? "Ctrl-C ends it, and its keys with it."
                        : Printable.of("Ctrl-C ends it; its keys stay in " + file + "."));
        terminal.finish(out);
    }

    /** A key of the region that is told beside it. */
    private String exampleKey(LocalKms kms) {
        if (!aliases.isEmpty()) {
            return kms.keyOf(aliases.get(0));
        }
        return kms.keyArns().stream()
                .filter(arn -> arn.contains(":" + kms.region() + ":"))
                .findFirst()
                .orElse("(the ARN of a key in this region; make one with --create-key)");
    }
}
