package org.alys.chain.finality;

import java.util.List;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * What a miner's proof stands for. Nothing in it can be changed afterwards: not the range, not the difficulty, not who is paid.
 *
 * @param rangeRoots the roots of all blocks that are made final, oldest first, at least one
 * @param feeRecipient the miner's address
 */
public record AuxPowCommitment(
        Bytes32 genesisRoot, List<Bytes32> rangeRoots, CompactTarget bits, EvmAddress feeRecipient) {
    private static final long MAX_RANGE = 1L << 40;
    private static final SszType<List<Bytes32>> ROOTS = Ssz.list(Ssz.BYTES32, MAX_RANGE);
    private static final SszType<AuxPowCommitment> TYPE = type();

    public AuxPowCommitment {
        if (rangeRoots.isEmpty()) {
            throw new IllegalArgumentException("a proof makes at least one block final");
        }
        rangeRoots = List.copyOf(rangeRoots);
    }

    /** Double SHA-256 of the encoding, in hash-output order; {@code createauxblock} prints it reversed. */
    public Bytes32 hash() {
        return Hashes.sha256d(TYPE.encodeToArray(this));
    }

    private static SszType<AuxPowCommitment> type() {
        var commitment = new SszContainer<AuxPowCommitment>("AuxPowCommitment");
        commitment.field("genesisRoot", Ssz.BYTES32, AuxPowCommitment::genesisRoot);
        commitment.field("rangeStart", Ssz.BYTES32, c -> c.rangeRoots().getFirst());
        commitment.field("rangeEnd", Ssz.BYTES32, c -> c.rangeRoots().getLast());
        commitment.field("rangeHash", Ssz.BYTES32, c -> ROOTS.root(c.rangeRoots()));
        commitment.field("bits", Ssz.UINT32, c -> c.bits().bits() & 0xffffffffL);
        commitment.field("feeRecipient", Ssz.EVM_ADDRESS, AuxPowCommitment::feeRecipient);
        return commitment.build(values -> {
            throw new IllegalArgumentException("a commitment is only hashed, never read back");
        });
    }
}
