package org.alys.p2p.host;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.p2p.time.Timers;

/** The ping protocol: 32 random bytes come back. */
final class Ping implements StreamHandler {
    static final String PROTOCOL = "/ipfs/ping/1.0.0";
    /** The protocol's documents allow two. */
    static final int MAX_STREAMS = 2;

    private static final int LENGTH = 32;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final SecureRandom random;
    private final Timers timers;

    Ping(SecureRandom random, Timers timers) {
        this.random = random;
        this.timers = timers;
    }

    /** Echoes until the remote closes or is silent for long. */
    @Override
    public void handle(Stream stream) throws IOException {
        byte[] received = new byte[LENGTH];
        while (true) {
            Timers.Timer idle = stream.abortAfter(IDLE);
            try {
                int first = stream.read(received, 0, 1);
                if (first < 0) {
                    return;
                }
                stream.readFully(received, 1, LENGTH - 1);
                stream.write(received);
            } finally {
                idle.cancel();
            }
        }
    }

    /** The round trip, or nothing when the peer does not answer in {@code limit}. */
    Optional<Duration> ping(Connection connection, Duration limit) throws IOException {
        if (!(connection.open(List.of(PROTOCOL)) instanceof OpenResult.Opened(Stream stream))) {
            return Optional.empty();
        }
        Timers.Timer deadline = stream.abortAfter(limit);
        try (stream) {
            byte[] sent = new byte[LENGTH];
            random.nextBytes(sent);
            byte[] received = new byte[LENGTH];
            long before = timers.nanos();
            stream.write(sent);
            stream.readFully(received, 0, LENGTH);
            long after = timers.nanos();
            return Arrays.equals(sent, received) ? Optional.of(Duration.ofNanos(after - before)) : Optional.empty();
        } finally {
            deadline.cancel();
        }
    }
}
