package org.alys.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigProblem;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.NodeConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --config FILE}, for every command that reads the configuration. Mistakes in it end the command with status 2. */
public final class ConfigFileOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec mixee;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "the node's configuration (HOCON)")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    /** The file as named. */
    public Path file() {
        return file;
    }

    /** The whole configuration; warnings go to standard error. */
    public NodeConfig load() {
        return require(ConfigLoader::load);
    }

    /** The chain spec alone: needs no secrets and no services. */
    public ChainSpec loadChain() {
        return require(ConfigLoader::loadChain);
    }

    private <T> T require(Function<ConfigLoader, ConfigResult<T>> reading) {
        return orComplain(reading.apply(new ConfigLoader(file, System.getenv())), file, mixee);
    }

    static <T> T orComplain(ConfigResult<T> result, Path file, CommandSpec command) {
        PrintWriter err = command.commandLine().getErr();
        return switch (result) {
            case ConfigResult.Loaded<T>(T config, List<ConfigProblem> warnings) -> {
                warnings.forEach(warning -> err.println("warning: " + warning));
                yield config;
            }
            case ConfigResult.Refused<T>(List<ConfigProblem> problems) -> {
                problems.forEach(err::println);
                throw new CommandException(
                        "CLI002",
                        CommandException.MISTAKE,
                        file + " cannot be used: " + problems.size()
                                + (problems.size() == 1 ? " problem" : " problems"));
            }
        };
    }
}
