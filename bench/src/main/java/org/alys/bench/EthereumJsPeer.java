package org.alys.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.alys.engine.BlockRef;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.Timing;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.EngineApiClient;
import org.alys.engine.http.EngineApiSettings;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.RetryPolicy;
import org.alys.evm.payload.Fork;

/** ethereumjs as a process beside, to compare with. It does not wait for the execution of blocks of more than 200 transactions. */
record EthereumJsPeer(Process process, ExecutionClient client) implements AutoCloseable {
    private static final String SECRET = "5c".repeat(32);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 64 << 20;

    /** Starts it on a chain of its own; empty where it is not installed. */
    static Optional<EthereumJsPeer> start(Path directory, Path genesis) throws IOException, InterruptedException {
        Path script = Optional.ofNullable(System.getenv("ALYS_ETHEREUMJS"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), ".alys", "ethereumjs"))
                .resolve("node_modules/@ethereumjs/client/dist/esm/bin/cli.js")
                .toAbsolutePath();
        if (!Files.exists(script)) {
            return Optional.empty();
        }
        Path secret = Files.writeString(directory.resolve("jwt.hex"), SECRET);
        int ethPort = freePort();
        int enginePort = freePort();
        Process process = new ProcessBuilder(List.of(
                        "node",
                        script.toString(),
                        "--gethGenesis=" + genesis,
                        "--dataDir=" + directory.resolve("ethereumjs"),
                        "--jwtSecret=" + secret,
                        "--isSingleNode",
                        "--discDns=false",
                        "--discV4=false",
                        "--maxPeers=0",
                        "--port=" + freePort(),
                        "--extIP=127.0.0.1",
                        "--rpc",
                        "--rpcAddr=127.0.0.1",
                        "--rpcPort=" + ethPort,
                        "--rpcEngine",
                        "--rpcEngineAddr=127.0.0.1",
                        "--rpcEnginePort=" + enginePort,
                        "--no-logFile"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        EthereumJsPeer peer = new EthereumJsPeer(process, client(ethPort, enginePort));
        peer.awaitReady();
        return Optional.of(peer);
    }

    private static ExecutionClient client(int ethPort, int enginePort) {
        CallLimits limits = new CallLimits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, MAX_ANSWER);
        EngineApiSettings settings = new EngineApiSettings(
                URI.create("http://127.0.0.1:" + enginePort),
                URI.create("http://127.0.0.1:" + ethPort),
                JwtSecret.fromHex(SECRET),
                Fork.PRAGUE,
                limits,
                RetryPolicy.STANDARD);
        return new EngineApiClient(settings, Timing.system(), RandomGenerator.getDefault());
    }

    private void awaitReady() throws InterruptedException {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                if (client.headerAt(new BlockRef.Height(0)).isPresent()) {
                    return;
                }
            } catch (ExecutionFailedException e) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    close();
                    throw new IllegalStateException("ethereumjs did not start", e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
