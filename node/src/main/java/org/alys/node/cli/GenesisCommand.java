package org.alys.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.alys.chain.spec.ChainSpec;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.node.config.GenesisFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alys genesis}. */
@Command(
        name = "genesis",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the whole chain spec with its root, or the execution client's genesis file.",
        footer = {
            "",
            "Examples:",
            "  alys genesis --config alys.conf --out chain.json              for chainSpecFile of all nodes",
            "  alys genesis --config alys.conf --execution --out genesis.json  for the execution client",
        })
final class GenesisCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFileOption config;

    @Option(names = "--execution", description = "the execution client's genesis, in go-ethereum's format")
    private boolean execution;

    @Option(names = "--out", paramLabel = "FILE", description = "write to this file, over an existing one")
    private Optional<Path> file = Optional.empty();

    @Override
    public void run() {
        ChainSpec chain = config.loadChain();
        PrintWriter out = spec.commandLine().getOut();
        String content =
                execution ? ExecutionGenesis.json(GenesisFiles.execution(chain)) : GenesisFiles.chainSpec(chain);
        if (file.isPresent()) {
            write(file.get(), content);
            out.println("spec root " + chain.specRoot() + ", written to " + file.get());
        } else {
            out.print(execution ? content : "# spec root " + chain.specRoot() + "\n" + content);
        }
        out.flush();
    }

    private static void write(Path target, String content) {
        try {
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new CommandException("CLI003", CommandException.FAILED, "cannot write " + target + ": " + e);
        }
    }
}
