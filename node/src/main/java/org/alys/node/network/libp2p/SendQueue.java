package org.alys.node.network.libp2p;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one stream, bounded in number and bytes. Putting in never waits: what is too much falls out, the oldest first. */
final class SendQueue {
    private final int maxMessages;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    SendQueue(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /** Puts a message in and says how many others had to go; critical ones go last. */
    int put(Outgoing message) {
        lock.lock();
        try {
            if (closed) {
                return 0;
            }
            waiting.addLast(message);
            bytes += message.size();
            int dropped = 0;
            while (waiting.size() > 1 && (waiting.size() > maxMessages || bytes > maxBytes)) {
                dropOne(message);
                dropped++;
            }
            filled.signal();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void dropOne(Outgoing newest) {
        Iterator<Outgoing> all = waiting.iterator();
        while (all.hasNext()) {
            Outgoing candidate = all.next();
            if (!candidate.isCritical() && candidate != newest) {
                all.remove();
                bytes -= candidate.size();
                return;
            }
        }
        bytes -= waiting.removeFirst().size();
    }

    /** Waits for the next message; empty when the queue is closed. */
    Optional<Outgoing> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.await();
            }
            if (closed) {
                return Optional.empty();
            }
            Outgoing next = waiting.removeFirst();
            bytes -= next.size();
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            bytes = 0;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
