package org.alys.p2p.yamux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.alys.p2p.transport.Duplex;
import org.alys.p2p.transport.Waiting;
import org.alys.p2p.wire.WireException;

/** One stream of a session. Any thread may read, write and close; each direction has one user at a time. */
public final class YamuxStream implements Duplex {
    private static final long MAX_SEND_WINDOW = 0xffff_ffffL;

    private final YamuxSession session;
    private final int id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final ReceiveBuffer received;
    private long sendWindow = YamuxLimits.INITIAL_WINDOW;
    private boolean remoteFinished;
    private volatile boolean finished;
    private boolean readingStopped;
    private volatile Optional<String> failure = Optional.empty();

    /** @param consumed gets received chunks that were read to their end */
    YamuxStream(YamuxSession session, int id, int maxWindow, Consumer<ByteBuffer> consumed) {
        this.session = session;
        this.id = id;
        this.received = new ReceiveBuffer(maxWindow, consumed);
    }

    int id() {
        return id;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        int grant;
        lock.lock();
        try {
            Waiting.until(
                    readable, () -> !received.isEmpty() || remoteFinished || readingStopped || failure.isPresent());
            refuseFailed();
            if (readingStopped) {
                // Never an end of stream: whoever reads would take what came so far for all there was.
                throw new IOException("stream is closed for reading");
            }
            if (received.isEmpty()) {
                return -1;
            }
            count = received.take(target, offset, length);
            grant = remoteFinished ? 0 : received.grant();
        } finally {
            lock.unlock();
        }
        session.unread(-count);
        if (grant > 0) {
            session.control(new Frame(Frame.Type.WINDOW_UPDATE, 0, id, grant));
        }
        return count;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int count = reserve(end - at);
            session.data(this, source, at, count);
            at += count;
        }
    }

    /** Waits until something may be sent, and takes up to {@code wanted} bytes of the window. */
    private int reserve(int wanted) throws IOException {
        lock.lock();
        try {
            Waiting.until(writable, () -> sendWindow > 0 || finished || failure.isPresent());
            refuseSending();
            int count = (int) Math.min(wanted, sendWindow);
            sendWindow -= count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the remote that no more will come; reading goes on. */
    public void closeWrite() throws IOException {
        boolean over;
        lock.lock();
        try {
            if (finished || failure.isPresent()) {
                return;
            }
            finished = true;
            over = remoteFinished;
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        session.recheckWriters();
        session.control(new Frame(Frame.Type.DATA, Frame.FIN, id, 0));
        if (over) {
            session.forget(this);
        }
    }

    /** Closes both directions; what the remote still sends is dropped, and after a while the stream is reset. */
    public void close() throws IOException {
        boolean lingers = stopReading();
        closeWrite();
        if (lingers) {
            session.abortAfterLingering(this);
        }
    }

    /** Resets the stream: both sides fail. */
    @Override
    public void abort() {
        if (fail("stream was reset here")) {
            session.reset(this);
        } else {
            stopReading();
        }
    }

    /** Forgets what is unread; true when the remote may still send. */
    private boolean stopReading() {
        lock.lock();
        try {
            readingStopped = true;
            session.unread(-received.clear());
            readable.signalAll();
            return !remoteFinished && failure.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** True when the stream had not failed or ended before. */
    boolean fail(String why) {
        lock.lock();
        try {
            if (failure.isPresent() || (finished && remoteFinished)) {
                return false;
            }
            failure = Optional.of(why);
            session.unread(-received.clear());
            readable.signalAll();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        session.recheckWriters();
        return true;
    }

    /** Refuses data that the remote must not send; called before it is read from the link. */
    void checkWindow(long length) throws WireException {
        lock.lock();
        try {
            if (remoteFinished && length > 0) {
                throw new WireException("yamux data after the end of its stream");
            }
            received.checkWindow(length);
        } finally {
            lock.unlock();
        }
    }

    /** Data arrived; false when nobody will read it. */
    boolean accept(ByteBuffer chunk) {
        lock.lock();
        try {
            if (readingStopped || failure.isPresent()) {
                received.dropped(chunk.remaining());
                return false;
            }
            received.add(chunk);
            readable.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void widen(long delta) throws WireException {
        lock.lock();
        try {
            sendWindow += delta;
            if (sendWindow > MAX_SEND_WINDOW) {
                throw new WireException("yamux window overflows");
            }
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The remote will send no more; true when the stream is over. */
    boolean remoteFinish() {
        lock.lock();
        try {
            remoteFinished = true;
            readable.signalAll();
            return finished;
        } finally {
            lock.unlock();
        }
    }

    /** Whether data may be sent: not after the end of the stream, however it came. */
    boolean maySend() {
        return !finished && failure.isEmpty();
    }

    /** Says why data may not be sent. */
    void refuseSending() throws IOException {
        refuseFailed();
        if (finished) {
            throw new IOException("stream is closed for writing");
        }
    }

    private void refuseFailed() throws IOException {
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
    }
}
