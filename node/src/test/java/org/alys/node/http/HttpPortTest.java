package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.core.metrics.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.alys.actor.Priority;
import org.alys.actor.diagnosis.Diagnosis;
import org.alys.actor.diagnosis.EscalationLevel;
import org.alys.actor.diagnosis.RestartRecord;
import org.alys.actor.health.BatchResult;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthHistory;
import org.alys.actor.health.HealthState;
import org.alys.actor.supervision.Assessment;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.DomainFailure;
import org.alys.actor.supervision.FailurePattern;
import org.alys.actor.supervision.FailureRecord;
import org.alys.actor.supervision.SupervisionStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPortTest extends HttpTest {
    private static final Health.Actors NO_ACTORS = new Health.Actors(100, List.of());

    private static final String CALL = "{\"method\":\"getqueuedpow\",\"params\":[],\"id\":1}";
    private static final String ANSWER = "{\"result\":null,\"error\":null,\"id\":1}";

    @Test
    void servesAnHttp10ClientAndCloses() throws Exception {
        String response = raw("POST / HTTP/1.0\r\nContent-Length: " + CALL.length() + "\r\n\r\n" + CALL);
        assertThat(response).startsWith("HTTP/1.1 200").endsWith(ANSWER + "\n");
        assertThat(response)
                .containsIgnoringCase("content-length: " + (ANSWER.length() + 1))
                .doesNotContainIgnoringCase("chunked");
    }

    @Test
    void servesAnHttp10ClientThatWantsToKeepTheConnection() throws Exception {
        String response =
                raw("POST /pool HTTP/1.0\r\nhost: a\r\nConnection: Keep-Alive\r\nUser-Agent: x\r\nContent-Length: "
                        + CALL.length() + "\r\n\r\n" + CALL);
        assertThat(response).startsWith("HTTP/1.1 200").endsWith(ANSWER + "\n");
    }

    @Test
    void servesAnHttp10ClientThatSendsItsHeadInPieces() throws Exception {
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            for (String piece :
                    List.of("PO", "ST / HTT", "P/1.0\r", "\nContent-Length: " + CALL.length(), "\r\n\r", "\n")) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            socket.getOutputStream().write(CALL.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith(ANSWER + "\n");
        }
    }

    @Test
    void servesGetInHttp10() throws Exception {
        assertThat(raw("GET /livez HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("alive");
    }

    @Test
    void closesWhenAskedTo() throws Exception {
        String response = raw("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + CALL.length()
                + "\r\n\r\n" + CALL);
        assertThat(response).startsWith("HTTP/1.1 200").endsWith(ANSWER + "\n");
    }

    @Test
    void servesSeveralRequestsOnOneConnection() throws Exception {
        String one = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + CALL.length() + "\r\n\r\n" + CALL;
        String last = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + CALL.length() + "\r\n\r\n"
                + CALL;
        assertThat(raw(one + one + last).split("HTTP/1.1 200", -1)).hasSize(4);
    }

    @Test
    void readsAChunkedBody() throws Exception {
        String response = raw("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(CALL.length()) + "\r\n" + CALL + "\r\n0\r\n\r\n");
        assertThat(response).endsWith(ANSWER + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/json-rpc", "garbage"})
    void caresForNoContentType(String type) throws Exception {
        String response = raw("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nContent-Length: " + CALL.length() + "\r\n\r\n" + CALL);
        assertThat(response).endsWith(ANSWER + "\n");
    }

    @Test
    void takesCallsOnAnyPath() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(uri("/wallet/x?y=1")).POST(HttpRequest.BodyPublishers.ofString(CALL)));
        assertThat(response.body()).startsWith(ANSWER);
    }

    @Test
    void refusesABodyBeyondTheLimit() throws Exception {
        assertThat(post("x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
        assertThat(raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void refusesAChunkedBodyBeyondTheLimit() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[(1 << 20) + 1]))));
        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws Exception {
        assertThat(post(CALL + " ".repeat((1 << 20) - CALL.length())).body()).startsWith(ANSWER);
    }

    @Test
    void answersUnknownPathsAndMethodsInJson() throws Exception {
        HttpResponse<String> unknown = get("/nothing/here");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("error").textValue()).isEqualTo("not found");
        HttpResponse<String> method = send(HttpRequest.newBuilder(uri("/")).DELETE());
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "POST / HTTP/3.0\r\n\r\n",
                "POST  HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nbad header\r\n\r\n"
            })
    void refusesWhatIsNotHttpWithoutATrace(String request) throws Exception {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 ")
                .doesNotStartWith("HTTP/1.1 2")
                .doesNotContain("Exception", "io.helidon", "java.");
    }

    @Test
    void servesAHundredClientsAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(100);
        node.create = payTo -> {
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new CreateAuxBlock.Created(ScriptedNode.template());
        };
        String call = "{\"method\":\"createauxblock\",\"params\":[\"" + ScriptedNode.MINER + "\"],\"id\":1}";
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(uri("/"))
                            .POST(HttpRequest.BodyPublishers.ofString(call))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.get().body()).contains("_target"));
    }

    @Test
    void clientsThatNeverFinishHoldNobodyUp() throws Exception {
        List<Socket> loris = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = connect();
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
                loris.add(socket);
            }
            assertThat(post(CALL).body()).startsWith(ANSWER);
        } finally {
            for (Socket socket : loris) {
                socket.close();
            }
        }
    }

    @Test
    void showsHealthWithItsComponents() throws Exception {
        node.health = new Health(
                Health.Status.DEGRADED,
                true,
                "ready",
                List.of(new Health.Component("bitcoin", Health.Status.DEGRADED, "CHN003 no answer")),
                List.of(),
                new Health.Actors(75, List.of(new Health.Actor("bridge", HealthState.RECOVERING, 2, false))));
        HttpResponse<String> response = get("/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualToIgnoringNewLines("{\"status\":\"degraded\",\"consensus\":\"ready\",\"ready\":true,"
                        + "\"reasons\":[],\"components\":[{\"name\":\"bitcoin\",\"status\":\"degraded\","
                        + "\"detail\":\"CHN003 no answer\"}],\"score\":75,"
                        + "\"actors\":[{\"name\":\"bridge\",\"state\":\"recovering\",\"restarts\":2}]}");
    }

    @Test
    void showsHowHealthWentWithTheLatestEventFirst() throws Exception {
        assertThat(get("/health/trends").statusCode()).isEqualTo(503);
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        node.trends = Optional.of(new HealthTrends(
                new TreeMap<>(Map.of(
                        Duration.ofMinutes(5),
                        new HealthHistory.Trend(HealthHistory.Direction.DECLINING, -12.5, 50, 100, 30))),
                List.of(
                        new HealthEvent.Changed(at, "bridge", HealthState.HEALTHY, HealthState.DEGRADED),
                        new HealthEvent.RecoveryStarted(at.plusSeconds(1), "bridge", 1))));
        HttpResponse<String> response = get("/health/trends");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualToIgnoringNewLines("{\"trends\":[{\"minutes\":5,\"direction\":\"declining\","
                        + "\"pointsPerHour\":-12.5,\"least\":50.0,\"greatest\":100.0,\"samples\":30}],"
                        + "\"events\":[{\"time\":\"2026-01-02T03:04:06Z\",\"kind\":\"recovery\",\"actor\":\"bridge\","
                        + "\"attempt\":1},{\"time\":\"2026-01-02T03:04:05Z\",\"kind\":\"changed\","
                        + "\"actor\":\"bridge\",\"from\":\"healthy\",\"to\":\"degraded\"}]}");
    }

    @Test
    void checksEveryActorWhenAskedTo() throws Exception {
        assertThat(get("/health/check").statusCode()).isEqualTo(503);
        node.check = Optional.of(
                new BatchResult(Map.of("chain", true, "bridge", true), Set.of(), Duration.ofNanos(1_500_000)));
        HttpResponse<String> well = get("/health/check");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body())
                .isEqualToIgnoringNewLines("{\"well\":true,\"tookMicros\":1500,\"actors\":["
                        + "{\"name\":\"bridge\",\"well\":true},{\"name\":\"chain\",\"well\":true}]}");
        node.check = Optional.of(new BatchResult(Map.of("chain", false), Set.of(), Duration.ZERO));
        assertThat(get("/health/check").statusCode()).isEqualTo(503);
    }

    @Test
    void showsFailuresWithWhatTheyMean() throws Exception {
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        FailureRecord failed = new FailureRecord(
                1, at, "/bridge-domain/bridge", new DomainFailure.Network("peer", "gone"), new Decision.Immediate());
        node.supervision = new SupervisionView(
                List.of(new Diagnosis(
                        failed,
                        Assessment.of(failed.failure()),
                        Priority.BACKGROUND,
                        new RestartRecord(3, 1),
                        Duration.ofSeconds(5),
                        Set.of("sync", "chain"),
                        0.5,
                        List.of(EscalationLevel.ACTOR))),
                List.of(new FailurePattern.Found(new FailurePattern.Cascading(Set.of("/b", "/a")), 0.75, 2)),
                SupervisionStatistics.of(List.of(failed), at));
        JsonNode shown = json(get("/supervision"));
        assertThat(shown.path("statistics").path("byKind").toString()).isEqualTo("{\"Network\":1}");
        assertThat(shown.path("patterns").toString())
                .isEqualTo(
                        "[{\"kind\":\"cascading\",\"actors\":[\"/a\",\"/b\"],\"confidence\":0.75,\"occurrences\":2}]");
        assertThat(shown.path("failures").toString())
                .isEqualTo("[{\"time\":\"2026-01-02T03:04:05Z\",\"actor\":\"/bridge-domain/bridge\","
                        + "\"failure\":\"network failure with peer peer: gone\",\"decision\":\"restart\","
                        + "\"severity\":\"minor\",\"advice\":\"restart\",\"priority\":\"background\","
                        + "\"estimatedRecoverySeconds\":5,\"availability\":0.5,\"restartSuccessRate\":0.75,"
                        + "\"affected\":[\"chain\",\"sync\"],\"escalation\":[\"actor\"]}]");
    }

    @Test
    void isNotReadyWithReasons() throws Exception {
        node.health =
                new Health(Health.Status.UNHEALTHY, true, "syncing", List.of(), List.of("5 of 9 blocks"), NO_ACTORS);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(json(get("/readyz")).path("reasons").toString()).isEqualTo("[\"5 of 9 blocks\"]");
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWhenNothingSpeaksAgainstIt() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        node.health = new Health(Health.Status.UNHEALTHY, false, "stopped", List.of(), List.of(), NO_ACTORS);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void exportsTheRegistryGiven() throws Exception {
        Counter.builder()
                .name("alys_test_total")
                .help("A test.")
                .register(registry)
                .inc();
        HttpResponse<String> response = get("/metrics");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body()).contains("# TYPE alys_test_total counter", "alys_test_total 1.0");
    }

    @Test
    void countsCallsByMethodAndNothingElse() throws Exception {
        post(CALL);
        call("createauxblock", "[]");
        post("{\"method\":\"made-up-by-a-stranger\",\"id\":1}");
        post("{\"method\":\"madeupbyastranger\",\"id\":1}");
        assertThat(get("/metrics").body())
                .contains(
                        "alys_rpc_requests_total{method=\"getqueuedpow\",status=\"success\"} 1.0",
                        "alys_rpc_requests_total{method=\"createauxblock\",status=\"error\"} 1.0",
                        "alys_rpc_requests_total{method=\"unknown\",status=\"error\"} 2.0",
                        "alys_rpc_request_duration_seconds_count{method=\"getqueuedpow\"} 1")
                .doesNotContain("stranger");
    }

    @Test
    void listsRecentSubmissions() throws Exception {
        node.submissions = List.of(
                ScriptedNode.submission(new SubmitAuxBlock.Rejected("no-tag", "none found")),
                ScriptedNode.submission(new SubmitAuxBlock.Accepted()));
        var list = json(get("/debug/auxpow/recent")).path("submissions");
        assertThat(list.get(0).path("status").textValue()).isEqualTo("rejected");
        assertThat(list.get(0).path("reason").textValue()).isEqualTo("no-tag");
        assertThat(list.get(1).path("status").textValue()).isEqualTo("accepted");
        assertThat(list.get(1).path("parentBlockHash").textValue()).startsWith("1f1e");
    }

    @Test
    void refusesAPortThatIsTaken() {
        HttpSettings taken = HttpSettings.of("127.0.0.1", server.port(), Optional.empty());
        assertThatThrownBy(() -> ApiServer.start(taken, node, node, node, node, registry))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }
}
