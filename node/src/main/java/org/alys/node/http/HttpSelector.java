package org.alys.node.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Takes every connection at its first byte and hands it to Helidon's HTTP/1.1 behind a {@link RequestStream}, which adds
 * what Helidon lacks: HTTP/1.0 clients, and a deadline over the whole of a request.
 */
final class HttpSelector implements ServerConnectionSelector {
    private static final int MAX_REQUEST_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 16_384;

    private final Http1ConnectionSelector http1;
    private final Duration requestTimeout;

    HttpSelector(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
        this.http1 = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                        .maxHeadersSize(MAX_HEADER_BYTES)
                        .addReceiveListener(new CloseListener())
                        .addSendListener(new AnswerListener())
                        .build())
                .build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 1;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        RequestStream stream =
                new RequestStream(context.dataReader(), requestTimeout, MAX_REQUEST_LINE_BYTES + MAX_HEADER_BYTES);
        return http1.connection(new StreamContext(context, stream));
    }

    private static boolean asksToClose(Headers headers) {
        return headers.contains(HeaderNames.CONNECTION)
                && headers.get(HeaderNames.CONNECTION).allValues(true).stream()
                        .anyMatch(value -> value.strip().equalsIgnoreCase("close"));
    }

    /** Helidon itself leaves the closing of a connection to the client. */
    private static class CloseListener implements Http1ConnectionListener {
        @Override
        public void headers(ConnectionContext context, Headers headers) {
            if (context instanceof StreamContext ours && asksToClose(headers)) {
                ours.stream().closeWhenAnswered();
            }
        }
    }

    /**
     * Tells the stream that a request is answered: the next byte begins another. One class with the above, since Helidon 4.3
     * tells only raw data to a second listener.
     */
    private static final class AnswerListener extends CloseListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            if (context instanceof StreamContext ours) {
                ours.stream().requestAnswered();
            }
        }
    }
}
