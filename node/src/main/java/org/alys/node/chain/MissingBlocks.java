package org.alys.node.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.primitives.Bytes32;

/**
 * Blocks near the head that this node knows of and does not have. One question is under way at a time, each to another peer; in a slot nobody
 * is asked twice in vain. A block whose parent is missing too waits here until that has come.
 */
final class MissingBlocks {
    private static final int MAX_WAITING = 64;
    private static final long MAX_WAITING_BYTES = 32L << 20;

    private final ChainStore store;
    private final PeerRequests peers;
    private final Readiness readiness;
    /** With the last slot in which each can matter: it is of no use once a later one is final. */
    private final Map<Bytes32, Long> wanted = new LinkedHashMap<>();

    private final Map<Bytes32, CertifiedBlock> waiting = new LinkedHashMap<>();
    private int turn;
    private int failures;
    private boolean asking;

    /** Ask this peer for certified blocks by their roots, and tell {@link #answered}. */
    record Question(PeerRef peer, List<Bytes32> roots) {}

    MissingBlocks(ChainStore store, PeerRequests peers, Readiness readiness) {
        this.store = store;
        this.peers = peers;
        this.readiness = readiness;
    }

    /** A block of {@code slot} or earlier is missing. */
    void want(Bytes32 root, long slot) {
        wanted.putIfAbsent(root, slot);
    }

    void found(Bytes32 root) {
        wanted.remove(root);
        waiting.remove(root);
    }

    boolean isWanted(Bytes32 root) {
        return wanted.containsKey(root);
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** A slot has begun: everybody may be asked again. */
    void slotBegan() {
        failures = 0;
    }

    /** Forgets what is of no use any more. */
    void forgetOld() {
        long finalSlot = store.tree().finalEntry().slot();
        wanted.entrySet().removeIf(entry -> entry.getValue() <= finalSlot || store.isCertified(entry.getKey()));
        waiting.keySet().retainAll(wanted.keySet());
    }

    /** What to ask now; empty when there is nothing to ask for, or nobody. */
    Optional<Question> next() {
        forgetOld();
        List<Bytes32> roots = wanted.keySet().stream()
                .filter(root -> !waiting.containsKey(root))
                .limit(BlockRange.MAX_ROOTS)
                .toList();
        if (asking || roots.isEmpty() || readiness.fetchesRanges()) {
            return Optional.empty();
        }
        List<PeerRef> all = peers.peers();
        if (failures >= all.size()) {
            return Optional.empty();
        }
        asking = true;
        turn = (turn + 1) % all.size();
        return Optional.of(new Question(all.get(turn), roots));
    }

    /** The question was answered; {@code usefully} if that brought a block that was wanted. */
    void answered(boolean usefully) {
        asking = false;
        failures = usefully ? 0 : failures + 1;
    }

    /** Keeps a wanted block whose signatures are good, and asks for its parent if that, or its certificate, is missing too. */
    void keep(CertifiedBlock certified) {
        Block block = certified.block();
        waiting.put(block.root(), certified);
        long finalHeight = store.tree().finalEntry().block().height();
        if (block.height() > finalHeight + 1 && !store.isCertified(block.parentRoot())) {
            want(block.parentRoot(), block.slot());
        }
        while (waiting.size() > MAX_WAITING || waitingBytes() > MAX_WAITING_BYTES) {
            waiting.remove(waiting.keySet().iterator().next());
        }
    }

    private long waitingBytes() {
        return waiting.values().stream()
                .mapToLong(certified ->
                        BlockSchema.of(certified.block().fork()).certified().size(certified))
                .sum();
    }

    /** Blocks that waited and whose parents are here with their certificates now; they wait no more. */
    List<CertifiedBlock> ready() {
        Bytes32 finalRoot = store.tree().finalEntry().root();
        List<CertifiedBlock> ready = waiting.values().stream()
                .filter(certified -> certified.block().parentRoot().equals(finalRoot)
                        || store.isCertified(certified.block().parentRoot()))
                .toList();
        ready.forEach(certified -> waiting.remove(certified.block().root()));
        return ready;
    }
}
