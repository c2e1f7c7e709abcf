package org.alys.node.federation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.Bytes32;

/** Peers that do what a test tells them. They are members 0, 1, 2, in the order in which they were added. */
final class ScriptedPeers implements PeerRequests, AutoCloseable {
    private final Map<PeerRef, Peer> peers = new LinkedHashMap<>();
    private final Map<PeerRef, List<Misconduct>> reported = new LinkedHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger silent = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What one peer answers; the defaults are those of a node without blocks. */
    interface Peer {
        PeerAnswer<PeerStatus> status();

        default PeerAnswer<BlockRange> range(long from, int count) {
            return new PeerAnswer.Value<>(BlockRange.EMPTY);
        }

        default PeerAnswer<BlockRange> root(Bytes32 root) {
            return new PeerAnswer.Value<>(BlockRange.EMPTY);
        }
    }

    /** A peer that has a chain up to a height and says so. */
    static class Honest implements Peer {
        private final ForgedChain chain;
        private final long height;

        Honest(ForgedChain chain, long height) {
            this.chain = chain;
            this.height = height;
        }

        @Override
        public PeerAnswer<PeerStatus> status() {
            return new PeerAnswer.Value<>(chain.status(height));
        }

        @Override
        public PeerAnswer<BlockRange> range(long from, int count) {
            long last = Math.min(height, from + count - 1);
            return new PeerAnswer.Value<>(last < from ? BlockRange.EMPTY : chain.range(from, last));
        }

        @Override
        public PeerAnswer<BlockRange> root(Bytes32 root) {
            return new PeerAnswer.Value<>(chain.byRoot(root));
        }
    }

    synchronized PeerRef add(Peer peer) {
        PeerRef ref = new PeerRef("peer-" + peers.size(), OptionalInt.of(peers.size()));
        peers.put(ref, peer);
        return ref;
    }

    synchronized void remove(PeerRef peer) {
        peers.remove(peer);
    }

    synchronized List<Misconduct> reported(PeerRef peer) {
        return List.copyOf(reported.getOrDefault(peer, List.of()));
    }

    /** Answers given so far. */
    long answered() {
        return answered.get();
    }

    /** Never answers, until everything is over. */
    <T> PeerAnswer<T> silence() {
        silent.incrementAndGet();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            silent.decrementAndGet();
        }
        return new PeerAnswer.Failed<>("silent", false);
    }

    /** Questions that are not answered. */
    int silent() {
        return silent.get();
    }

    @Override
    public synchronized List<PeerRef> peers() {
        return List.copyOf(peers.keySet());
    }

    private synchronized Optional<Peer> find(PeerRef peer) {
        return Optional.ofNullable(peers.get(peer));
    }

    private <T> PeerAnswer<T> ask(PeerRef ref, java.util.function.Function<Peer, PeerAnswer<T>> question) {
        PeerAnswer<T> answer = find(ref).map(question).orElseGet(() -> new PeerAnswer.Failed<>("gone", false));
        answered.incrementAndGet();
        return answer;
    }

    @Override
    public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
        return ask(peer, Peer::status);
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
        return ask(peer, found -> found.range(from, count));
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
        return ask(peer, found -> found.root(roots.getFirst()));
    }

    @Override
    public synchronized void report(PeerRef peer, Misconduct misconduct) {
        reported.computeIfAbsent(peer, added -> new ArrayList<>()).add(misconduct);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
