package org.alys.p2p.yamux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Phaser;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.fuzz.Stranger;
import org.alys.p2p.wire.WireException;

/** Fuzzing of a session, by what a remote sends from first to last. */
public final class YamuxTargets {
    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of("yamux-frame", WireException.class, YamuxTargets::frame, head(Frame.Type.DATA, 1, 1, 7)),
            FuzzTarget.total("yamux-listener", input -> session(input, false), story(1)),
            FuzzTarget.total("yamux-dialler", input -> session(input, true), story(2)));

    private YamuxTargets() {}

    private static void frame(byte[] input) throws WireException {
        if (input.length >= Frame.HEAD_LENGTH) {
            Frame frame = Frame.parse(input);
            if (!Frame.parse(frame.encode()).equals(frame)) {
                throw new AssertionError(frame);
            }
        }
    }

    /** Ends with all its streams, since nothing comes any more. */
    private static void session(byte[] input, boolean initiator) throws IOException {
        Phaser readers = new Phaser(1);
        YamuxSession session =
                new YamuxSession(new Stranger(input), initiator, YamuxLimits.DEFAULT, new HeldTimers(), stream -> {
                    readers.register();
                    try {
                        echo(stream);
                    } finally {
                        readers.arriveAndDeregister();
                    }
                });
        if (initiator) {
            session.open();
        }
        session.run();
        readers.arriveAndAwaitAdvance();
        if (session.openStreams() != 0) {
            throw new AssertionError("streams outlive their session");
        }
    }

    private static void echo(YamuxStream stream) {
        byte[] buffer = new byte[1000];
        try {
            for (int count = stream.read(buffer, 0, buffer.length);
                    count > 0;
                    count = stream.read(buffer, 0, buffer.length)) {
                stream.write(buffer, 0, count);
            }
            stream.closeWrite();
        } catch (IOException e) {
            // the remote is gone or reset the stream: the usual end here
            stream.abort();
        }
    }

    /** Opens, sends, widens, pings, half-closes, resets and leaves. */
    private static byte[] story(int id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(Frame.Type.WINDOW_UPDATE, Frame.SYN, id, 0));
        out.writeBytes(head(Frame.Type.DATA, 0, id, 5));
        out.writeBytes(new byte[] {1, 2, 3, 4, 5});
        out.writeBytes(head(Frame.Type.WINDOW_UPDATE, 0, id, 1000));
        out.writeBytes(head(Frame.Type.PING, Frame.SYN, 0, 77));
        out.writeBytes(head(Frame.Type.DATA, Frame.FIN, id, 0));
        out.writeBytes(head(Frame.Type.DATA, Frame.SYN, id + 2, 1));
        out.write(9);
        out.writeBytes(head(Frame.Type.WINDOW_UPDATE, Frame.RST, id + 2, 0));
        out.writeBytes(head(Frame.Type.GO_AWAY, 0, 0, 0));
        return out.toByteArray();
    }

    private static byte[] head(Frame.Type type, int flags, int id, int length) {
        return new Frame(type, flags, id, length).encode();
    }
}
