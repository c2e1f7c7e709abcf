package org.alys.node.http.eth;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.alys.evm.rpc.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection: calls in, answers and notifications out. What is sent waits in a bounded queue for the connection's
 * own writer, so that a slow reader holds up nobody: when the queue is full, the connection is closed.
 */
final class EthSocket implements WsListener {
    private static final Logger LOG = LoggerFactory.getLogger(EthSocket.class);
    private static final int MAX_WAITING = 4096;

    private final EthServer.Service service;
    private final EthServer.Gate gate;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final StringBuilder message = new StringBuilder();
    private Optional<Session> caller = Optional.empty();
    private Optional<Thread> writer = Optional.empty();

    EthSocket(EthServer.Service service, EthServer.Gate gate) {
        this.service = service;
        this.gate = gate;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) throws WsUpgradeException {
        if (!gate.admits(headers.first(HeaderNames.AUTHORIZATION).orElse(""))) {
            throw new WsUpgradeException(Status.UNAUTHORIZED_401.toString());
        }
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        writer = Optional.of(Thread.ofVirtual().name("ws-writer").start(() -> write(session)));
        caller = service.connect(notification -> offer(session, notification));
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        if (message.length() + text.length() > EthServer.MAX_BODY_BYTES) {
            session.close(WsCloseCodes.TOO_BIG, "a message holds at most " + EthServer.MAX_BODY_BYTES + " bytes");
            return;
        }
        message.append(text);
        if (!last) {
            return;
        }
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        message.setLength(0);
        byte[] answer = service.rpc().answer(body, caller);
        if (answer.length > 0) {
            offer(session, answer);
        }
    }

    private void offer(WsSession session, byte[] text) {
        if (!waiting.offer(text)) {
            LOG.debug("a WebSocket client does not keep up; closing its connection");
            session.terminate();
        }
    }

    private void write(WsSession session) {
        try {
            while (true) {
                session.send(new String(waiting.take(), StandardCharsets.UTF_8), true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("a WebSocket connection broke: {}", e.getMessage());
            session.terminate();
        }
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        end();
    }

    @Override
    public void onError(WsSession session, Throwable error) {
        LOG.debug("a WebSocket connection failed: {}", error.getMessage());
        end();
    }

    private void end() {
        caller.ifPresent(Session::close);
        writer.ifPresent(Thread::interrupt);
    }
}
