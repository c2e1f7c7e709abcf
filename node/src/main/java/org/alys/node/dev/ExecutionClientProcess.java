package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The ethereumjs execution client as a child process, alone and without peers. */
record ExecutionClientProcess(ChildProcess process, int rpcPort, int enginePort) implements AutoCloseable {
    static final int USUAL_RPC_PORT = 8545;
    static final int USUAL_ENGINE_PORT = 8551;

    /**
     * @param installation the directory that holds {@code node_modules}
     * @param genesis the genesis file in geth's format
     * @param jwtSecret the file with the secret that both sides of the Engine API share
     */
    static ExecutionClientProcess start(Path installation, Path directory, Path genesis, Path jwtSecret)
            throws IOException {
        int rpcPort = FreePorts.preferring(USUAL_RPC_PORT);
        int enginePort = FreePorts.preferring(USUAL_ENGINE_PORT);
        ChildProcess process = ChildProcess.start(
                "ethereumjs",
                directory,
                List.of(
                        "node",
                        installation.resolve("node_modules/.bin/ethereumjs").toString(),
                        "--gethGenesis=" + genesis,
                        "--dataDir=" + directory.resolve("execution"),
                        "--isSingleNode",
                        "--discDns=false",
                        "--discV4=false",
                        "--maxPeers=0",
                        "--port=" + FreePorts.any(),
                        "--extIP=127.0.0.1",
                        "--rpc",
                        "--rpcAddr=127.0.0.1",
                        "--rpcPort=" + rpcPort,
                        "--rpcCors=*",
                        "--rpcEngine",
                        "--rpcEngineAddr=127.0.0.1",
                        "--rpcEnginePort=" + enginePort,
                        "--jwtSecret=" + jwtSecret,
                        "--saveReceipts",
                        "--no-logFile"),
                Duration.ofSeconds(10));
        return new ExecutionClientProcess(process, rpcPort, enginePort);
    }

    String rpcUrl() {
        return "http://127.0.0.1:" + rpcPort;
    }

    String engineUrl() {
        return "http://127.0.0.1:" + enginePort;
    }

    @Override
    public void close() {
        process.close();
    }
}
