package org.alys.node.http;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * The chain at a glance, for {@code getsidechaininfo}.
 *
 * @param federationFinalTime when the slot of that block began
 * @param sync where the node is on its way to the others
 * @param requiredBits the compact target of the next proof
 * @param evidence pieces of evidence against members
 * @param bitcoin empty while no Bitcoin node answers
 * @param execution empty while no execution layer answers
 */
public record SidechainView(
        String version,
        String network,
        long chainId,
        int auxPowChainId,
        Bytes32 genesisRoot,
        Point head,
        Point federationFinal,
        Instant federationFinalTime,
        Point bitcoinFinal,
        long maxBlocksWithoutAuxPow,
        int requiredBits,
        int members,
        int threshold,
        int peers,
        boolean syncing,
        Sync sync,
        int evidence,
        Optional<Bitcoin> bitcoin,
        Optional<Execution> execution,
        Peg peg) {

    /** A block by height and root. */
    public record Point(long height, Bytes32 root) {}

    /**
     * How far the node is behind.
     *
     * @param phase in lower case, such as {@code downloading}
     * @param code the same as exported by {@code alys_sync_state}
     * @param readiness not_synced, syncing, synced_for_production or synced
     * @param target the highest height that was proven to be final
     * @param progress from 0 to 1
     * @param secondsLeft empty when nobody can tell
     * @param mayProduce whether the node may vote and propose
     * @param waitsFor what holds it up, a sentence
     */
    public record Sync(
            String phase,
            int code,
            String readiness,
            long height,
            long target,
            double progress,
            double blocksPerSecond,
            OptionalLong secondsLeft,
            boolean mayProduce,
            Optional<String> waitsFor) {}

    /** The Bitcoin node: its network's name and its tip's height. */
    public record Bitcoin(String network, int height) {}

    /** The execution client: its name and version, and its head's number. */
    public record Execution(String client, long height) {}

    /**
     * The two-way peg in totals since genesis.
     *
     * @param held by the federation's address on Bitcoin
     * @param waiting deposits seen and not yet minted
     * @param outstanding peg-outs requested and not yet confirmed on Bitcoin
     */
    public record Peg(Sats minted, Sats paidOut, Sats held, int waiting, int outstanding) {}
}
