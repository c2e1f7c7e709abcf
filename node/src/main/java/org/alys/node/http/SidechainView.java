package org.alys.node.http;

import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/**
 * The chain at a glance, for {@code getsidechaininfo}.
 *
 * @param requiredBits the compact target of the next proof
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
        Point bitcoinFinal,
        long maxBlocksWithoutAuxPow,
        int requiredBits,
        int members,
        int threshold,
        int peers,
        boolean syncing,
        Optional<Bitcoin> bitcoin,
        Optional<Execution> execution,
        Peg peg) {

    /** A block by height and root. */
    public record Point(long height, Bytes32 root) {}

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
