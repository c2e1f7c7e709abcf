package org.alys.node.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.chain.spec.ChainSpec;

/** A network on this machine: each node a process, Bitcoin in this one. {@link #close} stops them all. */
public final class LocalTestnet implements AutoCloseable {
    /** Coinbase rewards can be spent 100 blocks later. */
    private static final int MATURE_BLOCKS = 101;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

    private final EmbeddedBitcoin bitcoin;
    private final ChainSpec spec;
    private final String program;
    private final List<TestnetSite.Place> places;
    private final List<Running> nodes = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** A node: where its HTTP port is, and where its files are. */
    public record TestNode(String name, URI url, Path directory) {}

    private record Running(TestNode node, ChildProcess process) {}

    private LocalTestnet(TestnetOptions options, Consumer<String> progress) throws IOException, InterruptedException {
        Path directory = options.directory().toAbsolutePath();
        TestnetSite site = TestnetSite.in(options, InstantSource.system());
        program = options.program();
        places = site.places();
        bitcoin = EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory.resolve("bitcoin")));
        try {
            prepareWallet();
            site.configure(bitcoin);
            spec = site.chain();
            for (TestnetSite.Place place : places) {
                progress.accept("starting " + place.name() + " on http://127.0.0.1:" + place.httpPort());
                nodes.add(start(place, command(place)));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all processes; they serve a little later.
     *
     * @param progress takes lines for the person who waits
     * @throws org.alys.node.wiring.StartException with a code, when something must be mended first
     */
    public static LocalTestnet start(TestnetOptions options, Consumer<String> progress)
            throws IOException, InterruptedException {
        return new LocalTestnet(options, progress);
    }

    public ChainSpec spec() {
        return spec;
    }

    public RpcEndpoint bitcoin() {
        return RpcEndpoint.of(bitcoin.url(), bitcoin.credentials());
    }

    /** Members first. */
    public List<TestNode> nodes() {
        return nodes.stream().map(Running::node).toList();
    }

    /** Name and last words of a process that has ended by itself. */
    public Optional<String> fallen() {
        return nodes.stream()
                .filter(running -> !running.process().isAlive())
                .findFirst()
                .map(running -> running.node().name() + " has ended:\n"
                        + running.process().lastWords());
    }

    /** As if the power had failed for one node. */
    void kill(int node) {
        nodes.get(node).process().kill();
    }

    /** Starts a node again that has ended. */
    void restart(int node) throws IOException {
        restart(node, UnaryOperator.identity());
    }

    /** The same inside of something: {@code inside} says which command starts a given one there. */
    synchronized void restart(int node, UnaryOperator<List<String>> inside) throws IOException {
        TestnetSite.Place place = places.get(node);
        nodes.set(node, start(place, inside.apply(command(place))));
    }

    /** Of the node's process; empty while it runs. */
    OptionalInt exitStatus(int node) {
        return nodes.get(node).process().exitStatus();
    }

    String lastWords(int node) {
        return nodes.get(node).process().lastWords();
    }

    private List<String> command(TestnetSite.Place place) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms32m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program,
                "node",
                "--config",
                place.config().toString());
    }

    private static Running start(TestnetSite.Place place, List<String> command) throws IOException {
        return new Running(
                new TestNode(place.name(), URI.create("http://127.0.0.1:" + place.httpPort() + "/"), place.directory()),
                ChildProcess.start("node", place.directory(), command, STOP_PATIENCE));
    }

    /** A chain without a block is still in its initial download, which miners wait for. */
    private void prepareWallet() throws InterruptedException {
        try (BitcoinRpc rpc = new BitcoinRpc(bitcoin())) {
            WalletRpc wallet = rpc.wallet("alys-testnet");
            DevChain.required(wallet.open());
            int height = DevChain.required(rpc.blockchainState()).height();
            if (height < MATURE_BLOCKS) {
                DevChain.required(rpc.regtest()
                        .generateToAddress(MATURE_BLOCKS - height, DevChain.required(wallet.newAddress())));
            }
        }
    }

    /** All nodes at once: each may take seconds to end. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Thread> endings = nodes.stream()
                .map(running -> Thread.ofVirtual().name("stop").start(running.process()::close))
                .toList();
        try {
            for (Thread ending : endings) {
                ending.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            bitcoin.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Bitcoin did not stop cleanly", e);
        }
    }
}
