package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bitcoin goes away while a deposit gathers confirmations, and comes back. */
@Timeout(600)
class BitcoinOutageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final EvmAddress USER = EvmAddress.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Sats AMOUNT = new Sats(12_345_678);

    @TempDir
    Path directory = Path.of("");

    /** What a test waits for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    @Test
    void theChainGoesOnWithoutBitcoinAndTheDepositIsMintedOnceAfterwards() throws IOException, InterruptedException {
        try (Peers peers = new Peers()) {
            int port = peers.bitcoind(directory);
            NodeSite site = NodeSite.in(directory.resolve("site")).configure(port, "");
            peers.ethereumjs(site);
            try (BitcoinPurse purse = new BitcoinPurse(port, site.chain());
                    RpcClient eth = site.eth();
                    NodeProcess node = site.startAndServe(PATIENCE)) {
                purse.open();
                OutPoint deposit = purse.deposit(AMOUNT, USER);
                purse.mine(3);
                await(node, () -> status(node).equals("waiting"));

                peers.stopBitcoind();
                await(node, () -> node.page("/health").toString().contains("CHN003"));
                long without = height(node);
                await(node, () -> height(node) >= without + 4);
                assertThat(status(node)).isEqualTo("waiting");
                assertThat(node.call("getdepositaddress")
                                .path("error")
                                .path("code")
                                .asInt())
                        .isEqualTo(-10);

                peers.bitcoind(directory, port);
                purse.open();
                purse.mine(2);
                int seen = purse.height();
                await(node, () -> bitcoinHeight(node) == seen);
                assertThat(status(node)).isEqualTo("waiting");
                purse.mine(1);
                await(node, () -> status(node).equals("minted"));
                long minted = height(node);
                purse.mine(2);
                await(node, () -> height(node) >= minted + 3);
                assertThat(WholeChain.read(node, eth).minted())
                        .containsExactly(deposit.txid().toDisplay() + ":" + deposit.index());
                assertThat(Wei.fromHex(eth.call("eth_getBalance", USER.toHex0x(), "latest")
                                .asText()))
                        .isEqualTo(AMOUNT.toWei());
                await(node, () -> node.page("/health").path("status").asText().equals("healthy"));
            }
        }
    }

    private static String status(NodeProcess node) throws IOException, InterruptedException {
        return node.result("listpegins").path(0).path("status").asText();
    }

    private static long height(NodeProcess node) throws IOException, InterruptedException {
        return info(node).path("head").path("height").asLong();
    }

    private static int bitcoinHeight(NodeProcess node) throws IOException, InterruptedException {
        return info(node).path("bitcoin").path("height").asInt();
    }

    private static JsonNode info(NodeProcess node) throws IOException, InterruptedException {
        return node.result("getsidechaininfo");
    }

    private static void await(NodeProcess node, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(node::output).isLessThan(deadline);
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
        }
    }
}
