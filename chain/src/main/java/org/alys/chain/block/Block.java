package org.alys.chain.block;

import java.util.List;
import java.util.Optional;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.jspecify.annotations.Nullable;

/**
 * A block of the chain. Its identity is its root, {@code hash_tree_root(Block)}, which is worked out at most once or twice
 * and kept; two blocks are equal when their roots are. Holding one says nothing about its validity.
 */
public final class Block {
    /** More deposits than withdrawals fit are never needed. */
    public static final int MAX_PEG_INS = 16;

    public static final int MAX_PEG_OUT_TRANSACTIONS = 16;

    /** The largest peg-out transaction in Bitcoin's encoding: the largest standard one. */
    public static final int MAX_PEG_OUT_TRANSACTION_BYTES = 400_000;

    /** The largest encoding of a block with signature and certificate. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private final Bytes32 parentRoot;
    private final long height;
    private final long slot;
    private final int proposer;
    private final ExecutionPayload payload;
    private final List<PegIn> pegIns;
    private final List<Bytes> pegOutProposals;
    private final List<Bytes> settledPegOuts;
    private final Optional<AuxPowHeader> auxPow;

    /** Only ever null or the root: a race of two threads computes it twice. */
    private @Nullable Bytes32 root;

    /**
     * @param height number of the execution block, below 2^63
     * @param slot below 2^63
     * @param proposer index of the member that proposes, 0 to 255
     * @param pegIns deposits that this block mints, in Bitcoin's order
     * @param pegOutProposals unsigned Bitcoin transactions that pay requested peg-outs
     * @param settledPegOuts signed Bitcoin transactions that paid peg-outs
     * @param auxPow work that makes a range of ancestors Bitcoin-final
     */
    public Block(
            Bytes32 parentRoot,
            long height,
            long slot,
            int proposer,
            ExecutionPayload payload,
            List<PegIn> pegIns,
            List<Bytes> pegOutProposals,
            List<Bytes> settledPegOuts,
            Optional<AuxPowHeader> auxPow) {
        if (height < 0 || slot < 0) {
            throw new IllegalArgumentException("height and slot are below 2^63, not " + Long.toUnsignedString(height)
                    + " and " + Long.toUnsignedString(slot));
        }
        this.parentRoot = parentRoot;
        this.height = height;
        this.slot = slot;
        this.proposer = proposer;
        this.payload = payload;
        this.pegIns = List.copyOf(pegIns);
        this.pegOutProposals = List.copyOf(pegOutProposals);
        this.settledPegOuts = List.copyOf(settledPegOuts);
        this.auxPow = auxPow;
    }

    /** {@code hash_tree_root} of this block. */
    public Bytes32 root() {
        Bytes32 known = root;
        if (known == null) {
            known = BlockSchema.of(fork()).block().root(this);
            root = known;
        }
        return known;
    }

    public Fork fork() {
        return payload.fork();
    }

    public Bytes32 parentRoot() {
        return parentRoot;
    }

    public long height() {
        return height;
    }

    public long slot() {
        return slot;
    }

    public int proposer() {
        return proposer;
    }

    public ExecutionPayload payload() {
        return payload;
    }

    public List<PegIn> pegIns() {
        return pegIns;
    }

    public List<Bytes> pegOutProposals() {
        return pegOutProposals;
    }

    public List<Bytes> settledPegOuts() {
        return settledPegOuts;
    }

    public Optional<AuxPowHeader> auxPow() {
        return auxPow;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block that && root().equals(that.root());
    }

    @Override
    public int hashCode() {
        return root().hashCode();
    }

    @Override
    public String toString() {
        return "block " + height + " at slot " + slot + " " + root();
    }
}
