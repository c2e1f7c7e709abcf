package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** A federation in virtual time: one thread, one seed, nothing else decides what happens. */
final class Simulation {
    static final long SLOT_MILLIS = 2000;
    static final BlsSignature SIGNATURE = new BlsSignature(Bytes.of(new byte[BlsSignature.SIZE]));

    final Quorum quorum;
    final SplittableRandom random;
    final Candidate genesis = Candidate.genesis(Bytes32.fromHex("77".repeat(32)), 0);
    final SafetyChecker safety = new SafetyChecker();
    final List<Participant> members = new ArrayList<>();
    NetworkModel network = NetworkModel.bounded(100);

    private final PriorityQueue<Happening> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Happening::atMillis).thenComparingLong(Happening::sequence));
    private final long[] skewMillis;
    private long nowMillis;
    private long sequence;
    private long roots;

    Simulation(Quorum quorum, long seed, long maxSkewMillis) {
        this.quorum = quorum;
        this.random = new SplittableRandom(seed);
        this.skewMillis = new long[quorum.members()];
        for (int member = 0; member < quorum.members(); member++) {
            skewMillis[member] = maxSkewMillis == 0 ? 0 : random.nextLong(maxSkewMillis);
            members.add(new HonestNode(this, member));
        }
        at(SLOT_MILLIS, () -> beginSlot(1));
    }

    void replace(int member, IntFunction<Participant> participant) {
        members.set(member, participant.apply(member));
    }

    HonestNode honest(int member) {
        return (HonestNode) members.get(member);
    }

    List<HonestNode> honest() {
        return members.stream()
                .filter(HonestNode.class::isInstance)
                .map(HonestNode.class::cast)
                .filter(node -> !(node instanceof Liar))
                .toList();
    }

    long slot() {
        return nowMillis / SLOT_MILLIS;
    }

    /** Milliseconds of the current slot that have passed by the clock of {@code member}. */
    long intoSlotMillis(int member) {
        return Math.max(0, nowMillis % SLOT_MILLIS - skewMillis[member]);
    }

    /** Runs to the very end of {@code slot}. */
    void runThrough(long slot) {
        long end = (slot + 1) * SLOT_MILLIS - 1;
        while (!agenda.isEmpty() && agenda.peek().atMillis() <= end) {
            Happening next = agenda.remove();
            nowMillis = next.atMillis();
            next.action().run();
        }
        nowMillis = end;
    }

    void after(long delayMillis, Runnable action) {
        at(nowMillis + delayMillis, action);
    }

    void send(int from, int to, Message message) {
        if (from == to) {
            return;
        }
        for (long delayMillis : network.delaysMillis(random, from, to)) {
            after(delayMillis, () -> members.get(to).receive(from, message));
        }
    }

    Bytes32 freshRoot() {
        byte[] root = new byte[Bytes32.SIZE];
        long number = ++roots;
        for (int i = 0; i < Long.BYTES; i++) {
            root[i] = (byte) (number >>> (8 * i));
            root[12 + i] = (byte) ((number * 0x9E3779B97F4A7C15L) >>> (8 * i));
        }
        return Bytes32.of(root);
    }

    static Certificate certificate(Ballot ballot, List<Vote> votes) {
        MemberSet signers = MemberSet.EMPTY;
        for (Vote vote : votes) {
            signers = signers.with(vote.member());
        }
        return new Certificate(ballot, signers, SIGNATURE);
    }

    private void beginSlot(long slot) {
        for (int i = 0; i < members.size(); i++) {
            int member = i;
            after(skewMillis[i], () -> members.get(member).beginSlot(slot));
            after(skewMillis[i] + SLOT_MILLIS * 3 / 4, () -> members.get(member).reachDeadline(slot));
        }
        after(SLOT_MILLIS, () -> beginSlot(slot + 1));
    }

    private void at(long atMillis, Runnable action) {
        agenda.add(new Happening(atMillis, sequence++, action));
    }

    private record Happening(long atMillis, long sequence, Runnable action) {}
}
