package org.alys.p2p.yamux;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.alys.p2p.transport.StagingLink;
import org.alys.p2p.transport.Waiting;

/**
 * What a session has to send, and the one thread that sends it. Small pieces are copied, and all that gather while the thread is busy
 * travel together; large ones are encrypted straight from their writer's array, frame by frame and stream by stream in turn. Frames
 * without data never wait.
 */
final class Outbox {
    /** Data of so many bytes or more is not copied. */
    private static final int LARGE = 8 * 1024;
    /** Bytes of small pieces at which their writers wait. */
    private static final int FULL = 64 * 1024;
    /** Bytes at which a remote that reads nothing, yet makes this side answer, is cut off. */
    private static final int OVERFULL = 1024 * 1024;
    /** What is kept for the next frames when nothing is left to send, and between two rounds. */
    private static final int IDLE = 256;

    private static final int BUSY = 2 * FULL;

    private final StagingLink link;
    private final Consumer<String> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Loan> loans = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final byte[] head = new byte[Frame.HEAD_LENGTH];
    private FrameBuffer gathering = new FrameBuffer();
    /** The sending thread's own. */
    private FrameBuffer leaving = new FrameBuffer();

    private Optional<String> closed = Optional.empty();

    /** @param failed told, on the sending thread, why nothing can be sent any more */
    Outbox(StagingLink link, Consumer<String> failed) {
        this.link = link;
        this.failed = failed;
    }

    /** Sends a frame without data, past whatever waits; never blocks. */
    void control(Frame frame) throws IOException {
        lock.lock();
        try {
            refuseClosed();
            if (gathering.size() > OVERFULL) {
                link.abort();
                throw new IOException("remote does not read");
            }
            gathering.add(frame);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Sends data that the stream's window has room for; returns when the array may be written again. */
    void data(YamuxStream stream, byte[] source, int offset, int count) throws IOException {
        lock.lock();
        try {
            if (count < LARGE) {
                copy(stream, source, offset, count);
            } else {
                lend(new Loan(stream, source, offset, count, lock.newCondition()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void copy(YamuxStream stream, byte[] source, int offset, int count) throws IOException {
        Waiting.until(room, () -> gathering.size() + count < FULL || mustNotSend(stream));
        refuseClosed();
        stream.refuseSending();
        gathering.addData(stream.id(), source, offset, count);
        work.signal();
    }

    private void lend(Loan loan) throws IOException {
        loans.addLast(loan);
        work.signal();
        try {
            Waiting.until(loan.returned(), () -> loan.isSent() || mustNotSend(loan.stream()));
        } finally {
            loan.withdraw();
            loans.remove(loan);
            while (loan.isInUse()) {
                // The time it takes to encrypt a frame.
                loan.returned().awaitUninterruptibly();
            }
        }
        if (!loan.isSent()) {
            refuseClosed();
            loan.stream().refuseSending();
        }
    }

    private boolean mustNotSend(YamuxStream stream) {
        return closed.isPresent() || !stream.maySend();
    }

    private void refuseClosed() throws IOException {
        if (closed.isPresent()) {
            throw new IOException("connection ended: " + closed.get());
        }
    }

    /** Lets writers look again whether their streams may send. */
    void recheck() {
        lock.lock();
        try {
            wakeWriters();
        } finally {
            lock.unlock();
        }
    }

    private void wakeWriters() {
        room.signalAll();
        loans.forEach(loan -> loan.returned().signalAll());
    }

    /** Takes nothing more; what was copied is sent, then the link is closed. Does not wait. */
    void close(String why) {
        lock.lock();
        try {
            if (closed.isEmpty()) {
                closed = Optional.of(why);
                wakeWriters();
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the link is closed, but not longer than {@code limit}. */
    void awaitEnd(Duration limit) throws InterruptedException {
        var _ = ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends until the outbox is closed and empty, or the link fails. */
    void run() {
        String why = "sending failed";
        try {
            while (stage()) {
                link.flush();
            }
            why = "closed here";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        } finally {
            link.abort();
            close(why);
            ended.countDown();
            failed.accept(why);
        }
    }

    /** Stages all that was copied, and a frame of what was lent; false when nothing will come any more. */
    private boolean stage() throws IOException {
        Optional<Loan> lent;
        int count;
        lock.lock();
        try {
            awaitWork();
            FrameBuffer full = gathering;
            gathering = leaving;
            leaving = full;
            lent = nextLoan();
            count = lent.map(Loan::use).orElse(0);
            room.signalAll();
        } finally {
            lock.unlock();
        }
        boolean any = !leaving.isEmpty() || lent.isPresent();
        link.stage(leaving.bytes(), 0, leaving.size());
        leaving.clear(BUSY);
        if (lent.isPresent()) {
            stage(lent.get(), count);
        }
        return any;
    }

    /** The end of a stream may be among what was copied: from then on nothing is sent of what its writer lends. */
    private Optional<Loan> nextLoan() {
        Loan next = loans.pollFirst();
        while (next != null && mustNotSend(next.stream())) {
            next.returned().signalAll();
            next = loans.pollFirst();
        }
        return Optional.ofNullable(next);
    }

    private void stage(Loan loan, int count) throws IOException {
        new Frame(Frame.Type.DATA, 0, loan.stream().id(), count).put(head, 0);
        try {
            link.stage(head, 0, head.length);
            link.stage(loan.source(), loan.at(), count);
        } finally {
            giveBack(loan, count);
        }
    }

    private void giveBack(Loan loan, int count) {
        lock.lock();
        try {
            loan.used(count);
            if (loan.isSent() || loan.isWithdrawn() || mustNotSend(loan.stream())) {
                loan.returned().signalAll();
            } else {
                loans.addLast(loan);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork() {
        if (gathering.isEmpty() && loans.isEmpty() && closed.isEmpty()) {
            gathering.clear(IDLE);
            leaving.clear(IDLE);
            link.rest();
        }
        while (gathering.isEmpty() && loans.isEmpty() && closed.isEmpty()) {
            work.awaitUninterruptibly();
        }
    }
}
