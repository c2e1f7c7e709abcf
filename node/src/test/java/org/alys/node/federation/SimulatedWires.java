package org.alys.node.federation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.alys.actor.testkit.Simulation;
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

/** A bad network in a simulation: what is sent comes at once, late, twice, before what was sent earlier, or never. */
final class SimulatedWires {
    /** After so long everything that was sent has arrived. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final Simulation simulation;
    private final RandomGenerator random;
    private final SafetyAudit audit;
    private final Map<Integer, FederationLink.Inbox> inboxes = new TreeMap<>();
    private final LocalNetwork questions = new LocalNetwork();
    private final Set<Integer> cut = new HashSet<>();
    private InMemoryNetwork.Tampering tampering = (from, to, message) -> List.of(message);
    private double lossRate;

    SimulatedWires(Simulation simulation, SafetyAudit audit) {
        this.simulation = simulation;
        this.random = simulation.random();
        this.audit = audit;
    }

    void tamper(InMemoryNetwork.Tampering with) {
        tampering = with;
    }

    void cutOff(int member) {
        cut.add(member);
    }

    void reconnect(int member) {
        cut.remove(member);
    }

    void lose(double rate) {
        lossRate = rate;
    }

    /** Nothing is lost from now on, and everybody is connected. */
    void heal() {
        cut.clear();
        lossRate = 0;
    }

    FederationLink link(int member) {
        return new Link(member);
    }

    private boolean passes(int from, int to) {
        return !cut.contains(from) && !cut.contains(to) && random.nextDouble() >= lossRate;
    }

    /** Mostly nothing, for the order of what happens in one moment is the seed's; sometimes longer than a slot. */
    private void travel() throws InterruptedException {
        int kind = random.nextInt(20);
        if (kind >= 10) {
            simulation.sleep(Duration.ofMillis(random.nextLong(kind == 19 ? LONGEST.toMillis() : 300)));
        }
    }

    private void carry(int from, int to, PeerMessage message) {
        simulation.start("message from " + from + " to " + to, () -> {
            try {
                travel();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a message", e);
            }
            FederationLink.Inbox inbox = inboxes.get(to);
            if (inbox != null) {
                inbox.take(from, message);
            }
        });
    }

    private final class Link implements FederationLink {
        private final int self;

        Link(int self) {
            this.self = self;
        }

        @Override
        public void broadcast(PeerMessage message) {
            audit.said(self, message);
            for (int to : List.copyOf(inboxes.keySet())) {
                if (to != self && passes(self, to)) {
                    int times = random.nextInt(50) == 0 ? 2 : 1;
                    for (PeerMessage arriving : tampering.arriving(self, to, message)) {
                        IntStream.range(0, times).forEach(_ -> carry(self, to, arriving));
                    }
                }
            }
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
        public void report(int member, Misconduct misconduct) {
            audit.accused(self, member, misconduct);
        }

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of((int)
                    inboxes.keySet().stream().filter(member -> member != self).count());
        }

        @Override
        public void close() {
            inboxes.remove(self);
            questions.leave(self);
        }
    }

    /** Questions and answers travel like messages. */
    private final class Questions implements PeerRequests {
        private static final Duration PATIENCE = Duration.ofSeconds(10);
        private final int self;
        private final PeerRequests real;

        private interface Question<T> {
            PeerAnswer<T> put();
        }

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
            return ask(peer, () -> real.status(peer, own));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
            return ask(peer, () -> real.blocksByRange(peer, from, count));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
            return ask(peer, () -> real.blocksByRoot(peer, roots));
        }

        private <T> PeerAnswer<T> ask(PeerRef peer, Question<T> question) {
            int to = peer.member().orElseThrow();
            try {
                travel();
                if (!passes(self, to)) {
                    simulation.sleep(PATIENCE);
                    return new PeerAnswer.Failed<>("no answer in time", false);
                }
                PeerAnswer<T> answer = question.put();
                travel();
                return answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new PeerAnswer.Failed<>("interrupted", false);
            }
        }

        @Override
        public void report(PeerRef peer, Misconduct misconduct) {
            if (misconduct != Misconduct.UNRESPONSIVE) {
                audit.accused(self, peer.member().orElseThrow(), misconduct);
            }
        }
    }
}
