package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs a node talks to, as child processes; {@link #close} ends them all. */
final class Peers implements AutoCloseable {
    private static final Path FETCHED = Path.of(System.getProperty("alys.root", "."), ".alys");

    private final List<Process> started = new ArrayList<>();

    /** Starts a regtest daemon whose RPC user and password are {@code u} and {@code p}; returns its RPC port. */
    int bitcoind(Path directory) throws IOException {
        Path program = wanted(FETCHED.resolve("bitcoind/bin/bitcoind"), "scripts/fetch-bitcoind");
        int port = freePort();
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
                "-printtoconsole=0");
        return port;
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

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
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
        started.add(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start());
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join());
    }
}
