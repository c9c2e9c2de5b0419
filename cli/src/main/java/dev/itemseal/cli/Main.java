package dev.itemseal.cli;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The {@code itemseal} command. */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(args, Terminal.ofProcess()));
    }

    static int run(String[] args, Terminal terminal) {
        Itemseal itemseal = new Itemseal();
        CommandLine commandLine = Itemseal.commandLine(itemseal, terminal);
        PrintWriter out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
        commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Main::onUsage)
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> onFailure(exception, terminal, itemseal.stackTrace()));
        int status = commandLine.execute(args);
        out.flush();
        terminal.err().flush();
        return status;
    }

    private static int onUsage(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("itemseal: " + Printable.of(message(exception)));
        command.getErr().println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    /** What is no NAME=VALUE may be a key's value alone, which is not quoted. */
    private static String message(ParameterException exception) {
        return exception.getArgSpec() instanceof OptionSpec option
                        && option.typeInfo().isMap()
                ? "the argument of " + option.longestName() + " is not in the form NAME=VALUE"
                : exception.getMessage();
    }

    private static int onFailure(Exception exception, Terminal terminal, boolean stackTrace) {
        if (stackTrace) {
            exception.printStackTrace(terminal.err());
        }
        if (exception instanceof ConfigurationException configuration) {
            configuration.mistakes().forEach(mistake -> terminal.say(mistake.reason() + ": " + mistake.getMessage()));
            return ExitCode.USAGE;
        }
        if (exception instanceof ItemsealException known) {
            terminal.say(known.reason() + ": " + known.getMessage());
            return known instanceof ItemRefusedException ? ExitCode.REFUSED : ExitCode.USAGE;
        }
        if (exception instanceof UsageException) {
            terminal.say(exception.getMessage());
            return ExitCode.USAGE;
        }
        // Without its message, which nobody has looked through for secrets.
        terminal.say("unexpected " + exception.getClass().getName() + ": this is a defect of itemseal; please report it"
                + " with the command and what '--stacktrace' before the command's name adds");
        return ExitCode.DEFECT;
    }
}
