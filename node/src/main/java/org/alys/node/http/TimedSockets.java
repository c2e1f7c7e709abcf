package org.alys.node.http;

import io.helidon.common.socket.SocketOptions;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Options of accepted sockets. Helidon's own do not set the read timeout on the server's side. */
record TimedSockets(SocketOptions original, Duration readTimeout) implements SocketOptions {
    static TimedSockets of(Duration readTimeout) {
        return new TimedSockets(SocketOptions.create(), readTimeout);
    }

    @Override
    public void configureSocket(Socket socket) {
        original.configureSocket(socket);
        try {
            socket.setSoTimeout(Math.toIntExact(readTimeout.toMillis()));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return original.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return original.connectTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return original.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return original.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return original.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return original.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return original.tcpNoDelay();
    }
}
