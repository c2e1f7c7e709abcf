package org.alys.chain.rules;

import org.alys.chain.block.Block;
import org.alys.chain.money.Ledger;
import org.alys.chain.spec.ChainSpec;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * The state of the chain after a block: all that judging its children needs.
 *
 * @param root of the block
 * @param payloadHash hash of its execution block
 * @param finality after this block's own AuxPoW header, if it has one
 * @param nextWithdrawalIndex index of the next withdrawal of the chain
 */
public record ChainState(
        Bytes32 root,
        Bytes32 parentRoot,
        long height,
        long slot,
        Bytes32 payloadHash,
        BitcoinFinality finality,
        long nextWithdrawalIndex,
        Ledger ledger) {
    public static final SszType<ChainState> SCHEMA = schema();

    /** The state after {@code genesis}, which is final from the start. The first range is as hard as the easiest target. */
    public static ChainState genesis(ChainSpec spec, Block genesis) {
        return new ChainState(
                genesis.root(),
                genesis.parentRoot(),
                genesis.height(),
                genesis.slot(),
                genesis.payload().blockHash(),
                new BitcoinFinality(
                        genesis.root(),
                        genesis.height(),
                        Ledger.EMPTY.feesPaid(),
                        spec.auxPow().powLimit(),
                        spec.auxPow().targetBlocks(),
                        Ledger.EMPTY.feesPaid()),
                0,
                Ledger.EMPTY);
    }

    /** Blocks since the last Bitcoin-final one, this one included. */
    public long blocksWithoutFinality() {
        return height - finality.height();
    }

    /** Reads a state that this program wrote. */
    public static Decoded<ChainState> decode(byte[] bytes) {
        return SCHEMA.decode(bytes);
    }

    private static SszType<ChainState> schema() {
        var state = new SszContainer<ChainState>("ChainState");
        var root = state.field("root", Ssz.BYTES32, ChainState::root);
        var parentRoot = state.field("parentRoot", Ssz.BYTES32, ChainState::parentRoot);
        var height = state.field("height", Ssz.UINT64, ChainState::height);
        var slot = state.field("slot", Ssz.UINT64, ChainState::slot);
        var payloadHash = state.field("payloadHash", Ssz.BYTES32, ChainState::payloadHash);
        var finality = state.field("finality", BitcoinFinality.SCHEMA, ChainState::finality);
        var nextIndex = state.field("nextWithdrawalIndex", Ssz.UINT64, ChainState::nextWithdrawalIndex);
        var ledger = state.field("ledger", Ledger.SCHEMA, ChainState::ledger);
        return state.build(f -> new ChainState(
                f.get(root),
                f.get(parentRoot),
                f.get(height),
                f.get(slot),
                f.get(payloadHash),
                f.get(finality),
                f.get(nextIndex),
                f.get(ledger)));
    }
}
