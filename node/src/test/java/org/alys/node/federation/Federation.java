package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.alys.chain.spec.SlotTime;
import org.alys.node.chain.ChainStatus;

/** A whole federation under one clock. A test moves it slot by slot; between two moves everybody has done all there was to do. */
final class Federation implements AutoCloseable {
    private static final long ANSWER_PATIENCE_NANOS = 2_000_000_000L;
    private static final long LOOK_NANOS = 200_000;

    final Network network;
    final ManualClock clock;
    final InMemoryNetwork wires;
    final SafetyAudit audit = new SafetyAudit();
    private final List<Member> members;
    private final SlotTime slots;
    private long slot;

    private Federation(Network network, Path directory) {
        this.network = network;
        this.slots = network.spec().slots();
        this.slot = network.genesis().slot();
        this.clock = new ManualClock(slots.start(slot));
        this.wires = new InMemoryNetwork(network.members().size(), audit, 1);
        this.members = network.members().stream()
                .map(index ->
                        new Member(index, network, clock, wires::link, audit, directory.resolve("member" + index)))
                .toList();
    }

    /** A federation that never needs miners, all members running, in the slot of genesis. */
    static Federation running(Path directory, int members, int threshold) {
        return running(directory, Network.of(members, threshold, 1_000_000));
    }

    static Federation running(Path directory, Network network) {
        Federation federation = stopped(directory, network);
        federation.members.forEach(Member::start);
        federation.settle();
        return federation;
    }

    static Federation stopped(Path directory, Network network) {
        return new Federation(network, directory);
    }

    Member member(int index) {
        return members.get(index);
    }

    Stream<Member> running() {
        return members.stream().filter(Member::isRunning);
    }

    long slot() {
        return slot;
    }

    int proposer() {
        return network.spec().proposerOf(slot);
    }

    /** To the start of the next slot, past the deadline of this one. */
    void nextSlot() {
        reachDeadline();
        slot++;
        clock.advanceTo(slots.start(slot));
        settle();
    }

    void reachDeadline() {
        clock.advanceTo(slots.skipDeadline(slot));
        settle();
    }

    void slots(int count) {
        for (int i = 0; i < count; i++) {
            nextSlot();
        }
    }

    /** Time goes on although {@code member} waits for somebody who does not answer, until it waits no more; over at least one slot. */
    void passWhileWaiting(Member member) {
        Instant next = slots.start(slot + 1);
        clock.advanceTo(next);
        CompletableFuture<ChainStatus> answer = member.statusLater();
        while (!answer.isDone()) {
            clock.advanceTo(clock.now().plusMillis(100));
            LockSupport.parkNanos(LOOK_NANOS);
        }
        slot = slots.slotAt(clock.now());
        settle();
    }

    /** Nothing in between happens: as if the whole world had been suspended. */
    void jump(long by) {
        slot += by;
        clock.advanceTo(slots.start(slot));
        settle();
    }

    /** Until everybody has handled every message and what followed from it. */
    void settle() {
        boolean busy = true;
        while (busy) {
            long before = said();
            busy = clock.runDue();
            running().forEach(Member::status);
            awaitAnswers();
            busy |= clock.runDue() || said() != before;
        }
    }

    private long said() {
        return wires.sent() + members.stream().mapToLong(Member::asked).sum();
    }

    /** An answer that does not come, because the other has died, is not waited for long. */
    private void awaitAnswers() {
        long giveUp = System.nanoTime() + ANSWER_PATIENCE_NANOS;
        while (running().anyMatch(Member::isAsking) && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Everybody has this many blocks more than {@code before}, the same head, and it is final. */
    void requireFinalHeadAt(long height) {
        requireEverybody(status -> {
            assertThat(status.head().height()).isEqualTo(height);
            assertThat(status.federationFinal()).isEqualTo(status.head());
        });
        assertThat(running().map(member -> member.status().head().root()).distinct())
                .hasSize(1);
    }

    void requireEverybody(Consumer<ChainStatus> condition) {
        running().map(Member::status).forEach(condition);
    }

    long height() {
        return running()
                .mapToLong(member -> member.status().head().height())
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        members.forEach(Member::stop);
        audit.requireNone();
    }
}
