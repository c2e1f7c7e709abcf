package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The programs a node talks to, as child processes; {@link #close} ends them all. */
final class Peers implements AutoCloseable {
    private static final Path FETCHED = Path.of(System.getProperty("alys.root", "."), ".alys");

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Map<String, Process> started = new LinkedHashMap<>();

    /** Starts a regtest daemon whose RPC user and password are {@code u} and {@code p}; returns its RPC port. */
    int bitcoind(Path directory) throws IOException {
        int port = freePort();
        bitcoind(directory, port);
        return port;
    }

    /** The same on a port of one's choice, with the chain that an earlier run left in {@code directory}. */
    void bitcoind(Path directory, int port) throws IOException {
        Path program = wanted(FETCHED.resolve("bitcoind/bin/bitcoind"), "scripts/fetch-bitcoind");
        start(
                directory,
                "bitcoind",
                program.toString(),
                "-regtest",
                "-server",
                "-listen=0",
                "-connect=0",
                "-dnsseed=0",
                "-fixedseeds=0",
                "-dbcache=16",
                "-txindex=1",
                "-rpcuser=u",
                "-rpcpassword=p",
                "-datadir=" + Files.createDirectories(directory.resolve("bitcoin")),
                "-rpcport=" + port,
                "-rpcbind=127.0.0.1",
                "-rpcallowip=127.0.0.1",
                "-fallbackfee=0.0002",
                "-printtoconsole=0");
    }

    /** Ends the Bitcoin daemon in order and returns when it has ended. */
    void stopBitcoind() {
        Process daemon = Objects.requireNonNull(started.remove("bitcoind"));
        daemon.destroy();
        daemon.onExit().join();
    }

    /** Starts an execution client with the genesis file of {@code site}. */
    void ethereumjs(NodeSite site) throws IOException {
        Path program = wanted(FETCHED.resolve("ethereumjs/node_modules/.bin/ethereumjs"), "scripts/fetch-ethereumjs");
        Path directory = site.directory();
        start(
                directory,
                "ethereumjs",
                "node",
                program.toString(),
                "--gethGenesis=" + site.executionGenesis(),
                "--dataDir=" + directory.resolve("execution"),
                "--isSingleNode",
                "--discDns=false",
                "--discV4=false",
                "--maxPeers=0",
                "--port=" + freePort(),
                "--extIP=127.0.0.1",
                "--rpc",
                "--rpcAddr=127.0.0.1",
                "--rpcPort=" + site.ethPort(),
                "--rpcEngine",
                "--rpcEngineAddr=127.0.0.1",
                "--rpcEnginePort=" + site.enginePort(),
                "--jwtSecret=" + site.jwtSecret(),
                "--saveReceipts",
                "--logFile=false");
    }

    /** A port that was free, and that no earlier call returned: whoever got it may not listen yet. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(free.getLocalPort())) {
                    return free.getLocalPort();
                }
            }
        }
    }

    private static Path wanted(Path program, String script) {
        boolean there = Files.isExecutable(program);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("%s, from %s", program, script).isTrue();
        }
        assumeTrue(there, () -> "there is no " + program + "; run " + script);
        return program;
    }

    private void start(Path directory, String name, String... command) throws IOException {
        started.put(
                name,
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start());
    }

    @Override
    public void close() {
        started.values().forEach(Process::destroyForcibly);
        started.values().forEach(process -> process.onExit().join());
    }
}
