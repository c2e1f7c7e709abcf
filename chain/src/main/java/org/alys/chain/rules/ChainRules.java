package org.alys.chain.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.FeeSplit;
import org.alys.chain.money.Ledger;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockPlan.Finalising;
import org.alys.chain.spec.ChainSpec;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/**
 * The rules of one chain (docs/protocol.md, sections 3, 4 and 6) except those about votes and signatures. Immutable and safe
 * for use by several threads.
 */
public final class ChainRules {
    /** How far ahead of this node's clock a block's slot may start. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMillis(500);

    private final ChainSpec spec;
    private final ChainState genesis;

    /** Rules for the chain of {@code spec}, which has no problems, that starts with {@code genesis}. */
    public ChainRules(ChainSpec spec, Block genesis) {
        this.spec = spec;
        this.genesis = ChainState.genesis(spec, genesis);
    }

    public ChainSpec spec() {
        return spec;
    }

    /** The state to start from. */
    public ChainState genesis() {
        return genesis;
    }

    public Bytes32 genesisRoot() {
        return genesis.root();
    }

    /**
     * What a miner may work on to make everything up to {@code rangeEnd} final, for a chain whose tip is {@code tip}; empty
     * when that is no ancestor that is not final yet, or the node does not have all blocks of the range.
     */
    public Optional<MiningWork> work(ChainState tip, Bytes32 rangeEnd, EvmAddress miner, Ancestors ancestors) {
        return switch (FinalRange.search(tip, rangeEnd, ancestors)) {
            case FinalRange.Search.Found(FinalRange range) ->
                Optional.of(MiningWork.of(spec.auxPow(), genesisRoot(), range, tip.finality(), miner));
            case FinalRange.Search.NotAnAncestor _, FinalRange.Search.Unknown _ -> Optional.empty();
        };
    }

    /** What {@code header} makes final in a block on {@code parent}; empty when its range cannot be found. */
    public Optional<Finalising> finalising(ChainState parent, AuxPowHeader header, Ancestors ancestors) {
        return FinalRange.search(parent, header.rangeEnd(), ancestors)
                        instanceof FinalRange.Search.Found(FinalRange range)
                ? Optional.of(new Finalising(range, header.feeRecipient()))
                : Optional.empty();
    }

    /** How many refunds and deposits the next block has room for. */
    public int roomForPegs(ChainState parent, Optional<Finalising> finalising) {
        return BlockPlan.room(spec, parent, finalising);
    }

    /**
     * What the block at {@code slot} on {@code parent} must look like.
     *
     * @param pegIns in Bitcoin's order; with the refunds no more than {@link #roomForPegs}
     * @throws IllegalArgumentException when they are more
     */
    public BlockPlan plan(
            ChainState parent, long slot, List<PegIn> pegIns, List<Payment> refunds, Optional<Finalising> finalising) {
        return BlockPlan.of(spec, parent, slot, pegIns, refunds, finalising);
    }

    /** Whether {@code block} may follow the block that {@code parent} is the state of. */
    public Verdict judge(Block block, ChainState parent, BlockContext context) {
        return new BlockCheck(this, block, parent, context).verdict();
    }

    /**
     * The state after a block that was accepted.
     *
     * @param facts from executing its payload
     * @throws IllegalArgumentException when the block is not one that {@link #judge} accepts
     */
    public ChainState apply(
            ChainState parent, Block block, ExecutionFacts facts, List<Payment> refunds, Ancestors ancestors) {
        if (!block.parentRoot().equals(parent.root())) {
            throw new IllegalArgumentException(block + " does not follow " + parent.root());
        }
        Optional<Finalising> finalising = block.auxPow()
                .map(header -> finalising(parent, header, ancestors)
                        .orElseThrow(() -> new IllegalArgumentException(block + " finalises an unknown range")));
        BlockPlan plan = plan(parent, block.slot(), block.pegIns(), refunds, finalising);
        Ledger ledger = parent.ledger().after(plan.minted(), facts, Sats.ZERO);
        return new ChainState(
                block.root(),
                block.parentRoot(),
                block.height(),
                block.slot(),
                block.payload().blockHash(),
                finalityAfter(parent, block, plan, finalising),
                parent.nextWithdrawalIndex() + plan.attributes().withdrawals().size(),
                ledger);
    }

    private static BitcoinFinality finalityAfter(
            ChainState parent, Block block, BlockPlan plan, Optional<Finalising> finalising) {
        if (finalising.isEmpty() || block.auxPow().isEmpty()) {
            return parent.finality();
        }
        FinalRange range = finalising.get().range();
        return new BitcoinFinality(
                range.end().root(),
                range.end().height(),
                range.end().ledger().feesPaid(),
                block.auxPow().get().bits(),
                range.length(),
                plan.fees().map(FeeSplit::carry).orElse(Wei.ZERO));
    }
}
