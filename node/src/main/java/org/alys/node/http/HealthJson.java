package org.alys.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.actor.health.BatchResult;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthHistory;
import org.alys.actor.health.HealthState;
import org.alys.actor.supervision.Failure;

/** The node's health, now and over time, in JSON. */
final class HealthJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HealthJson() {}

    static ObjectNode health(Health health) {
        ObjectNode node = JSON.objectNode()
                .put("status", BlockJson.name(health.status()))
                .put("consensus", health.consensus())
                .put("ready", health.ready());
        ArrayNode reasons = node.putArray("reasons");
        health.notReady().forEach(reasons::add);
        ArrayNode components = node.putArray("components");
        health.components()
                .forEach(component -> components
                        .addObject()
                        .put("name", component.name())
                        .put("status", BlockJson.name(component.status()))
                        .put("detail", component.detail()));
        node.put("score", health.actors().score());
        ArrayNode actors = node.putArray("actors");
        health.actors()
                .list()
                .forEach(actor -> actors.addObject()
                        .put("name", actor.name())
                        .put("state", BlockJson.name(actor.state()))
                        .put("restarts", actor.restarts()));
        return node;
    }

    static ObjectNode trends(HealthTrends trends) {
        ObjectNode node = JSON.objectNode();
        ArrayNode list = node.putArray("trends");
        trends.trends().forEach((window, trend) -> list.add(trend(window, trend)));
        ArrayNode events = node.putArray("events");
        trends.events().reversed().forEach(event -> events.add(event(event)));
        return node;
    }

    private static ObjectNode trend(Duration window, HealthHistory.Trend trend) {
        return JSON.objectNode()
                .put("minutes", window.toMinutes())
                .put("direction", BlockJson.name(trend.direction()))
                .put("pointsPerHour", trend.perHour())
                .put("least", trend.least())
                .put("greatest", trend.greatest())
                .put("samples", trend.samples());
    }

    private static ObjectNode event(HealthEvent event) {
        return switch (event) {
            case HealthEvent.Changed(Instant at, String actor, HealthState from, HealthState to) ->
                event(at, "changed")
                        .put("actor", actor)
                        .put("from", BlockJson.name(from))
                        .put("to", BlockJson.name(to));
            case HealthEvent.RecoveryStarted(Instant at, String actor, int attempt) ->
                event(at, "recovery").put("actor", actor).put("attempt", attempt);
            case HealthEvent.Escalated(Instant at, String actor) ->
                event(at, "escalated").put("actor", actor);
            case HealthEvent.Over(Instant at, String actor, Optional<Failure> failure) ->
                event(at, "over")
                        .put("actor", actor)
                        .put("reason", failure.map(Failure::describe).orElse("stopped"));
            case HealthEvent.ScoreLow(Instant at, double score) ->
                event(at, "score_low").put("score", score);
            case HealthEvent.ScoreRestored(Instant at, double score) ->
                event(at, "score_restored").put("score", score);
            case HealthEvent.ConsensusHalted(Instant at, int healthy, int threshold) ->
                event(at, "consensus_halted").put("healthy", healthy).put("threshold", threshold);
            case HealthEvent.ConsensusReady(Instant at, int healthy, int threshold) ->
                event(at, "consensus_ready").put("healthy", healthy).put("threshold", threshold);
        };
    }

    private static ObjectNode event(Instant at, String kind) {
        return JSON.objectNode().put("time", at.toString()).put("kind", kind);
    }

    static ObjectNode check(BatchResult result) {
        ObjectNode node = JSON.objectNode()
                .put("well", result.allWell())
                .put("tookMicros", result.took().toNanos() / 1000);
        ArrayNode actors = node.putArray("actors");
        new TreeMap<>(result.well())
                .forEach((name, well) -> actors.addObject().put("name", name).put("well", well));
        return node;
    }
}
