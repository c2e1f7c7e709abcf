package org.alys.bitcoin.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real bitcoind with a chain of its own on free ports of this machine. Tests without the program are skipped. */
public final class RegtestBitcoind implements RegtestPeer {
    private static final int START_SECONDS = 60;

    private final Path program;
    private final Path dataDirectory;
    private final int rpcPort;
    private final int zmqPort;
    private final BitcoinRpc rpc;
    private Process process;

    private RegtestBitcoind(Path program) throws IOException {
        this.program = program;
        dataDirectory = Files.createTempDirectory("alys-bitcoind");
        int[] ports = freePorts();
        rpcPort = ports[0];
        zmqPort = ports[1];
        rpc = new BitcoinRpc(RpcEndpoint.of(rpcUri(), new RpcCredentials.CookieFile(cookieFile())));
        process = launch();
    }

    /** A running daemon that answers, with nothing but the genesis block. */
    public static RegtestBitcoind start() {
        Path program = program();
        boolean there = Files.isExecutable(program);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("bitcoind at %s", program).isTrue();
        }
        assumeTrue(there, () -> "no bitcoind at " + program + "; run scripts/fetch-bitcoind or set ALYS_BITCOIND");
        try {
            return new RegtestBitcoind(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        return Optional.ofNullable(System.getenv("ALYS_BITCOIND"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), ".alys", "bitcoind", "bin", "bitcoind"));
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    private Process launch() throws IOException {
        List<String> options =
                List.of("-regtest", "-server", "-listen=0", "-connect=0", "-dnsseed=0", "-fixedseeds=0", "-txindex=1");
        Process started = new ProcessBuilder(Stream.of(
                                List.of(program.toString()),
                                options,
                                List.of(
                                        "-datadir=" + dataDirectory,
                                        "-rpcport=" + rpcPort,
                                        "-rpcbind=127.0.0.1",
                                        "-rpcallowip=127.0.0.1",
                                        "-fallbackfee=0.0002",
                                        "-zmqpubhashblock=" + zmqUri(),
                                        "-printtoconsole=1"))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .start();
        started.getOutputStream().close();
        awaitLoaded(started);
        return started;
    }

    /** The daemon says on its console when it is ready; what it says afterwards is read so that it never blocks. */
    private static void awaitLoaded(Process process) throws IOException {
        CompletableFuture<Boolean> loaded = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                String seen = lines.lines()
                        .peek(line -> {
                            if (line.contains("Done loading")) {
                                loaded.complete(true);
                            }
                        })
                        .filter(line -> line.contains("Error"))
                        .limit(20)
                        .collect(Collectors.joining("\n"));
                loaded.completeExceptionally(new IOException("bitcoind ended: " + seen));
            } catch (IOException | UncheckedIOException e) {
                loaded.completeExceptionally(e);
            }
        });
        try {
            loaded.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IOException("bitcoind did not start", e);
        }
    }

    @Override
    public BitcoinRpc rpc() {
        return rpc;
    }

    @Override
    public URI rpcUri() {
        return URI.create("http://127.0.0.1:" + rpcPort);
    }

    @Override
    public URI zmqUri() {
        return URI.create("tcp://127.0.0.1:" + zmqPort);
    }

    public Path cookieFile() {
        return dataDirectory.resolve("regtest").resolve(".cookie");
    }

    /** Kills the daemon as a power cut would. */
    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws IOException {
        rpc.close();
        kill();
        try (Stream<Path> files = Files.walk(dataDirectory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
