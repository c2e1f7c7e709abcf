package org.alys.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
        CompletableFuture<Void> writer = inBackground(() -> {
            for (int i = 0; i < 100; i++) {
                stream.write(new byte[1000]);
            }
        });
        awaitBlocked(writer);
        link.release();
        writer.get();
        sendAll();
        assertThat(dataOf(stream)).isEqualTo(100_000);
    }

    @Test
    void aLargeWriteReturnsWhenAllOfItIsTaken() throws Exception {
        YamuxStream stream = session.open();
        CompletableFuture<Void> writer = inBackground(() -> stream.write(new byte[LARGE]));
        awaitBlocked(writer);
        link.release();
        writer.get();
        sendAll();
        assertThat(dataOf(stream)).isEqualTo(LARGE);
    }

    @Test
    void aResetFreesTheWriterThoughTheRemoteTakesNothing() throws Exception {
        YamuxStream stream = session.open();
        CompletableFuture<Void> writer = inBackground(() -> stream.write(new byte[LARGE]));
        awaitBlocked(writer);
        stream.abort();
        assertThatThrownBy(writer::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("stream was reset here");
    }

    @Test
    void nothingFollowsTheEndOfAStream() throws Exception {
        YamuxStream stream = session.open();
        CompletableFuture<Void> writer = inBackground(() -> stream.write(new byte[LARGE]));
        awaitBlocked(writer);
        stream.closeWrite();
        assertThatThrownBy(writer::get).hasMessageContaining("closed for writing");
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

    private static CompletableFuture<Void> inBackground(Writing writing) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                writing.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Lets the writer come as far as it can. */
    private static void awaitBlocked(CompletableFuture<Void> writer) throws InterruptedException {
        Thread.sleep(50);
        assertThat(writer).isNotDone();
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
