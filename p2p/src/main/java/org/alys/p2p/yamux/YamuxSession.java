package org.alys.p2p.yamux;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.alys.p2p.time.Timers;
import org.alys.p2p.transport.StagingLink;
import org.alys.p2p.wire.WireException;

/** All streams of one link. {@link #run} reads until the link ends. */
public final class YamuxSession {
    /** The protocol's name in negotiation. */
    public static final String PROTOCOL = "/yamux/1.0.0";

    /**
     * With its head a frame fits one Noise message, and with the heads of Noise and TCP/IP one packet of 64 KiB, the largest that the
     * kernel hands to a network card or the loopback interface.
     */
    static final int MAX_DATA = 65_400;

    /** Larger frames are taken in pieces. */
    private static final int MAX_PIECE = 64 * 1024;

    /** How long a remote that reads slowly may take to read what was sent before the end. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    /** Reasons in a frame that says goodbye. */
    private static final int NORMAL = 0;

    private static final int PROTOCOL_ERROR = 1;

    private final StagingLink link;
    private final Outbox outbox;
    private final YamuxLimits limits;
    private final Timers timers;
    private final Consumer<YamuxStream> handler;
    private final StreamTable streams;
    private final AtomicLong unread = new AtomicLong();
    private final UnreadTotal unreadTotal;
    private final FrameBudget budget;
    private final ReentrantLock opening = new ReentrantLock();
    private final KeepAlive keepAlive;
    private volatile boolean remoteLeaves;
    private volatile Optional<String> ended = Optional.empty();

    /**
     * A session that does nothing until it runs.
     *
     * @param initiator whether this side opened the connection
     * @param handler called on a virtual thread of its own for each stream that the remote opens
     */
    public YamuxSession(
            StagingLink link, boolean initiator, YamuxLimits limits, Timers timers, Consumer<YamuxStream> handler) {
        this(link, initiator, limits, new UnreadTotal(limits.maxUnread()), timers, handler);
    }

    /** One of many sessions, whose unread bytes are bounded together, too. */
    public YamuxSession(
            StagingLink link,
            boolean initiator,
            YamuxLimits limits,
            UnreadTotal unreadTotal,
            Timers timers,
            Consumer<YamuxStream> handler) {
        this.unreadTotal = unreadTotal;
        this.budget = new FrameBudget(timers);
        this.link = link;
        this.outbox = new Outbox(link, this::end);
        this.streams = new StreamTable(initiator, limits);
        this.limits = limits;
        this.timers = timers;
        this.handler = handler;
        this.keepAlive =
                new KeepAlive(timers, limits.keepAliveInterval(), this::control, () -> end("remote is silent"));
    }

    /** Opens a stream; does not wait for the remote. */
    public YamuxStream open() throws IOException {
        opening.lock();
        try {
            refuseEnded();
            if (remoteLeaves) {
                throw new IOException("session takes no more streams");
            }
            YamuxStream stream = streams.open(this::newStream);
            control(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, stream.id(), 0));
            if (ended.isPresent()) {
                stream.fail("connection ended");
            }
            return stream;
        } finally {
            opening.unlock();
        }
    }

    /**
     * Reads frames until the link ends, however it ends, and fails all streams.
     *
     * @return why it ended
     */
    public String run() {
        Thread.ofVirtual().name("p2p-send").start(outbox::run);
        keepAlive.start();
        try {
            byte[] head = new byte[Frame.HEAD_LENGTH];
            while (ended.isEmpty()) {
                link.readFully(head, 0, head.length);
                dispatch(Frame.parse(head));
            }
        } catch (EOFException e) {
            end("remote closed the connection");
        } catch (WireException e) {
            leave(PROTOCOL_ERROR, "remote broke the protocol: " + e.getMessage());
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
        return ended.orElseThrow();
    }

    /** Says goodbye and ends the session. */
    public void close() {
        leave(NORMAL, "closed here");
    }

    /** Waits until what was to be sent before the end is sent and the link closed, but not longer than {@code limit}. */
    public void awaitEnd(Duration limit) throws InterruptedException {
        outbox.awaitEnd(limit);
    }

    public int openStreams() {
        return streams.size();
    }

    private void dispatch(Frame frame) throws IOException {
        budget.spend(frame);
        switch (frame.type()) {
            case DATA, WINDOW_UPDATE -> onStreamFrame(frame);
            case PING -> {
                if (frame.has(Frame.SYN)) {
                    control(new Frame(Frame.Type.PING, Frame.ACK, 0, frame.length()));
                } else {
                    keepAlive.answered(frame.length());
                }
            }
            case GO_AWAY -> remoteLeaves = true;
        }
    }

    private void onStreamFrame(Frame frame) throws IOException {
        if (frame.has(Frame.SYN)) {
            onOpen(frame);
        }
        Optional<YamuxStream> found = streams.find(frame.streamId());
        if (frame.type() == Frame.Type.DATA) {
            onData(frame, found);
        }
        if (found.isEmpty()) {
            return;
        }
        YamuxStream stream = found.get();
        if (frame.type() == Frame.Type.WINDOW_UPDATE) {
            stream.widen(frame.length());
        }
        if (frame.has(Frame.RST)) {
            stream.fail("stream was reset by the remote");
            forget(stream);
        } else if (frame.has(Frame.FIN) && stream.remoteFinish()) {
            forget(stream);
        }
    }

    private void onOpen(Frame frame) throws IOException {
        int id = frame.streamId();
        Optional<YamuxStream> accepted = streams.accept(id, this::newStream);
        control(new Frame(Frame.Type.WINDOW_UPDATE, accepted.isPresent() ? Frame.ACK : Frame.RST, id, 0));
        accepted.ifPresent(stream -> Thread.ofVirtual().name("p2p-stream").start(() -> {
            try {
                handler.accept(stream);
            } finally {
                streams.handlerEnded();
            }
        }));
    }

    private YamuxStream newStream(int id) {
        return new YamuxStream(this, id, limits.maxWindow(), link::giveBack);
    }

    private void onData(Frame frame, Optional<YamuxStream> found) throws IOException {
        if (found.isEmpty()) {
            dropData(frame.length());
            return;
        }
        YamuxStream stream = found.get();
        stream.checkWindow(frame.length());
        // In pieces: the length alone, without what it promises, costs next to nothing.
        long rest = frame.length();
        while (rest > 0) {
            ByteBuffer piece = link.take((int) Math.min(rest, MAX_PIECE));
            int count = piece.remaining();
            rest -= count;
            if (stream.accept(piece)) {
                unread(count);
                if (unread.get() > limits.maxUnread() || unreadTotal.isExceeded()) {
                    stream.abort();
                }
            }
        }
    }

    /** Data of a stream that was reset here may still be under way, but never more than a window. */
    private void dropData(long length) throws IOException {
        if (length > limits.maxWindow()) {
            throw new WireException("yamux frame of " + length + " bytes");
        }
        byte[] scratch = new byte[(int) Math.min(length, 4096)];
        for (long rest = length; rest > 0; rest -= Math.min(rest, scratch.length)) {
            link.readFully(scratch, 0, (int) Math.min(rest, scratch.length));
        }
    }

    /** Sends data that the stream's window has room for; returns when the array may be written again. */
    void data(YamuxStream stream, byte[] source, int offset, int count) throws IOException {
        outbox.data(stream, source, offset, count);
    }

    /** Sends a frame without data, past whatever waits; never blocks. */
    void control(Frame frame) throws IOException {
        outbox.control(frame);
    }

    /** A stream may send no longer. */
    void recheckWriters() {
        outbox.recheck();
    }

    void unread(int change) {
        unread.addAndGet(change);
        unreadTotal.change(change);
    }

    void forget(YamuxStream stream) {
        streams.forget(stream);
    }

    void reset(YamuxStream stream) {
        forget(stream);
        try {
            control(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, stream.id(), 0));
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    void abortAfterLingering(YamuxStream stream) {
        timers.after(limits.lingering(), stream::abort);
    }

    private void leave(int reason, String why) {
        try {
            control(new Frame(Frame.Type.GO_AWAY, 0, 0, reason));
        } catch (IOException e) {
            end(why + "; and then: " + e.getMessage());
            return;
        }
        end(why);
    }

    private void end(String why) {
        opening.lock();
        try {
            if (ended.isPresent()) {
                return;
            }
            ended = Optional.of(why);
        } finally {
            opening.unlock();
        }
        keepAlive.stop();
        outbox.close(why);
        timers.after(PARTING, link::abort);
        streams.failAll("connection ended: " + why);
    }

    private void refuseEnded() throws IOException {
        if (ended.isPresent()) {
            throw new IOException("connection ended: " + ended.get());
        }
    }
}
