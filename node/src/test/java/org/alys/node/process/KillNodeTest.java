package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.spec.ChainSpec;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at any moment, with deposits, transfers and burns under way, loses nothing that was final, never makes the member
 * sign two things, and neither loses nor repeats anything of the money.
 */
@Timeout(1200)
class KillNodeTest {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Sats FUNDS = new Sats(Sats.PER_BTC);

    @TempDir
    Path directory = Path.of("");

    private final SignedRoots signed = new SignedRoots();
    private long finalHeight;
    private String finalRoot = "";

    @Test
    void keepsFinalBlocksAndNeverSignsTwiceWhenKilledAtRandomMoments() throws IOException, InterruptedException {
        long seed = Long.getLong("alys.seed", System.nanoTime());
        System.out.println("kill moments: -Dalys.seed=" + seed);
        Random random = new Random(seed);
        try (Peers peers = new Peers()) {
            int bitcoinPort = peers.bitcoind(directory);
            NodeSite site = NodeSite.in(directory.resolve("site")).configure(bitcoinPort, "");
            peers.ethereumjs(site);
            ChainSpec spec = site.chain();
            try (BitcoinPurse purse = new BitcoinPurse(bitcoinPort, spec);
                    RpcClient eth = site.eth()) {
                purse.open();
                Account account = new Account(0xa11ce, spec.chainId());
                OutPoint first = fund(purse, account, site);
                Traffic traffic = new Traffic(purse, eth, account, random).begin();
                killAgainAndAgain(site, random);
                traffic.end();
                purse.mine(spec.pegIn().confirmations());
                System.out.println("sent " + traffic.deposits.size() + " deposits and " + traffic.transactions.size()
                        + " transactions, " + traffic.burns.size() + " of them burns");
                try (NodeProcess node = site.startAndServe(PATIENCE)) {
                    keptWhatWasFinal(node);
                    awaitFinalAbove(finalHeight, node);
                    nothingIsMissingOrThereTwice(node, eth, traffic, account, first);
                }
            }
        }
    }

    /** The coins that pay for everything later. */
    private OutPoint fund(BitcoinPurse purse, Account account, NodeSite site) throws IOException, InterruptedException {
        OutPoint deposit = purse.deposit(FUNDS, account.address());
        purse.mine(site.chain().pegIn().confirmations());
        try (NodeProcess node = site.startAndServe(PATIENCE)) {
            awaitAllMinted(node, 1);
            observe(node);
        }
        return deposit;
    }

    private void killAgainAndAgain(NodeSite site, Random random) throws IOException, InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            Duration life = Duration.ofMillis(random.nextLong(300, 3500));
            long before = finalHeight;
            liveAndDie(site, life);
            System.out.println("round " + round + " killed after " + life.toMillis() + " ms, final " + before + " -> "
                    + finalHeight);
        }
        assertThat(signed.size()).as("signatures seen in the store").isGreaterThan(ROUNDS / 2);
    }

    private void nothingIsMissingOrThereTwice(
            NodeProcess node, RpcClient eth, Traffic traffic, Account account, OutPoint first)
            throws IOException, InterruptedException {
        awaitAllMinted(node, traffic.deposits.size() + 1);
        awaitNonce(node, eth, account);
        awaitSameState(node, eth);
        WholeChain chain = WholeChain.read(node, eth);
        List<String> deposits = new ArrayList<>(
                traffic.deposits.stream().map(KillNodeTest::name).toList());
        deposits.add(name(first));
        assertThat(chain.minted()).as("minted deposits").containsExactlyInAnyOrderElementsOf(deposits);
        assertThat(chain.transactions()).as("transactions").containsExactlyInAnyOrderElementsOf(traffic.transactions);
        assertThat(balance(eth, Traffic.DEPOSITOR))
                .isEqualTo(traffic.deposited().toWei());
        assertThat(balance(eth, Traffic.FRIEND)).isEqualTo(traffic.transferred());
        JsonNode pegOuts = node.result("listpegouts", 1000);
        List<Bytes32> requests = new ArrayList<>();
        pegOuts.forEach(pegOut -> {
            assertThat(pegOut.path("state").asText()).isEqualTo("requested");
            requests.add(Bytes32.fromHex(pegOut.path("transactionHash").asText()));
        });
        assertThat(requests).as("peg-outs").containsExactlyInAnyOrderElementsOf(traffic.burns);
        JsonNode peg = node.result("getsidechaininfo").path("peg");
        assertThat(peg.path("heldSats").asLong())
                .isEqualTo(FUNDS.plus(traffic.deposited()).value());
        assertThat(peg.path("outstandingPegOuts").asInt()).isEqualTo(requests.size());
        JsonNode health = node.page("/health");
        assertThat(health.path("consensus").asText()).as(health::toString).isEqualTo("ready");
    }

    private static String name(OutPoint outPoint) {
        return outPoint.txid().toDisplay() + ":" + outPoint.index();
    }

    private static Wei balance(RpcClient eth, EvmAddress address) throws IOException, InterruptedException {
        return Wei.fromHex(
                eth.call("eth_getBalance", address.toHex0x(), "latest").asText());
    }

    private static void awaitAllMinted(NodeProcess node, int deposits) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode list = node.result("listpegins", 1000);
            int minted = 0;
            for (JsonNode pegIn : list) {
                minted += pegIn.path("status").asText().equals("minted") ? 1 : 0;
            }
            if (minted == deposits) {
                return;
            }
            assertThat(minted).isLessThan(deposits);
            assertThat(System.nanoTime())
                    .as(() -> "deposits are not minted: " + list + node.output())
                    .isLessThan(deadline);
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
        }
    }

    private static void awaitNonce(NodeProcess node, RpcClient eth, Account account)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long mined = 0;
        while (mined < account.nonce()) {
            mined = Long.decode(
                    eth.call("eth_getTransactionCount", account.address().toHex0x(), "latest")
                            .asText());
            long found = mined;
            assertThat(System.nanoTime())
                    .as(() -> found + " of " + account.nonce() + " transactions were executed: " + node.output())
                    .isLessThan(deadline);
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
        }
    }

    /** The execution client may be ahead of what the node tells, and behind it: then both have what either had. */
    private void awaitSameState(NodeProcess node, RpcClient eth) throws IOException, InterruptedException {
        long told = node.result("getsidechaininfo").path("head").path("height").asLong();
        long executed = Long.decode(eth.call("eth_blockNumber").asText());
        awaitFinalAbove(Math.max(told, executed), node);
    }

    private void liveAndDie(NodeSite site, Duration life) throws IOException, InterruptedException {
        try (NodeProcess node = site.startAndServe(PATIENCE)) {
            long end = System.nanoTime() + life.toNanos();
            keptWhatWasFinal(node);
            JsonNode info = node.result("getsidechaininfo");
            Bytes32 genesisRoot = Bytes32.fromHex(info.path("genesisRoot").asText());
            while (System.nanoTime() < end) {
                observe(node);
                Duration rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                assertThat(node.endsWithin(rest.compareTo(LOOK) < 0 ? rest : LOOK))
                        .as(() -> "the node ended by itself: " + node.output())
                        .isFalse();
            }
            node.kill();
            signed.add(site.signing(), directory, genesisRoot);
        }
    }

    private void keptWhatWasFinal(NodeProcess node) throws IOException, InterruptedException {
        if (finalHeight == 0) {
            return;
        }
        JsonNode head = node.result("getsidechaininfo").path("head");
        assertThat(head.path("height").asLong())
                .as(() -> "head after the restart; " + node.output())
                .isGreaterThanOrEqualTo(finalHeight);
        JsonNode block = node.result("getblockbyheight", finalHeight);
        assertThat(block.path("root").asText())
                .as("the root of block %d, which was final before the kill", finalHeight)
                .isEqualTo(finalRoot);
    }

    /** A slow answer is no failure here: the node is asked again. */
    private void observe(NodeProcess node) throws InterruptedException {
        Optional<JsonNode> info = node.tryCall("getsidechaininfo");
        info.map(found -> found.path("federationFinal"))
                .filter(point -> point.path("height").asLong() > finalHeight)
                .ifPresent(point -> {
                    finalHeight = point.path("height").asLong();
                    finalRoot = point.path("root").asText();
                });
    }

    private void awaitFinalAbove(long height, NodeProcess node) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (finalHeight <= height) {
            observe(node);
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            assertThat(System.nanoTime())
                    .as(() -> "no block after the last restart: " + node.output())
                    .isLessThan(deadline);
        }
    }
}
