package dev.itemseal.cli;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
                .setExpandAtFiles(false) // an argument may be a key's value, which somebody else chose
                .setParameterExceptionHandler(Main::onUsage)
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> onFailure(exception, terminal, itemseal.stackTrace()));
        int status = status(commandLine, args, terminal, itemseal);
        out.flush();
        terminal.err().flush();
        return status;
    }

    private static int status(CommandLine commandLine, String[] args, Terminal terminal, Itemseal itemseal) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            terminal.say("there is not enough memory; allow for more, such as JAVA_TOOL_OPTIONS=-Xmx4g for 4 GB");
            return ExitCode.USAGE;
        } catch (Error e) {
            return onFailure(e, terminal, itemseal.stackTrace());
        }
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

    private static int onFailure(Throwable exception, Terminal terminal, boolean stackTrace) {
        if (stackTrace) {
            showStackTrace(exception, terminal);
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

    /** Messages in it name what stands in tables and files. */
    private static void showStackTrace(Throwable exception, Terminal terminal) {
        StringWriter text = new StringWriter();
        exception.printStackTrace(new PrintWriter(text));
        text.toString()
                .lines()
                .map(line -> Printable.of(line.replace("\t", "    ")))
                .forEach(terminal.err()::println);
    }
}
