package org.alys.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.alys.node.dev.LocalTestnet;
import org.alys.node.dev.TestnetOptions;
import org.alys.node.wiring.StartException;
import org.alys.primitives.EvmAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code alys testnet}. */
@Command(
        name = "testnet",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs a network of nodes on this machine, each a process of its own, with Bitcoin regtest and a miner inside this one.",
            "Keys, chain spec and configurations are made in DIR. Ctrl-C stops everything."
        },
        footer = {
            "",
            "Examples:",
            "  alys testnet                                        three members",
            "  alys testnet --members 5 --full-nodes 2 --dir net   and two nodes that follow",
        })
final class TestnetCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--members", paramLabel = "N", defaultValue = "3", description = "size of the federation (3)")
    private int members;

    @Option(names = "--full-nodes", paramLabel = "M", defaultValue = "0", description = "nodes that only follow (0)")
    private int fullNodes;

    @Option(names = "--dir", paramLabel = "DIR", description = "where the network is kept (default: .alys/testnet)")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--blocks", paramLabel = "K", description = "stop after this height (for scripts)")
    private Optional<Long> untilHeight = Optional.empty();

    @Option(names = "--no-miner", description = "mine nothing: the chain halts after 10 blocks without a proof")
    private boolean noMiner;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = Path.of(Optional.ofNullable(System.getenv("ALYS_HOME")).orElse("."));
        TestnetOptions options;
        try {
            options = new TestnetOptions(
                    directory.orElse(home.resolve(".alys/testnet")), members, fullNodes, Alys.class.getName());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        LogLevel.set("warn");
        try (LocalTestnet testnet = LocalTestnet.start(options, this::line)) {
            Runtime.getRuntime().addShutdownHook(new Thread(testnet::close, "stop"));
            line("federation " + testnet.spec().threshold() + " of "
                    + testnet.spec().federation().size() + ", Bitcoin at "
                    + testnet.bitcoin().uri() + "     Ctrl-C stops everything");
            Thread miner = Thread.ofPlatform().daemon().name("miner").unstarted(miner(testnet)::run);
            if (!noMiner) {
                miner.start();
            }
            follow(testnet);
            miner.interrupt();
        } catch (StartException e) {
            throw new CommandException(e.code(), CommandException.FAILED, e.getMessage());
        }
        return 0;
    }

    private static LocalMiner miner(LocalTestnet testnet) {
        return new LocalMiner(
                testnet.nodes().getFirst().url(),
                testnet.bitcoin(),
                EvmAddress.fromHex(DevCommand.MINER),
                testnet.spec().auxPow().targetBlocks());
    }

    /** One line for each new head of the first member, until the wanted height. */
    private void follow(LocalTestnet testnet) throws InterruptedException {
        long shown = 0;
        boolean reported = false;
        try (NodeClient first = new NodeClient(testnet.nodes().getFirst().url(), Optional.empty())) {
            while (untilHeight.isEmpty() || shown < untilHeight.get()) {
                Optional<String> fallen = testnet.fallen();
                if (fallen.isPresent() && !reported) {
                    line(fallen.get());
                    reported = true;
                }
                if (first.call("getsidechaininfo") instanceof NodeReply.Result(JsonNode info, var _)) {
                    long height = info.path("head").path("height").asLong();
                    if (height > shown) {
                        shown = height;
                        line(status(info));
                    }
                }
                Thread.sleep(LOOK);
            }
        }
    }

    private static String status(JsonNode info) {
        return "block " + info.path("head").path("height").asLong() + "  "
                + info.path("head").path("root").asText().substring(0, 10) + "  final "
                + info.path("federationFinal").path("height").asLong() + "  by Bitcoin "
                + info.path("bitcoinFinal").path("height").asLong() + "  members reached "
                + info.path("peers").asLong();
    }

    private void line(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
