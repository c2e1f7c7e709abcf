package org.alys.bitcoin.rpc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Listens to a Bitcoin node started with {@code -zmqpubhashblock}. Reconnects by itself. The message is not believed, for
 * anybody may bind that port: it only wakes the one who then asks the node.
 */
public final class ZmqSignal implements NewBlockSignal {
    private static final String TOPIC = "hashblock";
    private static final int MAX_MESSAGE_BYTES = 256;

    /**
     * How long a new connection may take to shake hands before it is given up for another. JeroMQ 0.6 now and then forgets to
     * watch a connection that was made in the same turn in which one of its threads was sent a command: such a one stays
     * silent for ever, and the default would leave it for 30 s.
     */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private final PollingSignal hints = new PollingSignal();
    private final ZMQ.Context context = ZMQ.context(1);
    private final Thread listener;

    /** Starts to listen at {@code endpoint}, such as {@code tcp://127.0.0.1:28332}; the node need not be there yet. */
    public ZmqSignal(URI endpoint) {
        if (!"tcp".equals(endpoint.getScheme()) || endpoint.getHost() == null || endpoint.getPort() < 1) {
            throw new IllegalArgumentException("a ZMQ address is tcp://host:port, not " + endpoint);
        }
        ZMQ.Socket socket = context.socket(SocketType.SUB);
        socket.setMaxMsgSize(MAX_MESSAGE_BYTES);
        socket.setLinger(0);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.connect(endpoint.toString());
        socket.subscribe(TOPIC.getBytes(StandardCharsets.US_ASCII));
        listener = Thread.ofPlatform().daemon().name("bitcoin-zmq").unstarted(() -> listen(socket));
        listener.start();
    }

    /** Ends when the context is terminated: that is how a thread that waits in a socket is told to stop. */
    private void listen(ZMQ.Socket socket) {
        try (socket) {
            while (!Thread.currentThread().isInterrupted()) {
                if (socket.recv() != null && !socket.hasReceiveMore()) {
                    hints.hint();
                }
            }
        } catch (ZMQException e) {
            if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
                throw e;
            }
        }
    }

    @Override
    public boolean await(Duration longest) throws InterruptedException {
        return hints.await(longest);
    }

    @Override
    public void close() {
        hints.close();
        context.term();
    }
}
