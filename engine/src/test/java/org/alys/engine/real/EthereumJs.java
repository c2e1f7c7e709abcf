package org.alys.engine.real;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.alys.engine.ClientVersion;
import org.alys.engine.Timing;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.EngineApiClient;
import org.alys.engine.http.EngineApiSettings;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.RetryPolicy;
import org.alys.evm.payload.Fork;

/** A running ethereumjs client on free ports with a data directory that outlives it. */
final class EthereumJs implements RunningExecution {
    static final String SECRET = "5c".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int KEPT_LINES = 60;

    /** Slower than the specification's, because tests share the machine with their own client. */
    private static final CallLimits LIMITS = new CallLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            64 << 20);

    private final Path directory;
    private final Fork fork;
    private final int enginePort;
    private final int ethPort;
    private final int peerPort;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private Path dataDirectory;
    private Process process;

    private EthereumJs(Path directory, Fork fork) {
        this.directory = directory;
        this.fork = fork;
        int[] ports = freePorts();
        this.enginePort = ports[0];
        this.ethPort = ports[1];
        this.peerPort = ports[2];
        this.dataDirectory = directory.resolve("data");
        this.process = launch();
    }

    /** Starts a client on a new chain in {@code directory}; skips the test when there is none, or fails it in CI. */
    static EthereumJs start(Path directory, GenesisParameters parameters) {
        try {
            ExecutionGenesis.write(parameters, directory.resolve("genesis.json"));
            Files.writeString(directory.resolve("jwt.hex"), SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EthereumJs(directory, parameters.fork());
    }

    @Override
    public EngineApiClient client() {
        return client(SECRET);
    }

    EngineApiClient client(String secret) {
        EngineApiSettings settings = new EngineApiSettings(
                URI.create("http://127.0.0.1:" + enginePort),
                URI.create("http://127.0.0.1:" + ethPort),
                JwtSecret.fromHex(secret),
                fork,
                LIMITS,
                RetryPolicy.STANDARD);
        return new EngineApiClient(settings, Timing.system(), RandomGenerator.getDefault());
    }

    @Override
    public Optional<ClientVersion> version() {
        return Optional.empty();
    }

    /** SIGKILL, then the same data directory and ports again. */
    @Override
    public void killAndRestart() {
        kill();
        process = launch();
    }

    @Override
    public void loseDataAndRestart() {
        kill();
        dataDirectory = directory.resolve("data-again");
        process = launch();
    }

    private void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                fail("the execution client does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted while the execution client was stopping", e);
        }
    }

    private Process launch() {
        List<String> command = List.of(
                "node",
                executable().toString(),
                "--gethGenesis",
                directory.resolve("genesis.json").toString(),
                "--dataDir",
                dataDirectory.toString(),
                "--jwtSecret",
                directory.resolve("jwt.hex").toString(),
                "--isSingleNode",
                "--discDns",
                "false",
                "--discV4",
                "false",
                "--maxPeers",
                "0",
                "--port",
                String.valueOf(peerPort),
                "--extIP",
                "127.0.0.1",
                "--rpc",
                "--rpcAddr",
                "127.0.0.1",
                "--rpcPort",
                String.valueOf(ethPort),
                "--rpcEngine",
                "--rpcEngineAddr",
                "127.0.0.1",
                "--rpcEnginePort",
                String.valueOf(enginePort),
                "--no-logFile");
        try {
            Process started = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            CompletableFuture<Boolean> ready = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> follow(started, ready));
            if (!ready.completeOnTimeout(false, START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join()) {
                started.destroyForcibly();
                fail("the execution client did not start:\n" + log());
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It says so in its log; the pipe must be read on, or the client blocks. */
    private void follow(Process started, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                if (line.contains("Client started successfully")) {
                    ready.complete(true);
                }
            }
        } catch (IOException closedByKill) {
            remember("log ended: " + closedByKill);
        }
        ready.complete(false);
    }

    private synchronized void remember(String line) {
        lastLines.add(line);
        if (lastLines.size() > KEPT_LINES) {
            lastLines.remove();
        }
    }

    synchronized String log() {
        return String.join("\n", lastLines);
    }

    private static Path executable() {
        String named = System.getenv("ALYS_ETHEREUMJS");
        Path home = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("alys.root", "."), ".alys", "ethereumjs")
                        .toAbsolutePath();
        Path script = home.resolve("node_modules/@ethereumjs/client/dist/esm/bin/cli.js");
        if (!Files.exists(script)) {
            String message = "no execution client in " + home + "; run scripts/fetch-ethereumjs or set ALYS_ETHEREUMJS";
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return script;
    }

    /** Held open together, so that all differ. */
    private static int[] freePorts() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket three = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), two.getLocalPort(), three.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
