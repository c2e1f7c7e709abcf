package org.alys.p2p.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.Frames;

/** Exchanges descriptions: on request, and unasked when this host's changes. */
final class Identify {
    static final String PROTOCOL = "/ipfs/id/1.0.0";
    static final String PUSH = "/ipfs/id/push/1.0.0";
    static final int MAX_STREAMS = 4;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final NodeKey key;
    private final Function<Connection, PeerDescription> own;
    private final BiConsumer<Connection, PeerDescription> learned;

    /**
     * The exchange, with nothing sent yet.
     *
     * @param own what this host says about itself to the remote of a connection
     * @param learned gets what a remote says
     */
    Identify(NodeKey key, Function<Connection, PeerDescription> own, BiConsumer<Connection, PeerDescription> learned) {
        this.key = key;
        this.own = own;
        this.learned = learned;
    }

    /** Answers a remote that asks. */
    void answer(Stream stream) throws IOException {
        Timers.Timer deadline = stream.abortAfter(LIMIT);
        try {
            stream.write(message(stream.connection()));
            stream.closeWrite();
        } finally {
            deadline.cancel();
        }
    }

    /** Reads what a remote says unasked. */
    void receivePush(Stream stream) throws IOException {
        read(stream);
    }

    /** Asks the remote; why it failed, if it did. */
    Optional<String> ask(Connection connection) {
        return switch (connection.open(List.of(PROTOCOL))) {
            case OpenResult.Opened(Stream stream) -> {
                try (stream) {
                    read(stream);
                    yield Optional.empty();
                } catch (IOException e) {
                    stream.abort();
                    yield Optional.of(String.valueOf(e.getMessage()));
                }
            }
            case OpenResult.Unsupported() -> Optional.of("peer does not speak identify");
            case OpenResult.Failed(String why) -> Optional.of(why);
        };
    }

    /** Tells the remote; why it failed, if it did. */
    Optional<String> push(Connection connection) {
        return switch (connection.open(List.of(PUSH))) {
            case OpenResult.Opened(Stream stream) -> {
                try (stream) {
                    answer(stream);
                    yield Optional.empty();
                } catch (IOException e) {
                    stream.abort();
                    yield Optional.of(String.valueOf(e.getMessage()));
                }
            }
            case OpenResult.Unsupported() -> Optional.of("peer does not take pushes");
            case OpenResult.Failed(String why) -> Optional.of(why);
        };
    }

    private void read(Stream stream) throws IOException {
        Timers.Timer deadline = stream.abortAfter(LIMIT);
        try {
            byte[] message = Frames.read(stream, IdentifyMessage.MAX_LENGTH);
            Connection connection = stream.connection();
            learned.accept(connection, IdentifyMessage.decode(message, connection.remoteKey()));
        } finally {
            deadline.cancel();
        }
    }

    private byte[] message(Connection connection) {
        return Frames.frame(IdentifyMessage.encode(key.publicKey(), own.apply(connection)));
    }
}
