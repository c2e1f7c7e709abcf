package org.alys.node.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.alys.primitives.Bytes;

/** What GET serves: health, probes, metrics and recent submissions. */
final class Pages {
    /** Orchestrators ask these without credentials. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private final MiningApi mining;
    private final HealthApi health;
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();

    Pages(MiningApi mining, HealthApi health, PrometheusRegistry registry) {
        this.mining = mining;
        this.health = health;
        this.registry = registry;
    }

    static boolean isProbe(String path) {
        return PROBES.contains(path);
    }

    /** @param accept the request's Accept header; it chooses the metrics' text format */
    HttpAnswer get(String path, String accept) {
        return switch (path) {
            case "/health" -> health();
            case "/health/trends" -> trends();
            case "/health/check" -> check();
            case "/supervision" -> HttpAnswer.json(200, SupervisionJson.supervision(health.supervision()), path);
            case "/livez" -> alive();
            case "/readyz" -> ready();
            case "/metrics" -> metrics(accept);
            case "/debug/auxpow/recent" ->
                HttpAnswer.json(200, SidechainJson.submissions(mining.recentSubmissions()), path);
            default -> HttpAnswer.error(404, "not found");
        };
    }

    private HttpAnswer health() {
        Health now = health.health();
        int status = now.status() == Health.Status.UNHEALTHY ? 503 : 200;
        return HttpAnswer.json(status, HealthJson.health(now), "/health");
    }

    private HttpAnswer trends() {
        return health.trends()
                .map(trends -> HttpAnswer.json(200, HealthJson.trends(trends), "/health/trends"))
                .orElseGet(() -> HttpAnswer.error(503, "the actors' health is not being watched"));
    }

    private HttpAnswer check() {
        return health.check()
                .map(result -> HttpAnswer.json(result.allWell() ? 200 : 503, HealthJson.check(result), "/health/check"))
                .orElseGet(() -> HttpAnswer.error(503, "not every actor has answered in time; /health says which"));
    }

    private HttpAnswer alive() {
        boolean alive = health.health().alive();
        return HttpAnswer.json(
                alive ? 200 : 503,
                JsonNodeFactory.instance.objectNode().put("status", alive ? "alive" : "dead"),
                "/livez");
    }

    private HttpAnswer ready() {
        Health now = health.health();
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("status", now.ready() ? "ready" : "not ready");
        now.notReady().forEach(node.putArray("reasons")::add);
        return HttpAnswer.json(now.ready() ? 200 : 503, node, "/readyz");
    }

    private HttpAnswer metrics(String accept) {
        ExpositionFormatWriter writer = accept.contains("application/openmetrics-text")
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return new HttpAnswer(200, writer.getContentType(), Bytes.of(body.toByteArray()), Map.of(), "/metrics");
    }
}
