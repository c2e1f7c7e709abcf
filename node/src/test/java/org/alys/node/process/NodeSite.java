package org.alys.node.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.Presets;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.GenesisFiles;

/** A directory from which a federation of one runs: its configuration, its keys, its data. */
record NodeSite(Path directory, int httpPort, int ethPort, int enginePort, long genesisTime) {
    /** A chain that began just now. */
    static NodeSite in(Path directory) throws IOException {
        long now = Instant.now().getEpochSecond();
        NodeSite site = new NodeSite(
                Files.createDirectories(directory),
                Peers.freePort(),
                Peers.freePort(),
                Peers.freePort(),
                now - now % 2);
        site.secret("jwt.hex", "5a".repeat(32));
        site.secret("member.hex", "00".repeat(31) + "01");
        return site;
    }

    Path jwtSecret() {
        return directory.resolve("jwt.hex");
    }

    Path config() {
        return directory.resolve("alys.conf");
    }

    /** The slashing-protection store's directory. */
    Path signing() {
        return directory.resolve("data/signing");
    }

    /** A file that holds a secret, readable by its owner alone. */
    Path secret(String name, String hex) throws IOException {
        Path file = Files.writeString(directory.resolve(name), hex + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes the configuration; {@code more} is added at its end and wins. */
    NodeSite configure(int bitcoinPort, String more) throws IOException {
        FederationMember member = Presets.development(genesisTime).federation().getFirst();
        Files.writeString(config(), """
                preset = development
                dataDir = data
                http.port = %d
                execution { client = engine-api, engineUrl = "http://127.0.0.1:%d", ethUrl = "http://127.0.0.1:%d", jwtSecretFile = jwt.hex }
                bitcoin { url = "http://127.0.0.1:%d", user = u, password = p }
                member { blsSecretFile = member.hex, bitcoinSecretFile = member.hex }
                chain {
                  threshold = 1
                  maxBlocksWithoutAuxPow = 10000
                  genesisTime = %d
                  federation = [
                    { blsPublicKey = "%s", bitcoinPublicKey = "%s", feeAddress = "%s", proofOfPossession = "%s" }
                  ]
                }
                %s
                """.formatted(
                        httpPort,
                        enginePort,
                        ethPort,
                        bitcoinPort,
                        genesisTime,
                        member.blsPublicKey().toHex0x(),
                        member.bitcoinPublicKey().toHex(),
                        member.feeAddress(),
                        member.proofOfPossession().bytes().toHex0x(),
                        more));
        return this;
    }

    /** The execution client's genesis file for this configuration. */
    Path executionGenesis() throws IOException {
        Path file = directory.resolve("genesis.json");
        ExecutionGenesis.write(GenesisFiles.execution(chain()), file);
        return file;
    }

    ChainSpec chain() {
        return switch (new ConfigLoader(config(), Map.of()).loadChain()) {
            case ConfigResult.Loaded<ChainSpec>(ChainSpec chain, var _) -> chain;
            case ConfigResult.Refused<ChainSpec>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    /** The wallets' JSON-RPC of the execution client. */
    RpcClient eth() {
        return new RpcClient(URI.create("http://127.0.0.1:" + ethPort));
    }

    NodeProcess start() throws IOException {
        return NodeProcess.start(this);
    }

    /** Starts the node and returns when it answers. */
    NodeProcess startAndServe(Duration patience) throws IOException, InterruptedException {
        NodeProcess node = start();
        boolean serves = false;
        try {
            node.awaitServing(patience);
            serves = true;
            return node;
        } finally {
            if (!serves) {
                node.close();
            }
        }
    }
}
