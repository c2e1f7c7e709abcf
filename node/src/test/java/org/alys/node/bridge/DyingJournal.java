package org.alys.node.bridge;

import java.util.List;
import java.util.Optional;
import org.alys.actor.durable.Journal;

/** The journal of a process that dies at a chosen write: just before the disk has it, or just after. Nothing works from then on. */
final class DyingJournal implements Journal {
    private final Journal disk;
    private final long lastWrite;
    private final boolean afterWriting;
    private long writes;
    private boolean dead;

    DyingJournal(Journal disk, long lastWrite, boolean afterWriting) {
        this.disk = disk;
        this.lastWrite = lastWrite;
        this.afterWriting = afterWriting;
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized long writes() {
        return writes;
    }

    private synchronized void write(Runnable work) {
        requireLife();
        boolean last = writes++ == lastWrite;
        dead = last;
        if (!last || afterWriting) {
            work.run();
        }
        if (last) {
            throw new IllegalStateException("the process died at this write");
        }
    }

    private synchronized void requireLife() {
        if (dead) {
            throw new IllegalStateException("the process is dead");
        }
    }

    @Override
    public void append(String stream, long expected, List<Stored> events) {
        write(() -> disk.append(stream, expected, events));
    }

    @Override
    public void snapshot(String stream, Stored snapshot) {
        write(() -> disk.snapshot(stream, snapshot));
    }

    @Override
    public List<Stored> eventsAfter(String stream, long number) {
        requireLife();
        return disk.eventsAfter(stream, number);
    }

    @Override
    public long last(String stream) {
        requireLife();
        return disk.last(stream);
    }

    @Override
    public Optional<Stored> latestSnapshot(String stream) {
        requireLife();
        return disk.latestSnapshot(stream);
    }
}
