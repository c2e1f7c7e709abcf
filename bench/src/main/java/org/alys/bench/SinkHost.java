package org.alys.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.time.SystemTimers;

/** A host with its usual limits as one half of a {@link SinkPair}. */
final class SinkHost {
    private static final String PROTOCOL = "/bench/sink/1";
    /** One is in use; those before it may not have ended yet. */
    private static final int ENDING_STREAMS = 8;

    private SinkHost() {}

    public static void main(String[] arguments) throws IOException {
        SecureRandom random = new SecureRandom();
        try (SystemTimers timers = new SystemTimers();
                Host host = new Host(HostOptions.of(NodeKey.generate(random), "bench"), timers, random)) {
            if (arguments[0].equals("serve")) {
                host.handle(PROTOCOL, ENDING_STREAMS, SinkHost::swallow);
                host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
                SinkCommands.serve(host.addresses().getFirst().toString());
            } else if (host.connect(Multiaddr.parse(arguments[1])) instanceof DialResult.Connected(Connection made)) {
                SinkCommands.drive((size, writes) -> onVirtualThread(() -> nanos(made, size, writes)));
            } else {
                throw new IOException("cannot connect to " + arguments[1]);
            }
        }
    }

    /** Where a host's calls are meant to be made. */
    private static long onVirtualThread(Measurement measurement) throws IOException {
        CompletableFuture<Long> nanos = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                nanos.complete(measurement.nanos());
            } catch (IOException | RuntimeException e) {
                nanos.completeExceptionally(e);
            }
        });
        try {
            return nanos.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private interface Measurement {
        long nanos() throws IOException;
    }

    private static long nanos(Connection connection, int size, int writes) throws IOException {
        if (!(connection.open(List.of(PROTOCOL)) instanceof OpenResult.Opened(Stream stream))) {
            throw new IOException("the other host does not answer");
        }
        byte[] piece = new byte[size];
        try (stream) {
            long start = System.nanoTime();
            for (int i = 0; i < writes; i++) {
                stream.write(piece);
            }
            stream.closeWrite();
            stream.readFully(new byte[8], 0, 8);
            return System.nanoTime() - start;
        }
    }

    private static void swallow(Stream stream) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int count = 0;
        while (count >= 0) {
            count = stream.read(buffer, 0, buffer.length);
        }
        stream.write(new byte[8]);
    }
}
