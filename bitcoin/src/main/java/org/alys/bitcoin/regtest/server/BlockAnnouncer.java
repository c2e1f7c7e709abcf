package org.alys.bitcoin.regtest.server;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.alys.bitcoin.regtest.chain.ChainChange;
import org.alys.bitcoin.regtest.chain.ChainListener;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Publishes the hash of every new tip over ZMQ, as {@code -zmqpubhashblock} does. */
final class BlockAnnouncer implements ChainListener, AutoCloseable {
    private static final byte[] TOPIC = "hashblock".getBytes(StandardCharsets.US_ASCII);

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket socket = context.socket(SocketType.PUB);
    private final URI address;
    private int sequence;

    /** Publishes on that port of the loopback address; 0 for any free one. */
    BlockAnnouncer(int port) {
        socket.setLinger(0);
        int bound = port;
        if (port == 0) {
            bound = socket.bindToRandomPort("tcp://127.0.0.1");
        } else {
            socket.bind("tcp://127.0.0.1:" + port);
        }
        address = URI.create("tcp://127.0.0.1:" + bound);
    }

    URI address() {
        return address;
    }

    @Override
    public void chainMoved(ChainChange change) {
        change.connected().forEach(step -> {
            socket.send(TOPIC, ZMQ.SNDMORE);
            socket.send(step.entry().hash().bytes().reversed().toArray(), ZMQ.SNDMORE);
            socket.send(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(sequence++)
                    .array());
        });
    }

    @Override
    public void close() {
        socket.close();
        context.term();
    }
}
