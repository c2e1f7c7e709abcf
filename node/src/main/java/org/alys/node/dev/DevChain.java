package org.alys.node.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.JwtSecret;
import org.alys.node.chain.ChainEvent;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.MemberKeys;
import org.alys.node.config.NodeConfig;
import org.alys.node.config.Preset;
import org.alys.node.config.Secp256k1Secret;
import org.alys.node.http.HttpSettings;
import org.alys.node.network.LocalNetwork;
import org.alys.node.wiring.Node;
import org.alys.node.wiring.StartException;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/** A development chain that runs: what it started, and where to reach it. {@link #close} stops everything it started. */
public final class DevChain implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Coinbase rewards can be spent 100 blocks later. */
    private static final int MATURE_BLOCKS = 101;

    private static final int USUAL_ETH_PORT = 8545;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CompletableFuture<Fallen> fallen = new CompletableFuture<>();
    private final DevOptions options;
    private final Consumer<String> progress;
    private final ChainSpec spec;
    private final Addresses addresses;

    /**
     * Where everything is.
     *
     * @param nodeUrl of the first member
     * @param ethUrl the JSON-RPC that wallets use
     */
    public record Addresses(
            URI nodeUrl, URI ethUrl, URI bitcoinUrl, RpcCredentials bitcoinCredentials, Path directory) {}

    /**
     * A member that has stopped by itself.
     *
     * @param member its number in the federation, from 0
     * @param why what restarting could not help
     */
    public record Fallen(int member, String why) {}

    private DevChain(DevOptions options, Consumer<String> progress, Consumer<ChainEvent> events)
            throws IOException, InterruptedException {
        this.options = options;
        this.progress = progress;
        Path directory = Files.createDirectories(options.directory()).toAbsolutePath();
        this.spec = DevSpec.in(directory, options.members(), InstantSource.system());
        try {
            this.addresses = start(directory, events);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all that is needed and returns when the node serves.
     *
     * @param progress takes lines for the person who waits
     * @param events takes what happens on the chain
     * @throws StartException with a code, when something must be mended first
     */
    public static DevChain start(DevOptions options, Consumer<String> progress, Consumer<ChainEvent> events)
            throws IOException, InterruptedException {
        return new DevChain(options, progress, events);
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Completes when a member stops by itself, with the first that does; never if all run until {@link #close}. */
    public CompletableFuture<Fallen> fallen() {
        return fallen.copy();
    }

    public ChainSpec spec() {
        return spec;
    }

    private Addresses start(Path directory, Consumer<ChainEvent> events) throws IOException, InterruptedException {
        DevOptions.Bitcoin.Running bitcoin = bitcoin(directory);
        NodeConfig.Execution execution = execution(directory);
        prepareWallet(bitcoin);
        progress.accept(options.members() == 1 ? "starting the node" : "starting " + options.members() + " members");
        LocalNetwork network = new LocalNetwork();
        List<Node> nodes = new ArrayList<>();
        for (int member = 0; member < options.members(); member++) {
            NodeConfig config = config(directory, member, bitcoin, execution);
            List<Consumer<ChainEvent>> listeners = member == 0 ? List.of(events) : List.of();
            nodes.add(Node.start(config, network.link(member), listeners));
            started.push(nodes.getLast());
            watch(member, nodes.getLast());
        }
        Node first = nodes.getFirst();
        return new Addresses(
                URI.create("http://127.0.0.1:" + first.httpPort()),
                first.ethUrl(),
                bitcoin.url(),
                bitcoin.credentials(),
                directory);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Only the news is wanted.
    private void watch(int member, Node node) {
        node.whenStopped()
                .thenRun(() -> node.failure().ifPresent(failure -> fallen.complete(new Fallen(member, failure))));
    }

    private NodeConfig config(
            Path directory, int member, DevOptions.Bitcoin.Running bitcoin, NodeConfig.Execution execution)
            throws IOException {
        boolean first = member == 0;
        return new NodeConfig(
                Preset.DEVELOPMENT,
                directory.resolve("node-" + member),
                spec,
                Optional.of(keys(member)),
                HttpSettings.of("127.0.0.1", first ? FreePorts.preferring(options.httpPort()) : 0, Optional.empty()),
                first ? execution : NodeConfig.Execution.Embedded.local(0),
                new NodeConfig.Bitcoin(bitcoin.url(), bitcoin.credentials(), bitcoin.zmq(), Duration.ofMillis(500)),
                options.miner(),
                "info");
    }

    /** The secrets of the development preset: 1, 2 and 3. */
    private static MemberKeys keys(int member) {
        byte[] secret = new byte[Bytes32.SIZE];
        secret[Bytes32.SIZE - 1] = (byte) (member + 1);
        return new MemberKeys(member, Presets.developmentSecret(member), Secp256k1Secret.of(Bytes32.of(secret)));
    }

    private DevOptions.Bitcoin.Running bitcoin(Path directory) throws IOException, InterruptedException {
        return switch (options.bitcoin()) {
            case DevOptions.Bitcoin.Running running -> running;
            case DevOptions.Bitcoin.Embedded embedded -> embeddedBitcoin(directory);
            case DevOptions.Bitcoin.Daemon own -> bitcoind(directory);
        };
    }

    private DevOptions.Bitcoin.Running embeddedBitcoin(Path directory) throws IOException {
        progress.accept("starting the embedded Bitcoin regtest");
        EmbeddedBitcoin node = EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory.resolve("embedded-bitcoin"))
                .withRpcPort(FreePorts.preferring(BitcoinDaemon.USUAL_RPC_PORT)));
        started.push(node);
        return new DevOptions.Bitcoin.Running(node.url(), node.credentials(), node.zmq());
    }

    private DevOptions.Bitcoin.Running bitcoind(Path directory) throws IOException, InterruptedException {
        Path program = new Peers(options.home(), progress).bitcoind();
        progress.accept("starting bitcoind (regtest)");
        BitcoinDaemon daemon = BitcoinDaemon.start(program, directory);
        started.push(daemon);
        return new DevOptions.Bitcoin.Running(
                URI.create(daemon.url()),
                new RpcCredentials.CookieFile(daemon.cookieFile()),
                Optional.of(URI.create(daemon.zmqUrl())));
    }

    private NodeConfig.Execution execution(Path directory) throws IOException, InterruptedException {
        return switch (options.execution()) {
            case DevOptions.Execution.Embedded embedded ->
                NodeConfig.Execution.Embedded.local(FreePorts.preferring(USUAL_ETH_PORT));
            case DevOptions.Execution.Running running -> {
                genesisFile(directory);
                yield new NodeConfig.Execution.EngineApi(
                        running.engineUrl(),
                        running.ethUrl(),
                        JwtSecret.fromFile(running.jwtSecret()),
                        CallLimits.STANDARD);
            }
            case DevOptions.Execution.Ethereumjs own -> ethereumjs(directory);
        };
    }

    private NodeConfig.Execution ethereumjs(Path directory) throws IOException, InterruptedException {
        Path jwt = secretFile(directory.resolve("jwt.hex"));
        Path genesis = genesisFile(directory);
        Path installation = new Peers(options.home(), progress).ethereumjs();
        progress.accept("starting the execution client (ethereumjs)");
        ExecutionClientProcess client = ExecutionClientProcess.start(installation, directory, genesis, jwt);
        started.push(client);
        return new NodeConfig.Execution.EngineApi(
                URI.create(client.engineUrl()),
                URI.create(client.rpcUrl()),
                JwtSecret.fromFile(jwt),
                CallLimits.STANDARD);
    }

    private Path genesisFile(Path directory) throws IOException {
        Path genesis = directory.resolve("genesis.json");
        ExecutionGenesis.write(GenesisFiles.execution(spec), genesis);
        return genesis;
    }

    /** Gives the wallet coins to deposit, the first time. */
    private void prepareWallet(DevOptions.Bitcoin.Running bitcoin) throws InterruptedException {
        try (BitcoinRpc rpc = new BitcoinRpc(RpcEndpoint.of(bitcoin.url(), bitcoin.credentials()))) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (rpc.blockchainState() instanceof RpcReply.Failed<?>(var failure)) {
                if (System.nanoTime() > deadline || !failure.isTemporary()) {
                    throw new StartException(failure.code(), failure.describe());
                }
                Thread.sleep(100);
            }
            WalletRpc wallet = rpc.wallet("alys-dev");
            required(wallet.open());
            int height = required(rpc.blockchainState()).height();
            if (height < MATURE_BLOCKS) {
                progress.accept("mining " + (MATURE_BLOCKS - height) + " Bitcoin blocks, so that the wallet has coins");
                required(rpc.regtest().generateToAddress(MATURE_BLOCKS - height, required(wallet.newAddress())));
            }
        }
    }

    static <T> T required(RpcReply<T> reply) {
        return switch (reply) {
            case RpcReply.Answer<T> answer -> answer.value();
            case RpcReply.Failed<T>(var failure) -> throw new StartException(failure.code(), failure.describe());
        };
    }

    private static Path secretFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            Files.writeString(file, Hex.encode(secret) + "\n");
        }
        return file;
    }

    /** The node first, since it still talks to the others; then the child processes, side by side. */
    @Override
    public synchronized void close() {
        List<AutoCloseable> children = new ArrayList<>();
        while (!started.isEmpty()) {
            AutoCloseable next = started.pop();
            if (next instanceof Node) {
                close(next);
            } else {
                children.add(next);
            }
        }
        List<Thread> closing = children.stream()
                .map(child -> Thread.ofVirtual().start(() -> close(child)))
                .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            progress.accept("stopping: " + e);
        }
    }
}
