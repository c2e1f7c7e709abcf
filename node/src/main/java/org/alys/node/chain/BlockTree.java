package org.alys.node.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.rules.ChainState;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes32;

/**
 * The federation-final block and every accepted block above it, with what is known of each. Small: a block leaves when a later
 * one becomes final.
 */
final class BlockTree {
    private static final Comparator<Entry> BY_SLOT = Comparator.comparingLong(Entry::slot);

    private final Map<Bytes32, Entry> entries = new HashMap<>();
    private Entry finalEntry;

    /**
     * A block and how far it is.
     *
     * @param certificate its notarize certificate, once it has one
     * @param state its post-state, once it is executed
     */
    record Entry(SignedBlock signed, Optional<Certificate> certificate, Optional<ChainState> state) {
        Block block() {
            return signed.block();
        }

        Bytes32 root() {
            return block().root();
        }

        long slot() {
            return block().slot();
        }

        Bytes32 payloadHash() {
            return block().payload().blockHash();
        }

        boolean isExecuted() {
            return state.isPresent();
        }

        /** The post-state of a block that is known to be executed. */
        ChainState executedState() {
            return state.orElseThrow(() -> new IllegalStateException(block() + " is not executed"));
        }
    }

    BlockTree(Entry finalEntry) {
        this.finalEntry = finalEntry;
        entries.put(finalEntry.root(), finalEntry);
    }

    Optional<Entry> find(Bytes32 root) {
        return Optional.ofNullable(entries.get(root));
    }

    Entry finalEntry() {
        return finalEntry;
    }

    /** The executed certified block with the highest slot: what the execution layer has as its head. */
    Entry head() {
        return entries.values().stream()
                .filter(Entry::isExecuted)
                .max(BY_SLOT)
                .orElseThrow(() -> new IllegalStateException("the final block is always executed"));
    }

    void accept(SignedBlock block) {
        entries.putIfAbsent(block.block().root(), new Entry(block, Optional.empty(), Optional.empty()));
    }

    void certify(Bytes32 root, Certificate certificate) {
        entries.computeIfPresent(
                root, (_, entry) -> new Entry(entry.signed(), Optional.of(certificate), entry.state()));
    }

    void executed(Bytes32 root, ChainState state) {
        entries.computeIfPresent(
                root, (_, entry) -> new Entry(entry.signed(), entry.certificate(), Optional.of(state)));
    }

    /** Certified blocks whose parent is executed and who are not themselves, lowest slot first. */
    List<Entry> executable() {
        return entries.values().stream()
                .filter(entry -> !entry.isExecuted() && entry.certificate().isPresent())
                .filter(entry -> find(entry.block().parentRoot())
                        .filter(Entry::isExecuted)
                        .isPresent())
                .sorted(BY_SLOT)
                .toList();
    }

    /** The blocks above the final one up to {@code tip}, oldest first; empty when {@code tip} does not descend from it. */
    Optional<List<Entry>> pathTo(Bytes32 tip) {
        List<Entry> path = new ArrayList<>();
        Optional<Entry> entry = find(tip);
        while (entry.isPresent() && !entry.get().root().equals(finalEntry.root())) {
            path.addFirst(entry.get());
            entry = find(entry.get().block().parentRoot());
        }
        return entry.map(_ -> List.copyOf(path));
    }

    /** Takes an execution back whose result could not be stored. */
    void forgetState(Bytes32 root) {
        entries.computeIfPresent(root, (_, entry) -> new Entry(entry.signed(), entry.certificate(), Optional.empty()));
    }

    /** The blocks that can never be final once {@code root} is. */
    List<Entry> abandonedBy(Bytes32 root) {
        Set<Bytes32> kept = new HashSet<>();
        kept.add(finalEntry.root());
        pathTo(root).orElse(List.of()).forEach(entry -> kept.add(entry.root()));
        long slot = find(root).map(Entry::slot).orElse(0L);
        return entries.values().stream()
                .filter(entry -> entry.slot() <= slot && !kept.contains(entry.root()))
                .toList();
    }

    /** Makes an executed block the final one and forgets what lies at or below its slot. */
    void finalise(Bytes32 root) {
        finalEntry = find(root)
                .filter(Entry::isExecuted)
                .orElseThrow(() -> new IllegalStateException(root + " is not executed, so it cannot be final"));
        entries.values()
                .removeIf(entry ->
                        entry.slot() <= finalEntry.slot() && !entry.root().equals(root));
    }

    Stream<Entry> all() {
        return entries.values().stream().sorted(BY_SLOT);
    }
}
