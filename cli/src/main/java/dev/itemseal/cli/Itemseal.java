package dev.itemseal.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: help and version. */
@Command(
        name = "itemseal",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Encrypts and signs DynamoDB items on the client, in the format of the DynamoDB Encryption Client.",
            ""
        },
        footer = {
            "",
            "Start with 'itemseal quickstart'; 'itemseal COMMAND --help' explains each command.",
            "Exit status: 0 all went well, 1 an item was refused or is not there, or a vector failed, 2 the command line, a setting or a"
                    + " file is wrong."
        })
final class Itemseal implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", description = "Show where in the program an error arose, for a report of a defect.")
    private boolean stackTrace;

    static CommandLine commandLine(Itemseal itemseal, Terminal terminal) {
        CommandLine vectors = new CommandLine(new VectorsCommand())
                .addSubcommand(new VectorsCommand.Verify(terminal))
                .addSubcommand(new VectorsCommand.Generate(terminal));
        CommandLine commandLine = new CommandLine(itemseal)
                .addSubcommand(new QuickstartCommand(terminal))
                .addSubcommand(new KeygenCommand(terminal))
                .addSubcommand(new PutCommand(terminal))
                .addSubcommand(new GetCommand(terminal))
                .addSubcommand(new QueryCommand(terminal))
                .addSubcommand(new ScanCommand(terminal))
                .addSubcommand(new DeleteCommand())
                .addSubcommand(new EncryptCommand(terminal))
                .addSubcommand(new DecryptCommand(terminal))
                .addSubcommand(new InspectCommand(terminal))
                .addSubcommand(vectors)
                .addSubcommand(new LocalKmsCommand(terminal));
        commandLine
                .getCommandSpec()
                .version("itemseal " + ownVersion())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version and end.")
                        .build());
        addHelp(commandLine);
        return commandLine;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and end.")
                        .build());
        command.getSubcommands().values().forEach(Itemseal::addHelp);
    }

    private static String ownVersion() {
        return Optional.ofNullable(Itemseal.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(version unknown)");
    }

    boolean stackTrace() {
        return stackTrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
