package org.alys.node.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.alys.primitives.Bytes32;

/**
 * Joins members that run in one process: a message goes straight to the other's inbox, which judges it on a thread of its own, and a
 * question straight to the other's chain.
 */
public final class LocalNetwork {
    /** Messages that one member judges at once; who sends more waits. */
    private static final int MAX_JUDGED = 256;

    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();
    private final Map<Integer, ServedChain> chains = new ConcurrentHashMap<>();

    /** The link of one member. What is sent before the other side listens is lost, as on any network. */
    public FederationLink link(int member) {
        return new Link(member);
    }

    /** How one member asks the others. */
    public PeerRequests requests(int member) {
        return new Requests(member);
    }

    /** Lets the others ask this member from now on. */
    public void serve(int member, ServedChain chain) {
        chains.put(member, chain);
    }

    /** The member answers nothing any more. */
    public void leave(int member) {
        chains.remove(member);
    }

    private static PeerRef peer(int member) {
        return new PeerRef("local-" + member, OptionalInt.of(member));
    }

    private record Door(FederationLink.Inbox inbox, Semaphore judging) {
        Door(FederationLink.Inbox inbox) {
            this(inbox, new Semaphore(MAX_JUDGED));
        }

        void bring(int from, PeerMessage message) {
            judging.acquireUninterruptibly();
            Thread.ofVirtual().name("local-judge").start(() -> {
                try {
                    inbox.take(from, message);
                } finally {
                    judging.release();
                }
            });
        }
    }

    private final class Link implements FederationLink {
        private final int self;

        Link(int self) {
            this.self = self;
        }

        @Override
        public void broadcast(PeerMessage message) {
            others(door -> door.bring(self, message));
        }

        @Override
        public void join(Bytes32 genesisRoot, Inbox inbox) {
            doors.put(self, new Door(inbox));
        }

        @Override
        public PeerRequests requests() {
            return LocalNetwork.this.requests(self);
        }

        @Override
        public void serve(ServedChain chain) {
            LocalNetwork.this.serve(self, chain);
        }

        /** Members of one process trust each other: nobody is sent away. */
        @Override
        public void report(int member, Misconduct misconduct) {}

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of((int)
                    doors.keySet().stream().filter(member -> member != self).count());
        }

        @Override
        public void close() {
            doors.remove(self);
            leave(self);
        }

        private void others(Consumer<Door> action) {
            doors.forEach((member, door) -> {
                if (member != self) {
                    action.accept(door);
                }
            });
        }
    }

    private final class Requests implements PeerRequests {
        private final int self;

        Requests(int self) {
            this.self = self;
        }

        @Override
        public List<PeerRef> peers() {
            return chains.keySet().stream()
                    .filter(member -> member != self)
                    .sorted()
                    .map(LocalNetwork::peer)
                    .toList();
        }

        @Override
        public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
            return ask(peer, (chain, from) -> chain.status(from, own));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
            return ask(peer, (chain, asking) -> chain.blocksByRange(asking, from, count));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
            return ask(peer, (chain, asking) -> chain.blocksByRoot(asking, roots));
        }

        /** Members of one process trust each other: nobody is sent away. */
        @Override
        public void report(PeerRef peer, Misconduct misconduct) {}

        private <T> PeerAnswer<T> ask(PeerRef peer, BiFunction<ServedChain, PeerRef, PeerAnswer<T>> question) {
            return Optional.ofNullable(chains.get(peer.member().orElse(-1)))
                    .map(chain -> question.apply(chain, peer(self)))
                    .orElseGet(() -> new PeerAnswer.Failed<>(peer + " has gone", false));
        }
    }
}
