package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A private Bitcoin regtest: no peers, one wallet, cookie authentication. */
record BitcoinDaemon(ChildProcess process, int rpcPort, int zmqPort, Path cookieFile) implements AutoCloseable {
    static final int USUAL_RPC_PORT = 18443;

    static BitcoinDaemon start(Path program, Path directory) throws IOException {
        int rpcPort = FreePorts.preferring(USUAL_RPC_PORT);
        int zmqPort = FreePorts.any();
        Path data = directory.resolve("bitcoin");
        Files.createDirectories(data);
        Path cookie = data.resolve("regtest").resolve(".cookie");
        Files.deleteIfExists(cookie);
        ChildProcess process = ChildProcess.start(
                "bitcoind",
                directory,
                List.of(
                        program.toString(),
                        "-regtest",
                        "-datadir=" + data,
                        "-server",
                        "-listen=0",
                        "-connect=0",
                        "-dnsseed=0",
                        "-fixedseeds=0",
                        "-txindex=1",
                        "-fallbackfee=0.0002",
                        "-dbcache=32",
                        "-rpcport=" + rpcPort,
                        "-rpcbind=127.0.0.1",
                        "-rpcallowip=127.0.0.1",
                        "-zmqpubhashblock=tcp://127.0.0.1:" + zmqPort,
                        "-printtoconsole=0"),
                Duration.ofSeconds(8));
        return new BitcoinDaemon(process, rpcPort, zmqPort, cookie);
    }

    String url() {
        return "http://127.0.0.1:" + rpcPort;
    }

    String zmqUrl() {
        return "tcp://127.0.0.1:" + zmqPort;
    }

    @Override
    public void close() {
        process.close();
    }
}
