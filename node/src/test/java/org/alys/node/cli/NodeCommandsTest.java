package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.health.HealthState;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.AuxPowCheck;
import org.alys.bitcoin.auxpow.AuxPowVerdict;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.rpc.NodeFailure;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.node.http.ApiServer;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.Health;
import org.alys.node.http.HttpSettings;
import org.alys.node.http.ScriptedNode;
import org.alys.node.http.SidechainView;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A miner that never succeeds would search for ever. */
@Timeout(60)
class NodeCommandsTest {
    private static final Optional<HttpSettings.Auth> AUTH = Optional.of(new HttpSettings.Auth("op", "secret"));

    private final ScriptedNode node = new ScriptedNode();
    private final ApiServer server =
            ApiServer.start(HttpSettings.of("127.0.0.1", 0, AUTH), node, node, node, node, new PrometheusRegistry());
    private final String url = "http://127.0.0.1:" + server.port();
    private final ScriptedBitcoin bitcoin = new ScriptedBitcoin();
    private final List<String> lines = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void isEasyToMine() {
        node.create = payTo -> new CreateAuxBlock.Created(template(AuxHash.of(new byte[] {7}), "207fffff"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run status(String... more) {
        String[] start = {"status", "--url", url, "--user", "op", "--password", "secret"};
        String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Run.of(all);
    }

    @Test
    void showsHowTheNodeDoes() {
        Run run = status();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "node              alys 0.1.0, healthy, ready",
                        "consensus         ready, 2 of 3 members, 2 peers",
                        "sync              synced, 41 of 41 blocks (100.0 %)",
                        "head              42  0x0606",
                        "                  of 2026-01-02T03:04:06Z",
                        "without work      6 of at most 10 blocks, next bits 207fffff",
                        "bitcoin           regtest, block 210",
                        "execution         not connected",
                        "peg               0.00070000 BTC minted, 0.00000000 BTC paid out");
    }

    @Test
    void showsHowFarASyncIs() {
        node.sync = new SidechainView.Sync(
                "downloading",
                2,
                "syncing",
                1200,
                5000,
                0.24,
                412,
                OptionalLong.of(9),
                false,
                Optional.of("SYN001 nobody has block 1201"));
        assertThat(status().out())
                .contains(
                        "sync              downloading, 1200 of 5000 blocks (24.0 %), 412.0 blocks/s, 9 s left",
                        "                  SYN001 nobody has block 1201");
    }

    @Test
    void showsWhatIsWrong() {
        node.health = new Health(
                Health.Status.UNHEALTHY,
                true,
                "syncing",
                List.of(new Health.Component("bitcoin", Health.Status.UNHEALTHY, "BTC001 no answer")),
                List.of("5 blocks behind"),
                new Health.Actors(
                        80,
                        List.of(
                                new Health.Actor("bridge", HealthState.RECOVERING, 3, false),
                                new Health.Actor("chain", HealthState.HEALTHY, 1, false))));
        assertThat(status().out())
                .contains(
                        "unhealthy, not ready",
                        "not ready: 5 blocks behind",
                        "bitcoin           unhealthy: BTC001 no answer",
                        "actor bridge      recovering, started again 3 times")
                .doesNotContain("actor chain");
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();
        Run run = status();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("alys: CLI010 no answer from a node at " + url
                        + "/ (no connection): is it running, and is --url right?\n");
    }

    @Test
    void saysThatCredentialsAreWrong() {
        Run run = Run.of("status", "--url", url, "--user", "op", "--password", "guess");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CLI010", "it wants a user and a password");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(Run.of("status", "--url", "localhost").status()).isEqualTo(2);
        assertThat(Run.of("status", "--url", url, "--user", "op").status()).isEqualTo(2);
    }

    @Test
    void minesProofsThatTheChainAccepts() throws Exception {
        AuxHash hash = AuxHash.of(new byte[] {7});
        node.create = payTo -> new CreateAuxBlock.Created(template(hash, "207fffff"));
        node.submit = (printed, proof) -> judge(hash, proof);
        mine(2);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2).last().asString().endsWith("; proof for height 43 accepted");
        assertThat(node.seen).containsEntry("payTo", ScriptedNode.MINER);
        assertThat(bitcoin.blocks).isNotEmpty();
    }

    @Test
    void handsInTheParentBlockToo() throws Exception {
        mine(1);
        assertThat(bitcoin.blocks).isNotEmpty();
        assertThat(lines)
                .last()
                .asString()
                .matches("bitcoin block [0-9a-f]{64} accepted; proof for height 43 accepted");
    }

    @Test
    void saysWhyAParentBlockWasRefused() throws Exception {
        bitcoin.refusal = Optional.of("bad-cb-height");
        mine(1);
        assertThat(lines).last().asString().contains(" refused: bad-cb-height; proof for height 43 accepted");
    }

    @Test
    void goesOnAfterARejectedProof() throws Exception {
        List<SubmitAuxBlock> answers = new ArrayList<>(List.of(
                new SubmitAuxBlock.Rejected("HashAboveTarget", "x"),
                new SubmitAuxBlock.UnknownHash(),
                new SubmitAuxBlock.Accepted()));
        node.submit = (hash, proof) -> answers.removeFirst();
        mine(1);
        assertThat(lines).anyMatch(line -> line.endsWith("rejected: HashAboveTarget"));
        assertThat(lines).anyMatch(line -> line.endsWith("refused: error -8, block hash unknown"));
        assertThat(lines).last().asString().endsWith("accepted");
    }

    @Test
    void waitsForWhoeverDoesNotAnswer() throws Exception {
        bitcoin.firstReplies.add(new RpcReply.Failed<>(new NodeFailure.WarmingUp("loading")));
        List<CreateAuxBlock> answers = new ArrayList<>(List.of(
                new CreateAuxBlock.NotReady("5 blocks behind"),
                new CreateAuxBlock.Created(template(AuxHash.of(new byte[] {7}), "207fffff"))));
        node.create = payTo -> answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        mine(1);
        assertThat(lines.getFirst()).startsWith("waiting for Bitcoin: BTC003");
        assertThat(lines.get(1)).isEqualTo("waiting for the sidechain: error -10, 5 blocks behind");
        assertThat(pauses).hasSizeGreaterThanOrEqualTo(2).containsOnly(Duration.ofSeconds(3));
    }

    @Test
    void minerAsksForCredentialsAndAnAccount() {
        assertThat(Run.of("miner", "--address", "0x12", "--cookie", "c").err()).contains("--address is no EVM address");
        assertThat(Run.of("miner", "--address", ScriptedNode.MINER.toHex0x()).err())
                .contains("either --user and --password, or --cookie");
        assertThat(Run.of("miner", "--address", ScriptedNode.MINER.toHex0x()).status())
                .isEqualTo(2);
    }

    private void mine(long proofs) throws InterruptedException {
        try (NodeClient client = new NodeClient(URI.create(url + "/"), AUTH)) {
            new MergedMiningLoop(client, bitcoin, ScriptedNode.MINER, Bytes.fromHex("51"), 1, lines::add)
                    .run(proofs, Duration.ofSeconds(3), pauses::add);
        }
    }

    private static AuxBlockTemplate template(AuxHash hash, String bits) {
        CompactTarget target = CompactTarget.fromHex(bits);
        return new AuxBlockTemplate(
                hash.bytes().reversed(),
                1212,
                ScriptedNode.filled(1),
                0,
                target.bits(),
                43,
                target.targetLittleEndian().reversed());
    }

    private static SubmitAuxBlock judge(AuxHash hash, byte[] proof) {
        AuxPowVerdict verdict = new AuxPowVerifier(1212).verify(proof, hash, CompactTarget.REGTEST_LIMIT);
        return verdict.isAccepted()
                ? new SubmitAuxBlock.Accepted()
                : new SubmitAuxBlock.Rejected("test", AuxPowCheck.describe(verdict));
    }
}
