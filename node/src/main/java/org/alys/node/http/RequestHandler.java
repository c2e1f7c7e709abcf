package org.alys.node.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request: credentials, bounds, the answer, a line in the log. */
final class RequestHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** Of a body too long, so many times the limit is read before the connection closes. */
    private static final int DISCARDED_BODIES = 4;

    private final HttpSettings settings;
    private final Optional<BasicAuth> auth;
    private final JsonRpc rpc;
    private final Pages pages;
    private final ExecutorService executor;

    RequestHandler(HttpSettings settings, JsonRpc rpc, Pages pages, ExecutorService executor) {
        this.settings = settings;
        this.auth = settings.auth().map(BasicAuth::new);
        this.rpc = rpc;
        this.pages = pages;
        this.executor = executor;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        long started = System.nanoTime();
        HttpAnswer answer = answer(request);
        response.status(answer.status());
        answer.headers().forEach((name, value) -> response.header(name, value));
        if (answer.body().isEmpty()) {
            response.send();
        } else {
            response.header(HeaderNames.CONTENT_TYPE.defaultCase(), answer.contentType());
            response.send(answer.body().toArray());
        }
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} {} in {} us from {}",
                    request.prologue().method().text(),
                    answer.what(),
                    answer.status(),
                    Duration.ofNanos(System.nanoTime() - started).toNanos() / 1000,
                    request.remotePeer().host());
        }
    }

    private HttpAnswer answer(ServerRequest request) throws IOException, InterruptedException {
        Method method = request.prologue().method();
        String path = request.path().path();
        boolean reads = method.equals(Method.GET) || method.equals(Method.HEAD);
        if (auth.isPresent()
                && !(reads && Pages.isProbe(path))
                && !auth.get().admits(header(request, "Authorization"))) {
            return HttpAnswer.error(401, "user and password are wrong or missing")
                    .withHeaders(Map.of("WWW-Authenticate", "Basic realm=\"jsonrpc\""));
        }
        if (reads) {
            String accept = header(request, "Accept");
            return inTime(() -> pages.get(path, accept));
        }
        if (!method.equals(Method.POST)) {
            return HttpAnswer.error(405, "use POST for JSON-RPC, GET for pages")
                    .withHeaders(Map.of("Allow", "GET, HEAD, POST"));
        }
        byte[] body = body(request);
        if (body.length > settings.maxBodyBytes()) {
            return HttpAnswer.error(413, "a request holds at most " + settings.maxBodyBytes() + " bytes")
                    .withHeaders(Map.of("Connection", "close"));
        }
        Caller caller = caller(request);
        return inTime(() -> rpc.answer(body, caller));
    }

    /** Browsers name the page that a call comes from; proxies, which may run on this machine, name the caller. */
    private Caller caller(ServerRequest request) {
        boolean fromPage = !header(request, "Origin").isEmpty();
        boolean forwarded = !header(request, "X-Forwarded-For").isEmpty()
                || !header(request, "Forwarded").isEmpty();
        boolean local = !forwarded
                && request.remotePeer().address() instanceof InetSocketAddress from
                && from.getAddress().isLoopbackAddress();
        return !fromPage && (auth.isPresent() || local) ? Caller.OPERATOR : Caller.ANYBODY;
    }

    /** The body, or one byte more than the limit when it is longer. */
    private byte[] body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        int limit = settings.maxBodyBytes();
        if (request.headers().contentLength().orElse(0) > (long) limit * DISCARDED_BODIES) {
            return new byte[limit + 1];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                discard(in, (long) limit * DISCARDED_BODIES);
            }
            return body;
        }
    }

    /** A client that is still sending when the connection closes may never see the answer. */
    private static void discard(InputStream in, long atMost) throws IOException {
        byte[] buffer = new byte[8192];
        long discarded = 0;
        for (int read = 0; read >= 0 && discarded < atMost; read = in.read(buffer)) {
            discarded += read;
        }
    }

    private HttpAnswer inTime(Callable<HttpAnswer> work) throws InterruptedException {
        Future<HttpAnswer> pending = executor.submit(work);
        try {
            return pending.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            LOG.warn("a request took longer than {} and was given up", settings.requestTimeout());
            return HttpAnswer.error(503, "the node did not answer in time");
        } catch (ExecutionException e) {
            LOG.error("a request failed", e.getCause());
            return HttpAnswer.error(500, "internal error; the node's log says more");
        }
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }
}
