package org.alys.node.federation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.alys.node.network.BlockRange;
import org.alys.node.network.FederationLink;
import org.alys.node.network.LocalNetwork;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes32;

/** Carries messages straight into mailboxes, unless it was told to lose, cut or change them. */
final class InMemoryNetwork {
    private final int members;
    private final SafetyAudit audit;
    private final Random random;
    private final Map<Integer, FederationLink.Inbox> inboxes = new ConcurrentHashMap<>();
    private final LocalNetwork questions = new LocalNetwork();
    private final Set<Integer> cut = new HashSet<>();
    private final AtomicLong sent = new AtomicLong();
    private final Map<Integer, UnaryOperator<BlockRange>> forgeries = new ConcurrentHashMap<>();
    private final List<Integer> reported = new CopyOnWriteArrayList<>();
    private double lossRate;
    private Tampering tampering = (from, to, message) -> List.of(message);

    /** What arrives instead of a message; nothing, itself, or something else. */
    @FunctionalInterface
    interface Tampering {
        List<PeerMessage> arriving(int from, int to, PeerMessage message);
    }

    InMemoryNetwork(int members, SafetyAudit audit, long seed) {
        this.members = members;
        this.audit = audit;
        this.random = new Random(seed);
    }

    /** Messages that were handed to the network so far. */
    long sent() {
        return sent.get();
    }

    synchronized void cutOff(int member) {
        cut.add(member);
    }

    synchronized void reconnect(int member) {
        cut.remove(member);
    }

    synchronized void lose(double rate) {
        lossRate = rate;
    }

    synchronized void tamper(Tampering with) {
        tampering = with;
    }

    /** What a member answers about single blocks is changed on its way from now on. */
    void forgeAnswers(int member, UnaryOperator<BlockRange> forgery) {
        forgeries.put(member, forgery);
    }

    /** Members whose answers somebody found wrong. */
    List<Integer> reported() {
        return List.copyOf(reported);
    }

    void disconnect(int member) {
        inboxes.remove(member);
        questions.leave(member);
    }

    FederationLink link(int member) {
        return new Link(member);
    }

    private synchronized List<PeerMessage> arriving(int from, int to, PeerMessage message) {
        boolean lost = cut.contains(from) || cut.contains(to) || random.nextDouble() < lossRate;
        return lost ? List.of() : tampering.arriving(from, to, message);
    }

    /** Puts a message into a mailbox as if {@code from} had sent it. */
    void inject(int from, int to, PeerMessage message) {
        sent.incrementAndGet();
        FederationLink.Inbox inbox = inboxes.get(to);
        if (inbox != null) {
            inbox.take(from, message);
        }
    }

    private synchronized boolean passes(int from, PeerRef to) {
        boolean lost = cut.contains(from) || cut.contains(to.member().orElseThrow()) || random.nextDouble() < lossRate;
        return !lost;
    }

    /** Questions get lost like messages. */
    private final class Questions implements PeerRequests {
        private final int self;
        private final PeerRequests real;

        Questions(int self, PeerRequests real) {
            this.self = self;
            this.real = real;
        }

        @Override
        public List<PeerRef> peers() {
            return real.peers();
        }

        @Override
        public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
            return passes(self, peer) ? real.status(peer, own) : lost();
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
            return passes(self, peer) ? real.blocksByRange(peer, from, count) : lost();
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
            if (!passes(self, peer)) {
                return lost();
            }
            UnaryOperator<BlockRange> forgery =
                    forgeries.getOrDefault(peer.member().orElseThrow(), UnaryOperator.identity());
            return real.blocksByRoot(peer, roots).flatMap(range -> new PeerAnswer.Value<>(forgery.apply(range)));
        }

        @Override
        public void report(PeerRef peer, Misconduct misconduct) {
            reported.add(peer.member().orElseThrow());
        }

        private static <T> PeerAnswer<T> lost() {
            return new PeerAnswer.Failed<>("lost", false);
        }
    }

    private final class Link implements FederationLink {
        private final int self;

        Link(int self) {
            this.self = self;
        }

        @Override
        public void broadcast(PeerMessage message) {
            audit.said(self, message);
            IntStream.range(0, members).filter(to -> to != self).forEach(to -> deliver(to, message));
        }

        private void deliver(int to, PeerMessage message) {
            arriving(self, to, message).forEach(arrived -> inject(self, to, arrived));
        }

        @Override
        public void join(Bytes32 genesisRoot, Inbox inbox) {
            inboxes.put(self, inbox);
        }

        @Override
        public PeerRequests requests() {
            return new Questions(self, questions.requests(self));
        }

        @Override
        public void serve(ServedChain chain) {
            questions.serve(self, chain);
        }

        @Override
        public void report(int member, Misconduct misconduct) {}

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of((int)
                    inboxes.keySet().stream().filter(member -> member != self).count());
        }

        @Override
        public void close() {
            disconnect(self);
        }
    }
}
