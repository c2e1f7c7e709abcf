package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Roots;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** Builds blocks. The same parent, attributes and candidates give the same block. */
final class BlockBuilder {
    private static final long CHEAPEST_TRANSACTION = 21_000;
    private static final long GAS_LIMIT_DIVISOR = 1_024;

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
        BlockHeader draft = draft(parent, attributes);
        BlockExecution execution =
                chain.processor().start(chain.processor().environment(draft, chain.ancestorsOf(draft)), state);
        execution.begin(parent.hash(), draft.parentBeaconBlockRoot());
        List<SignedTransaction> included = fill(execution, candidates);
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
    private static List<SignedTransaction> fill(BlockExecution execution, List<SignedTransaction> candidates) {
        List<SignedTransaction> included = new ArrayList<>();
        Set<EvmAddress> passedOver = new HashSet<>();
        for (SignedTransaction candidate : candidates) {
            if (execution.gasLeft() < CHEAPEST_TRANSACTION) {
                break;
            }
            if (!passedOver.contains(candidate.sender())) {
                if (execution.add(candidate).isEmpty()) {
                    included.add(candidate);
                } else {
                    passedOver.add(candidate.sender());
                }
            }
        }
        return included;
    }

    /** With all that the code of the block can see, and the rest empty. */
    private BlockHeader draft(Block parent, BuildAttributes attributes) {
        BlockHeader on = parent.header();
        Fork fork = chain.forkAt(attributes.timestamp());
        boolean cancun = fork.includes(Fork.CANCUN);
        return new BlockHeader(
                parent.hash(),
                attributes.feeRecipient(),
                Bytes32.ZERO,
                Trie.EMPTY_ROOT,
                Trie.EMPTY_ROOT,
                Bloom.EMPTY,
                on.number() + 1,
                gasLimit(on.gasLimit()),
                0,
                attributes.timestamp(),
                settings.extraData(),
                attributes.prevRandao(),
                BaseFee.after(on),
                Roots.ofWithdrawals(attributes.withdrawals()),
                cancun ? Optional.of(0L) : Optional.empty(),
                chain.parameters().blobsOf(fork).map(schedule -> schedule.excessAfter(on)),
                cancun ? Optional.of(attributes.parentBeaconBlockRoot()) : Optional.empty(),
                Optional.empty());
    }

    private long gasLimit(long parent) {
        long step = Math.max(0, parent / GAS_LIMIT_DIVISOR - 1);
        return Math.clamp(settings.gasLimit(), parent - step, parent + step);
    }
}
