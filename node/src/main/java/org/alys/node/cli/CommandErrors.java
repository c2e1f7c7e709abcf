package org.alys.node.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line on standard error, never a stack trace. */
final class CommandErrors {
    private static final Logger LOG = LoggerFactory.getLogger(CommandErrors.class);

    private CommandErrors() {}

    static int onFailure(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CommandException expected) {
            command.getErr().println(expected.line());
            return expected.exitStatus();
        }
        LOG.debug("{} failed", command.getCommandName(), failure);
        command.getErr()
                .println("alys: CLI900 unexpected failure, a bug: " + oneLine(failure)
                        + "; run again with ALYS_LOG_LEVEL=debug to see where");
        return CommandException.FAILED;
    }

    static int onMistake(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr()
                .println("alys: CLI001 " + String.valueOf(mistake.getMessage()).replaceAll("\\s+", " ") + "; see "
                        + command.getCommandSpec().qualifiedName() + " --help");
        return CommandException.MISTAKE;
    }

    private static String oneLine(Exception failure) {
        return failure.toString().replaceAll("\\s+", " ");
    }
}
