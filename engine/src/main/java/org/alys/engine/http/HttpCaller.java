package org.alys.engine.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ExecutionFailure.BadAnswer;
import org.alys.engine.ExecutionFailure.TimedOut;
import org.alys.engine.ExecutionFailure.TooLarge;
import org.alys.engine.ExecutionFailure.Unauthorised;
import org.alys.engine.ExecutionFailure.Unreachable;
import org.alys.engine.Timing;

/** Carries one JSON-RPC call over HTTP: token, deadline, retries, size limit, and what went wrong as a value. */
final class HttpCaller implements AutoCloseable {
    private final EngineApiSettings settings;
    private final Timing timing;
    private final RandomGenerator random;
    private final JsonRpc json;
    private final HttpClient http;
    private final AtomicLong lastId = new AtomicLong();

    HttpCaller(EngineApiSettings settings, Timing timing, RandomGenerator random) {
        this.settings = settings;
        this.timing = timing;
        this.random = random;
        this.json = new JsonRpc(settings.limits().maxAnswerBytes());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    ArrayNode params() {
        return json.params();
    }

    /** A call that may be repeated without harm when its connection fails. */
    Answer call(String method, ArrayNode params, Duration limit) {
        Duration deadline = timing.elapsed().plus(limit);
        for (int attempt = 0; ; attempt++) {
            try {
                return attempt(method, params, limit, deadline.minus(timing.elapsed()));
            } catch (ExecutionFailedException e) {
                if (!(e.failure() instanceof Unreachable)
                        || attempt >= settings.retries().retries()) {
                    throw e;
                }
                Duration pause = settings.retries().pause(attempt + 1, random);
                if (timing.elapsed().plus(pause).compareTo(deadline) >= 0) {
                    throw e;
                }
                pause(method, pause);
            }
        }
    }

    /** A call that must reach the client at most once. */
    Answer callOnce(String method, ArrayNode params, Duration limit) {
        return attempt(method, params, limit, limit);
    }

    private Answer attempt(String method, ArrayNode params, Duration limit, Duration left) {
        if (!left.isPositive()) {
            throw failed(new TimedOut(method, limit));
        }
        long id = lastId.incrementAndGet();
        boolean engine = method.startsWith("engine_");
        URI url = engine ? settings.engineUrl() : settings.ethUrl();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(left)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.request(id, method, params)));
        // The public methods may be served by the authenticated port as well.
        if (engine || url.equals(settings.engineUrl())) {
            request.header("Authorization", "Bearer " + settings.secret().token(timing.now()));
        }
        HttpResponse<byte[]> response = exchange(method, request.build(), limit, left);
        return switch (response.statusCode()) {
            case 401, 403 -> throw failed(new Unauthorised(url.toString(), excerpt(response)));
            case 413 -> throw failed(new TooLarge(method, "HTTP 413"));
            case 200 -> json.result(id, method, response.body());
            default -> throw failed(new BadAnswer(method, "HTTP " + response.statusCode() + ", " + excerpt(response)));
        };
    }

    /** The request's own time-out ends with the headers; waiting here bounds the body too. */
    private HttpResponse<byte[]> exchange(String method, HttpRequest request, Duration limit, Duration left) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BoundedBody.of(settings.limits().maxAnswerBytes()));
        try {
            return exchange.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ExecutionFailedException(new TimedOut(method, limit), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw interrupted(method, e);
        } catch (ExecutionException e) {
            throw new ExecutionFailedException(meaning(method, request.uri(), limit, e), e);
        }
    }

    private static ExecutionFailure meaning(String method, URI url, Duration limit, ExecutionException e) {
        Throwable cause = e.getCause();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof BoundedBody.TooLongException) {
                return new TooLarge(method, "answer of " + at.getMessage());
            }
            if (at instanceof java.net.http.HttpTimeoutException) {
                return new TimedOut(method, limit);
            }
        }
        if (cause instanceof IOException) {
            return new Unreachable(method, url.toString(), JsonRpc.printable(cause.toString()));
        }
        throw new IllegalStateException("HTTP client failed on " + method, e);
    }

    private void pause(String method, Duration pause) {
        try {
            timing.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(method, e);
        }
    }

    private ExecutionFailedException interrupted(String method, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ExecutionFailedException(
                new Unreachable(method, settings.engineUrl().toString(), "the caller was interrupted"), e);
    }

    private static String excerpt(HttpResponse<byte[]> response) {
        return JsonRpc.printable(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static ExecutionFailedException failed(ExecutionFailure failure) {
        return new ExecutionFailedException(failure);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
