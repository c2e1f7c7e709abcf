package org.alys.node.network.wire;

import java.util.HashSet;
import java.util.List;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.vote.Certificate;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** The encodings of requests and answers. Decoding refuses what no honest peer sends. */
final class RequestSchemas {
    static final SszType<PeerStatus> STATUS = status();
    static final SszType<RangeRequest> RANGE = range();
    static final SszType<List<Bytes32>> ROOTS =
            Ssz.list(Ssz.BYTES32, BlockRange.MAX_ROOTS).map(RequestSchemas::different, roots -> roots);

    private RequestSchemas() {}

    /** Federation-final blocks from a height on. */
    record RangeRequest(long from, long count) {
        RangeRequest {
            if (from < 1 || count < 1 || count > BlockRange.MAX_BLOCKS) {
                throw new IllegalArgumentException(count + " blocks from height " + from
                        + "; heights begin at 1, and blocks are 1 to " + BlockRange.MAX_BLOCKS);
            }
        }
    }

    private static List<Bytes32> different(List<Bytes32> roots) {
        if (roots.isEmpty() || new HashSet<>(roots).size() != roots.size()) {
            throw new IllegalArgumentException("roots are at least one and all different");
        }
        return roots;
    }

    private static SszType<PeerStatus> status() {
        var status = new SszContainer<PeerStatus>("Status");
        var genesis = status.field("genesisRoot", Ssz.BYTES32, PeerStatus::genesisRoot);
        var finalHeight = status.field("finalHeight", Ssz.UINT64, PeerStatus::finalHeight);
        var finalRoot = status.field("finalRoot", Ssz.BYTES32, PeerStatus::finalRoot);
        var headHeight = status.field("headHeight", Ssz.UINT64, PeerStatus::headHeight);
        var headRoot = status.field("headRoot", Ssz.BYTES32, PeerStatus::headRoot);
        var bitcoinFinal = status.field("bitcoinFinalHeight", Ssz.UINT64, PeerStatus::bitcoinFinalHeight);
        return status.build(f -> new PeerStatus(
                f.get(genesis),
                f.get(finalHeight),
                f.get(finalRoot),
                f.get(headHeight),
                f.get(headRoot),
                f.get(bitcoinFinal)));
    }

    private static SszType<RangeRequest> range() {
        var request = new SszContainer<RangeRequest>("BlocksByRange");
        var from = request.field("from", Ssz.UINT64, RangeRequest::from);
        var count = request.field("count", Ssz.UINT32, RangeRequest::count);
        return request.build(f -> new RangeRequest(f.get(from), f.get(count)));
    }

    /** Blocks in the encoding of {@code fork}. */
    static SszType<BlockRange> blocks(Fork fork) {
        var range = new SszContainer<BlockRange>("BlockRange");
        var blocks = range.field(
                "blocks", Ssz.list(BlockSchema.of(fork).certified(), BlockRange.MAX_BLOCKS), BlockRange::blocks);
        var finality =
                range.field("finality", Ssz.list(Certificate.SCHEMA, BlockRange.MAX_FINALITY), BlockRange::finality);
        return range.build(f -> new BlockRange(f.get(blocks), f.get(finality)));
    }
}
