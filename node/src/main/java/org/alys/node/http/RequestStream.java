package org.alys.node.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The bytes a client sends, piece by piece. A request that is not complete after the timeout closes the connection, however
 * steadily the client drips: each single read is bounded by the socket's own timeout. A first request in HTTP/1.0 is
 * passed on as HTTP/1.1 (see {@link Http10}), and a connection that either side asked to close ends with the answer. Used by the connection's thread alone.
 */
final class RequestStream implements Supplier<byte[]> {
    private final DataReader source;
    private final long timeoutNanos;
    private final int maxHeadBytes;
    private boolean beforeFirst = true;
    private boolean receiving;
    private boolean answered;
    private boolean closing;
    private long receivingSince;

    RequestStream(DataReader source, Duration timeout, int maxHeadBytes) {
        this.source = source;
        this.timeoutNanos = timeout.toNanos();
        this.maxHeadBytes = maxHeadBytes;
    }

    void requestAnswered() {
        receiving = false;
        answered = true;
    }

    /** One side asked for the connection to end with the current request. */
    void closeWhenAnswered() {
        closing = true;
    }

    @Override
    public byte[] get() {
        if (!beforeFirst) {
            return next();
        }
        beforeFirst = false;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(next());
        while (needsMore(head)) {
            head.writeBytes(next());
        }
        return Http10.asHttp11(head.toByteArray());
    }

    /** An HTTP/1.0 head is needed whole; of any other request, the first line. */
    private boolean needsMore(ByteArrayOutputStream head) {
        if (head.size() > maxHeadBytes) {
            return false;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.indexOf('\n') < 0 || (Http10.isFirstLine(text) && Http10.headEnd(text) < 0);
    }

    private byte[] next() {
        if (closing && answered) {
            throw new CloseConnectionException("the last request is answered");
        }
        if (receiving && System.nanoTime() - receivingSince > timeoutNanos) {
            throw new CloseConnectionException("the request was not complete in time");
        }
        source.ensureAvailable();
        if (!receiving) {
            receiving = true;
            receivingSince = System.nanoTime();
        }
        return source.readBytes(source.available());
    }
}
