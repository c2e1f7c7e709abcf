package org.alys.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.JwtSecretException;
import org.alys.evm.chain.Genesis;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.store.StoreException;
import org.alys.node.wiring.EmbeddedEthereum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alys execution}. */
@Command(
        name = "execution",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the execution layer alone, until it is told to stop: any consensus client drives it through the Engine API.",
            "A chain begins on Shanghai, Cancun, Prague or Osaka and stays there; it has no network of its own."
        },
        footer = {"", "Example:", "  alys execution --genesis genesis.json --dir execution --jwt-secret jwt.hex"})
final class ExecutionCommand implements Callable<Integer> {
    private static final long LEAST_HISTORY = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--genesis", paramLabel = "FILE", required = true, description = "in go-ethereum's format")
    @SuppressWarnings("NullAway.Init")
    private Path genesis;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "where the chain is kept")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Option(
            names = "--jwt-secret",
            paramLabel = "FILE",
            required = true,
            description = "the secret shared with the consensus client")
    @SuppressWarnings("NullAway.Init")
    private Path jwtSecret;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8545",
            description = "of the JSON-RPC; 0 for a free one")
    private int port;

    @Option(
            names = "--engine-port",
            paramLabel = "N",
            defaultValue = "8551",
            description = "of the Engine API; 0 for a free one")
    private int enginePort;

    @Option(names = "--archive", description = "keep the state after every block, not only the last 128")
    private boolean archive;

    @Option(
            names = "--history",
            paramLabel = "BLOCKS",
            description = "keep transactions and receipts of so many blocks up to the final one, at least "
                    + LEAST_HISTORY + "; all by default")
    private Optional<Long> history = Optional.empty();

    @Option(
            names = "--call-timeout",
            paramLabel = "MS",
            defaultValue = "5000",
            description = "milliseconds that eth_call and other long calls get (default: ${DEFAULT-VALUE})")
    private long callTimeout;

    @Override
    public Integer call() throws InterruptedException {
        JwtSecret secret = secret();
        CountDownLatch end = new CountDownLatch(1);
        try (EmbeddedEthereum ethereum =
                EmbeddedEthereum.open(directory, readGenesis(), options(), InstantSource.system())) {
            int rpc = ethereum.serve(bind, port);
            int engine = ethereum.serveEngine(bind, enginePort, secret);
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(end, main), "stop"));
            PrintWriter out = spec.commandLine().getOut();
            out.println("JSON-RPC http://" + bind + ":" + rpc);
            out.println("Engine API http://" + bind + ":" + engine);
            out.flush();
            end.await();
        } catch (StoreException e) {
            throw new CommandException(
                    e.failure().kind().code(),
                    CommandException.FAILED,
                    e.failure().what() + " " + e.failure().kind().remedy());
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new CommandException("CLI005", CommandException.FAILED, String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private EmbeddedEthereum.Options options() {
        if (callTimeout < 1) {
            throw new CommandException("CLI001", CommandException.MISTAKE, "--call-timeout is at least 1");
        }
        if (history.filter(blocks -> blocks < LEAST_HISTORY).isPresent() || (archive && history.isPresent())) {
            throw new CommandException(
                    "CLI001",
                    CommandException.MISTAKE,
                    "--history is at least " + LEAST_HISTORY + ", and not for --archive");
        }
        OptionalLong kept = history.map(OptionalLong::of).orElse(OptionalLong.empty());
        return new EmbeddedEthereum.Options(archive, kept, Duration.ofMillis(callTimeout));
    }

    private JwtSecret secret() {
        try {
            return JwtSecret.fromFile(jwtSecret);
        } catch (JwtSecretException e) {
            throw new CommandException("CFG007", CommandException.MISTAKE, String.valueOf(e.getMessage()));
        }
    }

    private Genesis readGenesis() {
        try {
            return GenesisFile.parse(Files.readString(genesis));
        } catch (IOException e) {
            throw new CommandException("CLI006", CommandException.MISTAKE, "cannot read " + genesis + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new CommandException("CLI006", CommandException.MISTAKE, genesis + ": " + e.getMessage());
        }
    }

    /** The process ends when the chain is closed. */
    private static void stop(CountDownLatch end, Thread main) {
        end.countDown();
        try {
            main.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
