package org.alys.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.alys.p2p.transport.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to what is to be sent while the remote takes nothing. */
@Timeout(30)
class OutboxTest {
    private static final int LARGE = 200_000;

    private final HeldLink link = new HeldLink();
    private final YamuxSession session =
            new YamuxSession(link, true, YamuxLimits.DEFAULT, new HeldTimers(), stream -> {});

    @BeforeEach
    void hold() throws Exception {
        Thread.startVirtualThread(session::run);
        session.open();
        link.awaitFlush();
    }

    @AfterEach
    void end() {
        link.abort();
    }

    @Test
    void smallWritesTravelInOneFrame() throws Exception {
        YamuxStream stream = session.open();
        for (int i = 0; i < 100; i++) {
            stream.write(new byte[10]);
        }
        stream.closeWrite();
        sendAll();
        assertThat(framesOf(stream))
                .containsExactly(
                        new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, stream.id(), 0),
                        new Frame(Frame.Type.DATA, 0, stream.id(), 1000),
                        new Frame(Frame.Type.DATA, Frame.FIN, stream.id(), 0));
    }

    @Test
    void smallWritesOfSeveralStreamsKeepTheirOrder() throws Exception {
        YamuxStream one = session.open();
        YamuxStream two = session.open();
        one.write(new byte[10]);
        two.write(new byte[20]);
        one.write(new byte[30]);
        sendAll();
        assertThat(framesOf(one)).extracting(Frame::length).containsExactly(0L, 10L, 30L);
        assertThat(framesOf(two)).extracting(Frame::length).containsExactly(0L, 20L);
    }

    @Test
    void aWriterWaitsWhenTooMuchIsUnsent() throws Exception {
        YamuxStream stream = session.open();
        Writer writer = inBackground(() -> {
            for (int i = 0; i < 100; i++) {
                stream.write(new byte[1000]);
            }
        });
        writer.awaitBlocked();
        link.release();
        writer.done().get();
        sendAll();
        assertThat(dataOf(stream)).isEqualTo(100_000);
    }

    @Test
    void aLargeWriteReturnsWhenAllOfItIsTaken() throws Exception {
        YamuxStream stream = session.open();
        Writer writer = inBackground(() -> stream.write(new byte[LARGE]));
        writer.awaitBlocked();
        link.release();
        writer.done().get();
        sendAll();
        assertThat(dataOf(stream)).isEqualTo(LARGE);
    }

    @Test
    void aResetFreesTheWriterThoughTheRemoteTakesNothing() throws Exception {
        YamuxStream stream = session.open();
        Writer writer = inBackground(() -> stream.write(new byte[LARGE]));
        writer.awaitBlocked();
        stream.abort();
        assertThatThrownBy(writer.done()::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("stream was reset here");
    }

    @Test
    void nothingFollowsTheEndOfAStream() throws Exception {
        YamuxStream stream = session.open();
        Writer writer = inBackground(() -> stream.write(new byte[LARGE]));
        writer.awaitBlocked();
        stream.closeWrite();
        assertThatThrownBy(writer.done()::get).hasMessageContaining("closed for writing");
        sendAll();
        assertThat(framesOf(stream).getLast()).isEqualTo(new Frame(Frame.Type.DATA, Frame.FIN, stream.id(), 0));
    }

    @Test
    void anInterruptedWriterReturnsAndItsConnectionLives() throws Exception {
        YamuxStream stream = session.open();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread writer = Thread.startVirtualThread(() -> {
            try {
                stream.write(new byte[LARGE]);
                failure.complete(new AssertionError("it was not interrupted"));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        writer.interrupt();
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        YamuxStream next = session.open();
        next.write(new byte[10]);
        sendAll();
        assertThat(dataOf(next)).isEqualTo(10);
    }

    @Test
    void aRemoteThatMakesThisSideAnswerButTakesNothingIsCutOff() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        session.control(new Frame(Frame.Type.PING, Frame.ACK, 0, i));
                    }
                })
                .hasMessageContaining("remote does not read");
    }

    private interface Writing {
        void run() throws IOException;
    }

    private record Writer(Thread thread, CompletableFuture<Void> done) {
        /** Returns when the outbox keeps it waiting. The sender is held, so nothing else makes a thread wait there. */
        void awaitBlocked() throws InterruptedException {
            while (!waitsInOutbox()) {
                assertThat(done).isNotDone();
                if (Thread.interrupted()) {
                    throw new InterruptedException("the writer does not come to wait");
                }
                Thread.onSpinWait();
            }
        }

        /** The order matters: a thread that waits may do so elsewhere first. */
        private boolean waitsInOutbox() {
            List<String> methods = Stream.of(thread.getStackTrace())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .toList();
            return methods.contains(Outbox.class.getName() + ".data")
                    && methods.contains(Waiting.class.getName() + ".until")
                    && thread.getState() == Thread.State.WAITING;
        }
    }

    private static Writer inBackground(Writing writing) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                writing.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        return new Writer(thread, done);
    }

    /** The remote takes what there is, and the session ends. */
    private void sendAll() throws Exception {
        link.release();
        session.close();
        session.awaitEnd(Duration.ofSeconds(20));
    }

    private List<Frame> framesOf(YamuxStream stream) throws IOException {
        return link.frames().stream()
                .filter(frame -> frame.streamId() == stream.id())
                .toList();
    }

    private long dataOf(YamuxStream stream) throws IOException {
        return framesOf(stream).stream()
                .filter(frame -> frame.type() == Frame.Type.DATA)
                .mapToLong(Frame::length)
                .sum();
    }
}
