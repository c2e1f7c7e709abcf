package org.alys.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session against a remote that the test plays frame by frame. */
@Timeout(30)
class YamuxSessionTest {
    private static final YamuxLimits LIMITS =
            new YamuxLimits(4, 4, 512 * 1024, 600 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(10));

    private final HeldTimers timers = new HeldTimers();
    private final Pipe[] ends = Pipe.pair();
    private final Pipe remote = ends[1];
    private final LinkedBlockingQueue<YamuxStream> accepted = new LinkedBlockingQueue<>();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final YamuxSession session = new YamuxSession(ends[0], true, LIMITS, timers, this::hold);
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    YamuxSessionTest() {
        Thread.startVirtualThread(() -> ended.complete(session.run()));
    }

    @AfterEach
    void end() {
        testOver.countDown();
        session.close();
    }

    @Test
    void opensAStreamWithAnOddId() throws IOException {
        session.open();
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 1, 0));
        session.open();
        assertThat(receive().streamId()).isEqualTo(3);
    }

    @Test
    void acknowledgesAStreamThatTheRemoteOpens() throws Exception {
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 2, 0));
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.ACK, 2, 0));
        assertThat(accepted.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void sendsNoMoreThanTheWindow() throws Exception {
        YamuxStream stream = session.open();
        receive();
        Thread writer = Thread.startVirtualThread(() -> write(stream, new byte[300 * 1024]));
        int received = 0;
        while (received < YamuxLimits.INITIAL_WINDOW) {
            received += (int) receiveData();
        }
        assertThat(received).isEqualTo(YamuxLimits.INITIAL_WINDOW);
        send(new Frame(Frame.Type.WINDOW_UPDATE, 0, 1, 100 * 1024));
        while (received < 300 * 1024) {
            received += (int) receiveData();
        }
        writer.join();
        assertThat(received).isEqualTo(300 * 1024);
    }

    @Test
    void endsTheSessionOfARemoteThatExceedsTheWindow() throws Exception {
        open(2);
        for (int sent = 0; sent <= YamuxLimits.INITIAL_WINDOW; sent += 64 * 1024) {
            send(new Frame(Frame.Type.DATA, 0, 2, 64 * 1024), new byte[64 * 1024]);
        }
        assertThat(ended.get()).contains("window exceeded");
    }

    @Test
    void endsTheSessionBeforeItTakesAFrameThatIsTooLarge() throws Exception {
        open(2);
        send(new Frame(Frame.Type.DATA, 0, 2, 0xffff_ffffL));
        assertThat(ended.get()).contains("window exceeded");
    }

    @Test
    void opensTheWindowAgainWhenItsReaderReads() throws Exception {
        YamuxStream stream = open(2);
        send(new Frame(Frame.Type.DATA, 0, 2, 200_000), new byte[200_000]);
        stream.readFully(new byte[200_000], 0, 200_000);
        Frame update = receive();
        assertThat(update.type()).isEqualTo(Frame.Type.WINDOW_UPDATE);
        assertThat(update.length()).isGreaterThanOrEqualTo(131_072);
    }

    @Test
    void resetsTheStreamThatHoldsTooMuchUnread() throws Exception {
        open(2);
        open(4);
        open(6);
        for (int id = 2; id <= 6; id += 2) {
            for (int i = 0; i < 4; i++) {
                send(new Frame(Frame.Type.DATA, 0, id, 60_000), new byte[60_000]);
            }
        }
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 6, 0));
        assertThat(ended).isNotDone();
    }

    @Test
    void resetsAStreamWhenAllSessionsTogetherHoldTooMuchUnread() throws Exception {
        UnreadTotal shared = new UnreadTotal(100_000);
        shared.change(60_000);
        Pipe[] others = Pipe.pair();
        YamuxSession other = new YamuxSession(others[0], true, LIMITS, shared, timers, this::hold);
        Thread.startVirtualThread(other::run);
        others[1].write(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 2, 0).encode());
        others[1].write(new Frame(Frame.Type.DATA, 0, 2, 50_000).encode());
        others[1].write(new byte[50_000]);
        byte[] head = new byte[Frame.HEAD_LENGTH];
        others[1].readFully(head, 0, head.length);
        assertThat(Frame.parse(head).has(Frame.ACK)).isTrue();
        others[1].readFully(head, 0, head.length);
        assertThat(Frame.parse(head)).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 2, 0));
        // What it held is given back.
        assertThat(shared.bytes()).isEqualTo(60_000);
        other.close();
    }

    @Test
    void endsTheSessionOfARemoteThatFloodsItWithPings() throws Exception {
        flood(10_000, i -> send(new Frame(Frame.Type.PING, Frame.SYN, 0, i)));
        assertThat(ended.get()).contains("too many frames without data");
    }

    @Test
    void endsTheSessionOfARemoteThatOpensAndResetsWithoutEnd() throws Exception {
        flood(5_000, i -> {
            send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 2 * i + 2, 0));
            send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 2 * i + 2, 0));
        });
        assertThat(ended.get()).contains("too many frames without data");
        assertThat(session.openStreams()).isZero();
    }

    @Test
    void takesALargeFrameInPieces() throws Exception {
        YamuxStream stream = open(2);
        byte[] large = new byte[200_000];
        new Random(3).nextBytes(large);
        send(new Frame(Frame.Type.DATA, 0, 2, large.length), large);
        byte[] received = new byte[large.length];
        stream.readFully(received, 0, received.length);
        assertThat(received).isEqualTo(large);
    }

    @Test
    void resetsStreamsBeyondTheLimit() throws Exception {
        for (int id = 2; id <= 8; id += 2) {
            open(id);
        }
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 10, 0));
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 10, 0));
    }

    @Test
    void countsHandlersThatRunThoughTheirStreamsAreReset() throws Exception {
        for (int id = 2; id <= 8; id += 2) {
            open(id);
            send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, id, 0));
        }
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 10, 0));
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 10, 0));
    }

    @Test
    void opensOnlySoManyStreams() throws IOException {
        for (int i = 0; i < 4; i++) {
            session.open();
        }
        assertThatThrownBy(session::open).isInstanceOf(IOException.class);
    }

    @Test
    void endsTheSessionOfARemoteThatOpensWithTheWrongParity() throws Exception {
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 3, 0));
        assertThat(ended.get()).contains("cannot be opened");
    }

    @Test
    void endsTheSessionOfARemoteThatOpensTwice() throws Exception {
        open(2);
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, 2, 0));
        assertThat(ended.get()).contains("cannot be opened");
    }

    @Test
    void readsAfterTheRemoteClosedItsHalfAndWritesOn() throws Exception {
        YamuxStream stream = open(2);
        send(new Frame(Frame.Type.DATA, Frame.FIN, 2, 3), new byte[] {1, 2, 3});
        byte[] read = new byte[3];
        stream.readFully(read, 0, 3);
        assertThat(stream.read(read, 0, 1)).isEqualTo(-1);
        stream.write(new byte[] {9});
        assertThat(receiveData()).isEqualTo(1);
        assertThat(session.openStreams()).isEqualTo(1);
        stream.closeWrite();
        assertThat(receive().has(Frame.FIN)).isTrue();
        assertThat(session.openStreams()).isZero();
    }

    @Test
    void failsBothDirectionsWhenTheRemoteResets() throws Exception {
        YamuxStream stream = open(2);
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 2, 0));
        assertThatThrownBy(() -> stream.read(new byte[1], 0, 1)).hasMessageContaining("reset by the remote");
        assertThatThrownBy(() -> stream.write(new byte[1])).hasMessageContaining("reset by the remote");
    }

    @Test
    void doesNotTakeItsOwnResetForTheEndOfTheStream() throws Exception {
        YamuxStream stream = open(2);
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                read.complete(stream.read(new byte[1], 0, 1));
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        stream.abort();
        assertThatThrownBy(read::get).hasMessageContaining("reset here");
        assertThatThrownBy(() -> stream.read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void resetsAClosedStreamThatTheRemoteKeepsOpen() throws Exception {
        YamuxStream stream = open(2);
        stream.close();
        assertThat(receive().has(Frame.FIN)).isTrue();
        timers.pass(Duration.ofSeconds(11));
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.WINDOW_UPDATE, Frame.RST, 2, 0));
        assertThat(session.openStreams()).isZero();
    }

    @Test
    void answersPings() throws Exception {
        send(new Frame(Frame.Type.PING, Frame.SYN, 0, 77));
        assertThat(receive()).isEqualTo(new Frame(Frame.Type.PING, Frame.ACK, 0, 77));
    }

    @Test
    void endsTheSessionOfASilentRemote() throws Exception {
        open(2);
        timers.pass(Duration.ofSeconds(30));
        assertThat(receive().type()).isEqualTo(Frame.Type.PING);
        timers.pass(Duration.ofSeconds(30));
        assertThat(ended.get()).isEqualTo("remote is silent");
    }

    @Test
    void opensNoStreamAfterTheRemoteSaidGoodbye() throws Exception {
        send(new Frame(Frame.Type.GO_AWAY, 0, 0, 0));
        open(2);
        assertThatThrownBy(session::open).hasMessageContaining("no more streams");
    }

    @Test
    void survivesRandomFramesWithoutAnythingButAnEnd() throws Exception {
        byte[] garbage = new byte[4096];
        new Random(5).nextBytes(garbage);
        remote.write(garbage);
        remote.abort();
        assertThat(ended.get()).isNotEmpty();
    }

    @Test
    void failsStreamsWhenTheSessionEnds() throws Exception {
        YamuxStream stream = open(2);
        remote.abort();
        ended.get();
        assertThatThrownBy(() -> stream.read(new byte[1], 0, 1)).hasMessageContaining("connection ended");
        assertThatThrownBy(session::open).isInstanceOf(IOException.class);
    }

    private void hold(YamuxStream stream) {
        accepted.add(stream);
        try {
            testOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private YamuxStream open(int id) throws Exception {
        send(new Frame(Frame.Type.WINDOW_UPDATE, Frame.SYN, id, 0));
        assertThat(receive().has(Frame.ACK)).isTrue();
        YamuxStream stream = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private void send(Frame frame, byte... data) throws IOException {
        remote.stage(frame.encode(), 0, Frame.HEAD_LENGTH);
        remote.write(data);
    }

    /** One of many things to send. */
    @FunctionalInterface
    private interface Sending {
        void send(int number) throws IOException;
    }

    /** Sends so many times, or until the session, which may end at any of them, has closed its end. */
    private static void flood(int times, Sending sending) {
        try {
            for (int i = 0; i < times; i++) {
                sending.send(i);
            }
        } catch (IOException cutOff) {
            assertThat(cutOff).hasMessage("closed");
        }
    }

    private Frame receive() throws IOException {
        byte[] head = new byte[Frame.HEAD_LENGTH];
        remote.readFully(head, 0, head.length);
        return Frame.parse(head);
    }

    private long receiveData() throws IOException {
        Frame frame = receive();
        assertThat(frame.type()).isEqualTo(Frame.Type.DATA);
        remote.readFully(new byte[(int) frame.length()], 0, (int) frame.length());
        return frame.length();
    }

    private static void write(YamuxStream stream, byte[] bytes) {
        try {
            stream.write(Arrays.copyOf(bytes, bytes.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
