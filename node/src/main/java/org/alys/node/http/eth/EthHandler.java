package org.alys.node.http.eth;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One HTTP request: credentials, bounds, the answer. */
final class EthHandler implements Handler {
    private static final HeaderName ALLOW_ORIGIN = HeaderNames.create("Access-Control-Allow-Origin");
    private static final HeaderName ALLOW_METHODS = HeaderNames.create("Access-Control-Allow-Methods");
    private static final HeaderName ALLOW_HEADERS = HeaderNames.create("Access-Control-Allow-Headers");

    private final EthServer.Service service;
    private final EthServer.Gate gate;

    EthHandler(EthServer.Service service, EthServer.Gate gate) {
        this.service = service;
        this.gate = gate;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        response.header(ALLOW_ORIGIN, "*");
        Method method = request.prologue().method();
        if (method.equals(Method.OPTIONS)) {
            response.header(ALLOW_METHODS, "POST, OPTIONS")
                    .header(ALLOW_HEADERS, "content-type, authorization")
                    .status(Status.NO_CONTENT_204)
                    .send();
        } else if (!method.equals(Method.POST)) {
            response.status(Status.METHOD_NOT_ALLOWED_405).send("use POST for JSON-RPC, or a WebSocket\n");
        } else if (!gate.admits(
                request.headers().first(HeaderNames.AUTHORIZATION).orElse(""))) {
            response.status(Status.UNAUTHORIZED_401).send("the token is wrong or missing\n");
        } else {
            answer(request, response);
        }
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        byte[] body = new byte[0];
        if (request.content().hasEntity()) {
            try (InputStream in = request.content().inputStream()) {
                body = in.readNBytes(EthServer.MAX_BODY_BYTES + 1);
            }
        }
        if (body.length > EthServer.MAX_BODY_BYTES) {
            response.status(Status.REQUEST_ENTITY_TOO_LARGE_413)
                    .header(HeaderNames.CONNECTION, "close")
                    .send("a request holds at most " + EthServer.MAX_BODY_BYTES + " bytes\n");
            return;
        }
        byte[] answer = service.rpc().answer(body, Optional.empty());
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(answer);
    }
}
