package org.alys.node.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code alys}. To add a command, name its class below. */
@Command(
        name = "alys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A merged-mined Bitcoin sidechain with an EVM.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DevCommand.class,
            TestnetCommand.class,
            NodeCommand.class,
            ValidateConfigCommand.class,
            GenesisCommand.class,
            KeysCommand.class,
            SlashingCommand.class,
            MinerCommand.class,
            StatusCommand.class,
            SyncCommand.class,
            AuxPowCommand.class,
            EvmCommand.class,
            ExecutionCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  alys dev                                       a whole chain on this machine",
            "  alys keys new --dir member                     fresh keys for a federation member",
            "  alys validate-config alys.conf                 what is wrong with a configuration",
            "  alys genesis --config alys.conf --execution    the execution client's genesis file",
            "  alys status                                    how the node on this machine does",
        })
public final class Alys implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new Alys())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(CommandErrors::onFailure)
                .setParameterExceptionHandler(CommandErrors::onMistake);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }
}
