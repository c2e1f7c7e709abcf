package org.alys.chain.block;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * A block with the roots of its large parts in their place. Its root is the block's: who has the header and a signature of the root
 * knows slot and proposer of what was signed, without the block.
 */
public record BlockHeader(
        Bytes32 parentRoot,
        long height,
        long slot,
        int proposer,
        Bytes32 payloadRoot,
        Bytes32 pegInsRoot,
        Bytes32 pegOutProposalsRoot,
        Bytes32 settledPegOutsRoot,
        Bytes32 auxPowRoot) {
    /** Container of the nine fields; a root takes the place of what it is the root of. */
    public static final SszType<BlockHeader> SCHEMA = schema();

    private static final SszType<List<PegIn>> PEG_INS = Ssz.list(PegIn.SCHEMA, Block.MAX_PEG_INS);
    private static final SszType<List<Bytes>> TRANSACTIONS =
            Ssz.list(Ssz.byteList(Block.MAX_PEG_OUT_TRANSACTION_BYTES), Block.MAX_PEG_OUT_TRANSACTIONS);

    public static BlockHeader of(Block block) {
        return new BlockHeader(
                block.parentRoot(),
                block.height(),
                block.slot(),
                block.proposer(),
                BlockSchema.of(block.fork()).payload().root(block.payload()),
                PEG_INS.root(block.pegIns()),
                TRANSACTIONS.root(block.pegOutProposals()),
                TRANSACTIONS.root(block.settledPegOuts()),
                Ssz.optional(AuxPowHeader.SCHEMA).root(block.auxPow()));
    }

    /** The block's root. */
    public Bytes32 root() {
        return SCHEMA.root(this);
    }

    private static SszType<BlockHeader> schema() {
        var header = new SszContainer<BlockHeader>("BlockHeader");
        var parentRoot = header.field("parentRoot", Ssz.BYTES32, BlockHeader::parentRoot);
        var height = header.field("height", Ssz.UINT64, BlockHeader::height);
        var slot = header.field("slot", Ssz.UINT64, BlockHeader::slot);
        var proposer = header.field("proposer", Ssz.UINT8, BlockHeader::proposer);
        var payload = header.field("payloadRoot", Ssz.BYTES32, BlockHeader::payloadRoot);
        var pegIns = header.field("pegInsRoot", Ssz.BYTES32, BlockHeader::pegInsRoot);
        var proposals = header.field("pegOutProposalsRoot", Ssz.BYTES32, BlockHeader::pegOutProposalsRoot);
        var settled = header.field("settledPegOutsRoot", Ssz.BYTES32, BlockHeader::settledPegOutsRoot);
        var auxPow = header.field("auxPowRoot", Ssz.BYTES32, BlockHeader::auxPowRoot);
        return header.build(f -> new BlockHeader(
                f.get(parentRoot),
                f.get(height),
                f.get(slot),
                f.get(proposer),
                f.get(payload),
                f.get(pegIns),
                f.get(proposals),
                f.get(settled),
                f.get(auxPow)));
    }
}
