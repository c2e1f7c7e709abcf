package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** Builds blocks. The same parent, attributes and candidates give the same block. */
final class BlockBuilder {
    private static final long CHEAPEST_TRANSACTION = 21_000;
    private static final long GAS_LIMIT_DIVISOR = 1_024;
    /** The header, and 16 withdrawals several times over. */
    private static final int BYTES_FOR_THE_REST = 1 << 16;
    /** What RLP puts before an item, at most. */
    private static final int ITEM_BYTES = 9;

    private final EmbeddedChain chain;
    private final BuilderSettings settings;

    BlockBuilder(EmbeddedChain chain, BuilderSettings settings) {
        this.chain = chain;
        this.settings = settings;
    }

    /**
     * A block of what of the candidates can be executed, in their order.
     *
     * @throws IllegalStateException when the parent's state has gone, or no block on it can be valid
     */
    BuiltBlock build(Block parent, BuildAttributes attributes, List<SignedTransaction> candidates) {
        StateView state = chain.stateAfter(parent)
                .orElseThrow(() -> new IllegalStateException("the state of " + parent.hash() + " has gone"));
        BlockHeader draft = wish(parent, attributes).draft(parent, chain.parameters());
        BlockExecution execution =
                chain.processor().start(chain.processor().environment(draft, chain.ancestorsOf(draft)), state);
        execution.begin(parent.hash(), draft.parentBeaconBlockRoot());
        List<SignedTransaction> included = fill(execution, candidates, room(draft));
        List<Bytes> requests = switch (execution.finish(attributes.withdrawals())) {
            case Requests.Collected(List<Bytes> collected) -> collected;
            case Requests.Failed(String reason) ->
                throw new IllegalStateException("no block on " + parent.hash() + " can be valid: " + reason);
        };
        BlockVerdict.Executed executed = new BlockVerdict.Executed(execution.delta(), execution.receipts(), requests);
        Bytes32 stateRoot = chain.stateRoot(parent.hash(), executed.delta())
                .orElseThrow(() -> new IllegalStateException("the state of " + parent.hash() + " has gone"));
        BlockHeader header = execution.seal(draft, included, requests, stateRoot);
        Block block = new Block(HeaderCodec.hash(header), header, included, attributes.withdrawals());
        return new BuiltBlock(block, executed, execution.priorityFees());
    }

    /** A sender whose transaction was refused is passed over: what comes after it cannot run either. */
    private static List<SignedTransaction> fill(
            BlockExecution execution, List<SignedTransaction> candidates, long bytes) {
        long left = bytes;
        List<SignedTransaction> included = new ArrayList<>();
        Set<EvmAddress> passedOver = new HashSet<>();
        for (SignedTransaction candidate : candidates) {
            if (execution.gasLeft() < CHEAPEST_TRANSACTION) {
                break;
            }
            int size = candidate.encoded().size() + ITEM_BYTES;
            if (!passedOver.contains(candidate.sender())) {
                if (size <= left && execution.add(candidate).isEmpty()) {
                    included.add(candidate);
                    left -= size;
                } else {
                    passedOver.add(candidate.sender());
                }
            }
        }
        return included;
    }

    /** What transactions of a block may have together, in bytes (EIP-7934). */
    private long room(BlockHeader draft) {
        boolean bounded = chain.parameters().forkAt(draft.timestamp()).includes(Fork.OSAKA);
        return bounded ? HeaderRules.MAX_BLOCK_BYTES - BYTES_FOR_THE_REST : Long.MAX_VALUE;
    }

    private HeaderWish wish(Block parent, BuildAttributes attributes) {
        return new HeaderWish(
                attributes.timestamp(),
                gasLimit(parent.header().gasLimit()),
                attributes.feeRecipient(),
                attributes.prevRandao(),
                BaseFee.after(parent.header()),
                settings.extraData(),
                attributes.parentBeaconBlockRoot(),
                attributes.withdrawals());
    }

    private long gasLimit(long parent) {
        long step = Math.max(0, parent / GAS_LIMIT_DIVISOR - 1);
        return Math.clamp(settings.gasLimit(), parent - step, parent + step);
    }
}
