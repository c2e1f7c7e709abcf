package org.alys.node.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.RpcEndpoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/** A proof for each range of the wanted length: hash power that matches the chain keeps its difficulty level. */
record LocalMiner(URI node, RpcEndpoint bitcoin, EvmAddress feeAddress, long wantedBlocks) {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration BETWEEN_PROOFS = Duration.ofMillis(200);
    /** Anybody may spend what it earns. */
    private static final Bytes PAYOUT_SCRIPT = Bytes.fromHex("51");

    /** Mines until the thread is interrupted. */
    void run() {
        try (NodeClient client = new NodeClient(node, Optional.empty());
                BitcoinRpc rpc = new BitcoinRpc(bitcoin)) {
            MergedMiningLoop loop =
                    new MergedMiningLoop(client, rpc, feeAddress, PAYOUT_SCRIPT, System.nanoTime(), result -> {});
            while (true) {
                if (unfinalised(client) >= wantedBlocks && !proofWaits(client)) {
                    loop.run(1, BETWEEN_PROOFS, Thread::sleep);
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long unfinalised(NodeClient node) throws InterruptedException {
        return node.call("getsidechaininfo") instanceof NodeReply.Result(var info, var reason)
                ? info.path("federationFinal").path("height").asLong()
                        - info.path("bitcoinFinal").path("height").asLong()
                : 0;
    }

    private static boolean proofWaits(NodeClient node) throws InterruptedException {
        return node.call("getqueuedpow") instanceof NodeReply.Result(var proof, var reason) && proof.isObject();
    }
}
