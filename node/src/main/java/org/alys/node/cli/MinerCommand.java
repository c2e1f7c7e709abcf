package org.alys.node.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.BlockchainState;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.taproot.ParsedAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.node.http.HttpSettings;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code alys miner}. */
@Command(
        name = "miner",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Mines Bitcoin and the sidechain together, on one core: for regtest and demonstrations.",
            "Prints one line per result and goes on until it is stopped."
        },
        footer = {
            "",
            "Example:",
            "  alys miner --bitcoin http://127.0.0.1:18443 --cookie ~/.bitcoin/regtest/.cookie --address 0xb95f...",
        })
final class MinerCommand implements Callable<Integer> {
    /** OP_TRUE: anybody may spend it, which is harmless where coins are worth nothing. */
    private static final Bytes ANYONE_CAN_SPEND = Bytes.fromHex("51");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--node",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:3000",
            description = "the sidechain node (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String nodeUrl;

    @Option(names = "--node-user", description = "user of the sidechain node's HTTP port")
    private Optional<String> nodeUser = Optional.empty();

    @Option(names = "--node-password", description = "password of the sidechain node's HTTP port")
    private Optional<String> nodePassword = Optional.empty();

    @Option(
            names = "--bitcoin",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:18443",
            description = "the Bitcoin node's RPC (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String bitcoinUrl;

    @Option(names = "--user", description = "user of the Bitcoin node's RPC")
    private Optional<String> user = Optional.empty();

    @Option(names = "--password", description = "password of the Bitcoin node's RPC")
    private Optional<String> password = Optional.empty();

    @Option(
            names = "--cookie",
            paramLabel = "FILE",
            description = "cookie file of the Bitcoin node, instead of a password")
    private Optional<Path> cookie = Optional.empty();

    @Option(
            names = "--address",
            required = true,
            paramLabel = "0x...",
            description = "EVM account for the sidechain's fees")
    @SuppressWarnings("NullAway.Init")
    private String address;

    @Option(
            names = "--payout",
            paramLabel = "ADDRESS",
            description = "Bitcoin address for the block reward; on regtest it may be left out")
    private Optional<String> payout = Optional.empty();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "pause between blocks (default: ${DEFAULT-VALUE})")
    private int intervalSeconds;

    @Option(names = "--count", paramLabel = "N", description = "stop after N accepted proofs")
    private Optional<Long> count = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        EvmAddress feeAddress = feeAddress();
        URI nodeAddress = NodeOptions.url("--node", nodeUrl);
        Optional<HttpSettings.Auth> nodeAuth = NodeOptions.auth(nodeUser, nodePassword);
        RpcEndpoint endpoint = RpcEndpoint.of(NodeOptions.url("--bitcoin", bitcoinUrl), credentials());
        Duration interval = Duration.ofSeconds(Math.max(0, intervalSeconds));
        try (NodeClient node = new NodeClient(nodeAddress, nodeAuth);
                BitcoinRpc bitcoin = new BitcoinRpc(endpoint)) {
            Bytes payoutScript = payoutScript(awaitNetwork(bitcoin, interval));
            new MergedMiningLoop(
                            node,
                            bitcoin,
                            feeAddress,
                            payoutScript,
                            RandomGenerator.getDefault().nextLong(),
                            this::report)
                    .run(count.orElse(Long.MAX_VALUE), interval, Thread::sleep);
        }
        return 0;
    }

    private EvmAddress feeAddress() {
        try {
            return EvmAddress.fromHex(address);
        } catch (IllegalArgumentException e) {
            throw mistake("--address is no EVM address: " + e.getMessage());
        }
    }

    private RpcCredentials credentials() {
        Optional<RpcCredentials> login =
                NodeOptions.auth(user, password).map(auth -> new RpcCredentials.Password(auth.user(), auth.password()));
        Optional<RpcCredentials> file = cookie.map(RpcCredentials.CookieFile::new);
        if (login.isPresent() == file.isPresent()) {
            throw mistake("the Bitcoin node needs either --user and --password, or --cookie");
        }
        return login.or(() -> file).orElseThrow();
    }

    /** Daemons take a while to start, and the miner may be first. */
    private BitcoinNetwork awaitNetwork(BitcoinNode bitcoin, Duration interval) throws InterruptedException {
        while (true) {
            switch (bitcoin.blockchainState()) {
                case RpcReply.Answer<BlockchainState>(BlockchainState state) -> {
                    return Arrays.stream(BitcoinNetwork.values())
                            .filter(state::isOn)
                            .findFirst()
                            .orElseThrow(() -> new CommandException(
                                    "CLI012",
                                    CommandException.FAILED,
                                    "the Bitcoin node is on " + state.chain() + ", which no sidechain stands on"));
                }
                case RpcReply.Failed<BlockchainState>(var failure) -> {
                    if (!failure.isTemporary()) {
                        throw new CommandException(failure.code(), CommandException.FAILED, failure.describe());
                    }
                    report("waiting for Bitcoin: " + failure.code() + " " + failure.describe());
                }
            }
            Thread.sleep(interval.plusMillis(200));
        }
    }

    private Bytes payoutScript(BitcoinNetwork network) {
        if (payout.isEmpty()) {
            if (network != BitcoinNetwork.REGTEST) {
                throw mistake("--payout is needed: the reward is worth something on " + network.coreName());
            }
            return ANYONE_CAN_SPEND;
        }
        return switch (BitcoinAddress.parse(payout.get(), network)) {
            case ParsedAddress.Payable(BitcoinAddress parsed) -> parsed.scriptPubKey();
            case ParsedAddress.WrongNetwork(BitcoinNetwork expected) ->
                throw mistake("--payout is an address of another network than " + expected.coreName());
            case ParsedAddress.UnsupportedKind(String reason) -> throw mistake("--payout cannot be paid: " + reason);
            case ParsedAddress.Malformed(String reason) -> throw mistake("--payout is no address: " + reason);
        };
    }

    private void report(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
        out.flush();
    }

    private static CommandException mistake(String message) {
        return new CommandException("CLI001", CommandException.MISTAKE, message);
    }
}
