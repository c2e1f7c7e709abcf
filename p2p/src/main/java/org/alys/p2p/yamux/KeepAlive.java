package org.alys.p2p.yamux;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.alys.p2p.time.Timers;

/** Pings the remote and notices when it stops answering. */
final class KeepAlive {
    private final Timers timers;
    private final Duration interval;
    private final Sending sending;
    private final Runnable silent;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Timers.Timer> timer = Optional.empty();
    private boolean stopped;
    private long pinged;
    private long answered;

    /** Sends one frame without waiting. */
    interface Sending {
        void send(Frame frame) throws IOException;
    }

    KeepAlive(Timers timers, Duration interval, Sending sending, Runnable silent) {
        this.timers = timers;
        this.interval = interval;
        this.sending = sending;
        this.silent = silent;
    }

    void start() {
        lock.lock();
        try {
            if (!stopped) {
                timer = Optional.of(timers.after(interval, this::tick));
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            timer.ifPresent(Timers.Timer::cancel);
        } finally {
            lock.unlock();
        }
    }

    /** A pong arrived. */
    void answered(long value) {
        lock.lock();
        try {
            answered = Math.max(answered, Math.min(value, pinged));
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        long value;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            value = answered < pinged ? -1 : ++pinged;
        } finally {
            lock.unlock();
        }
        if (value < 0 || !sent(value)) {
            silent.run();
            return;
        }
        start();
    }

    private boolean sent(long value) {
        try {
            sending.send(new Frame(Frame.Type.PING, Frame.SYN, 0, value));
            return true;
        } catch (IOException e) {
            // The link is broken, which is what silence means to the session.
            return false;
        }
    }
}
