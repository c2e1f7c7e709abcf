package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.node.http.ApiServer;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.HttpSettings;
import org.alys.node.http.ScriptedNode;
import org.alys.node.http.SubmitAuxBlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The miner against a real Bitcoin daemon, which must take its blocks. */
@Timeout(120)
@ParameterizedClass
@EnumSource(MinerBitcoindTest.Kind.class)
@SuppressWarnings("NullAway.Init")
class MinerBitcoindTest {
    private static final AuxHash HASH = AuxHash.of(new byte[] {7});
    private static final CompactTarget BITS = CompactTarget.REGTEST_LIMIT;

    @Parameter
    Kind kind;

    enum Kind {
        BITCOIND,
        EMBEDDED
    }

    @TempDir
    Path directory = Path.of("");

    private final ScriptedNode node = new ScriptedNode();
    private Optional<Process> bitcoind = Optional.empty();
    private Optional<EmbeddedBitcoin> embedded = Optional.empty();
    private Optional<ApiServer> server = Optional.empty();
    private String bitcoinUrl = "";

    private void startBitcoin() throws IOException {
        if (kind == Kind.EMBEDDED) {
            EmbeddedBitcoin started = EmbeddedBitcoin.start(directory, 0);
            embedded = Optional.of(started);
            bitcoinUrl = started.url().toString();
        } else {
            startDaemon();
        }
    }

    private void startDaemon() throws IOException {
        Path program = Optional.ofNullable(System.getenv("ALYS_BITCOIND"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("alys.root", "."), ".alys", "bitcoind", "bin", "bitcoind"));
        boolean there = Files.isExecutable(program);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("bitcoind at %s", program).isTrue();
        }
        assumeTrue(there, () -> "no bitcoind at " + program + "; run scripts/fetch-bitcoind or set ALYS_BITCOIND");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        bitcoinUrl = "http://127.0.0.1:" + port;
        bitcoind = Optional.of(new ProcessBuilder(List.of(
                        program.toString(),
                        "-regtest",
                        "-server",
                        "-listen=0",
                        "-connect=0",
                        "-dnsseed=0",
                        "-datadir=" + directory,
                        "-rpcport=" + port,
                        "-rpcbind=127.0.0.1",
                        "-rpcallowip=127.0.0.1",
                        "-printtoconsole=0"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @BeforeEach
    void start() throws IOException {
        startBitcoin();
        node.create = payTo -> new CreateAuxBlock.Created(new AuxBlockTemplate(
                HASH.bytes().reversed(),
                1212,
                ScriptedNode.filled(1),
                0,
                BITS.bits(),
                43,
                BITS.targetLittleEndian().reversed()));
        node.submit = (hash, proof) ->
                new AuxPowVerifier(1212).verify(proof, HASH, BITS).isAccepted()
                        ? new SubmitAuxBlock.Accepted()
                        : new SubmitAuxBlock.Rejected("Test", "the verifier says no");
        HttpSettings settings = HttpSettings.of("127.0.0.1", 0, Optional.empty());
        server = Optional.of(ApiServer.start(settings, node, node, node, node, new PrometheusRegistry()));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        server.ifPresent(ApiServer::close);
        if (embedded.isPresent()) {
            embedded.get().close();
        }
        if (bitcoind.isPresent()) {
            bitcoind.get().destroy();
            bitcoind.get().waitFor();
        }
    }

    @Test
    void minesBlocksThatBothChainsTake() {
        Path cookie = directory.resolve("regtest").resolve(".cookie");
        Run run = Run.of(
                "miner",
                "--node",
                "http://127.0.0.1:" + server.orElseThrow().port(),
                "--bitcoin",
                bitcoinUrl,
                "--cookie",
                cookie.toString(),
                "--address",
                ScriptedNode.MINER.toHex0x(),
                "--payout",
                "bcrt1qewndkwr0evznxz7urnhlv5eav9rx2clsf0lh77",
                "--interval",
                "0",
                "--count",
                "3");
        assertThat(run.status()).as(run.err()).isZero();
        List<String> results = run.out()
                .lines()
                .filter(line -> line.contains("proof for height"))
                .toList();
        assertThat(results).hasSize(3).allMatch(line -> line.endsWith(" accepted; proof for height 43 accepted"));
        try (BitcoinRpc rpc =
                new BitcoinRpc(RpcEndpoint.of(URI.create(bitcoinUrl), new RpcCredentials.CookieFile(cookie)))) {
            assertThat(rpc.blockchainState().orElseThrow().height()).isEqualTo(3);
        }
    }

    @Test
    void refusesAPayoutOfAnotherNetwork() {
        Run run = Run.of(
                "miner",
                "--bitcoin",
                bitcoinUrl,
                "--cookie",
                directory.resolve("regtest").resolve(".cookie").toString(),
                "--address",
                ScriptedNode.MINER.toHex0x(),
                "--payout",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("CLI001 --payout is an address of another network than regtest");
    }
}
