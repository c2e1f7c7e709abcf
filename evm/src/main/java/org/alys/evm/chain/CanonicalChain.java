package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeadChange;
import org.alys.evm.state.StateDatabase;
import org.alys.evm.store.Batch;
import org.alys.primitives.Bytes32;

/** The chain that the fork choice names, and how it moves. Moves are the caller's to keep apart; reading is free. */
final class CanonicalChain {
    private final ChainStore store;
    private volatile Tips tips;

    /** The blocks that the fork choice names. */
    record Tips(Block head, Optional<Block> safe, Optional<Block> finalized) {}

    private CanonicalChain(ChainStore store, Tips tips) {
        this.store = store;
        this.tips = tips;
    }

    /** What the last fork choice left, checked to be whole. */
    static CanonicalChain load(ChainStore store, StateDatabase states) {
        Block head = store.tip(ChainStore.Tip.HEAD)
                .flatMap(store::block)
                .orElseThrow(() -> new IllegalStateException("the store of the chain has no head"));
        if (states.at(head.hash()).isEmpty()) {
            throw new IllegalStateException(
                    "the store has no state of the head " + head.hash() + ": remove it and execute the blocks again");
        }
        Optional<Block> safe = store.tip(ChainStore.Tip.SAFE).flatMap(store::block);
        Optional<Block> finalized = store.tip(ChainStore.Tip.FINALIZED).flatMap(store::block);
        return new CanonicalChain(store, new Tips(head, safe, finalized));
    }

    Tips tips() {
        return tips;
    }

    /** Why {@code hash} cannot be an ancestor of a head, or that itself; empty when it can, or is zero. */
    Optional<String> contradiction(Bytes32 headHash, BlockHeader head, String name, Bytes32 hash) {
        if (hash.isZero()) {
            return Optional.empty();
        }
        Optional<BlockHeader> header = store.header(hash);
        if (header.isEmpty()) {
            return Optional.of("the " + name + " block " + hash + " is not known");
        }
        if (store.isPruned(hash)) {
            return Optional.of("the " + name + " block " + hash + " is pruned");
        }
        return isAncestor(hash, header.get().number(), headHash, head)
                ? Optional.empty()
                : Optional.of("the " + name + " block " + hash + " is not an ancestor of the head " + headHash);
    }

    /** Whether the block is the finalized one or below it. */
    boolean isFinal(Bytes32 hash, BlockHeader header) {
        return tips.finalized()
                        .filter(last -> header.number() <= last.header().number())
                        .isPresent()
                && isCanonical(header.number(), hash);
    }

    /** Or the same. */
    private boolean isAncestor(Bytes32 hash, long number, Bytes32 of, BlockHeader ofHeader) {
        Bytes32 at = of;
        BlockHeader header = ofHeader;
        while (header.number() > number) {
            long current = header.number();
            if (isCanonical(current, at)) {
                return isCanonical(number, hash);
            }
            at = header.parentHash();
            header = required(at);
        }
        return at.equals(hash);
    }

    private boolean isCanonical(long number, Bytes32 hash) {
        return store.canonicalHash(number).filter(hash::equals).isPresent();
    }

    private BlockHeader required(Bytes32 hash) {
        return store.header(hash).orElseThrow(() -> new IllegalStateException("block " + hash + " is missing"));
    }

    /**
     * Makes {@code head} the head, in one write.
     *
     * @param safe zero to leave it where it can stay; as {@code finalized}
     * @return empty when the head was the head already
     */
    Optional<HeadChange> choose(Block head, Bytes32 safe, Bytes32 finalized) {
        HeadChange change = path(tips.head(), head);
        Batch batch = new Batch();
        change.removed().forEach(block -> ChainStore.deleteCanonical(batch, block));
        change.added().forEach(block -> ChainStore.putCanonical(batch, block));
        Tips next = new Tips(head, tip(head, safe, tips.safe()), tip(head, finalized, tips.finalized()));
        ChainStore.putTip(batch, ChainStore.Tip.HEAD, Optional.of(head));
        ChainStore.putTip(batch, ChainStore.Tip.SAFE, next.safe());
        ChainStore.putTip(batch, ChainStore.Tip.FINALIZED, next.finalized());
        next.finalized().ifPresent(block -> dropSideBranches(batch, block, change));
        store.write(batch);
        tips = next;
        boolean moved = !change.removed().isEmpty() || !change.added().isEmpty();
        return moved ? Optional.of(change) : Optional.empty();
    }

    private Optional<Block> tip(Block head, Bytes32 wanted, Optional<Block> before) {
        if (!wanted.isZero()) {
            return store.block(wanted);
        }
        return before.filter(block -> isAncestor(block.hash(), block.header().number(), head.hash(), head.header()));
    }

    /** Blocks that newly finalized ones contradict, with all that was built on them. */
    private void dropSideBranches(Batch batch, Block finalized, HeadChange change) {
        long last = finalized.header().number();
        long first = tips.finalized().map(block -> block.header().number() + 1).orElse(1L);
        if (last < first) {
            return;
        }
        Set<Bytes32> dropped = new HashSet<>();
        for (Bytes32 hash : store.executed(first, Long.MAX_VALUE)) {
            BlockHeader header = required(hash);
            boolean contradicts = header.number() <= last
                    ? !willBeCanonical(header.number(), hash, change)
                    : dropped.contains(header.parentHash());
            if (contradicts) {
                dropped.add(hash);
                store.deleteBlock(batch, header.number(), hash);
            }
        }
    }

    private boolean willBeCanonical(long number, Bytes32 hash, HeadChange change) {
        List<Block> added = change.added();
        if (!added.isEmpty() && number >= added.getFirst().header().number()) {
            return added.stream().anyMatch(block -> block.hash().equals(hash));
        }
        return isCanonical(number, hash);
    }

    /** The way from one block to another. */
    private HeadChange path(Block from, Block to) {
        List<Block> removed = new ArrayList<>();
        List<Block> added = new ArrayList<>();
        Block left = from;
        Block right = to;
        while (!left.hash().equals(right.hash())) {
            if (left.header().number() >= right.header().number()) {
                removed.add(left);
                left = parent(left);
            } else {
                added.addFirst(right);
                right = parent(right);
            }
        }
        return new HeadChange(removed, added);
    }

    private Block parent(Block block) {
        Bytes32 hash = block.header().parentHash();
        return store.block(hash).orElseThrow(() -> new IllegalStateException("block " + hash + " is missing"));
    }
}
