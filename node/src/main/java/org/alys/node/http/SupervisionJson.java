package org.alys.node.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import org.alys.actor.diagnosis.Diagnosis;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FailurePattern;
import org.alys.actor.supervision.SupervisionStatistics;

/** Failures, what they mean and how they were answered, in JSON. */
final class SupervisionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SupervisionJson() {}

    static ObjectNode supervision(SupervisionView view) {
        ObjectNode node = JSON.objectNode();
        node.set("statistics", statistics(view.statistics()));
        ArrayNode patterns = node.putArray("patterns");
        view.patterns().forEach(found -> patterns.add(pattern(found)));
        ArrayNode failures = node.putArray("failures");
        view.failures().reversed().forEach(diagnosis -> failures.add(failure(diagnosis)));
        return node;
    }

    private static ObjectNode statistics(SupervisionStatistics statistics) {
        ObjectNode node = JSON.objectNode()
                .put("failures", statistics.failures())
                .put("restarts", statistics.restarts())
                .put("escalations", statistics.escalations())
                .put("abandoned", statistics.abandoned())
                .put("meanDelayMillis", statistics.meanDelay().toMillis())
                .put("restartRateLastHour", statistics.restartRateLastHour())
                .put("restartRateLastDay", statistics.restartRateLastDay());
        ObjectNode kinds = node.putObject("byKind");
        new TreeMap<>(statistics.byKind()).forEach(kinds::put);
        return node;
    }

    private static ObjectNode pattern(FailurePattern.Found found) {
        ObjectNode node = JSON.objectNode();
        switch (found.pattern()) {
            case FailurePattern.Periodic(String actor, Duration interval) ->
                node.put("kind", "periodic").put("actor", actor).put("intervalMillis", interval.toMillis());
            case FailurePattern.Cascading(Set<String> actors) -> list(node.put("kind", "cascading"), "actors", actors);
            case FailurePattern.ResourceExhaustion(String resource) ->
                node.put("kind", "resource_exhaustion").put("resource", resource);
            case FailurePattern.NetworkPartition(Set<String> peers) ->
                list(node.put("kind", "network_partition"), "peers", peers);
            case FailurePattern.ConsensusBreakdown(Set<String> codes) ->
                list(node.put("kind", "consensus_breakdown"), "codes", codes);
        }
        return node.put("confidence", found.confidence()).put("occurrences", found.occurrences());
    }

    private static ObjectNode failure(Diagnosis diagnosis) {
        ObjectNode node = JSON.objectNode()
                .put("time", diagnosis.failed().at().toString())
                .put("actor", diagnosis.failed().actor())
                .put("failure", diagnosis.failed().failure().describe())
                .put("decision", decision(diagnosis.failed().decision()))
                .put("severity", BlockJson.name(diagnosis.assessment().severity()))
                .put("advice", BlockJson.name(diagnosis.assessment().advice()))
                .put("priority", BlockJson.name(diagnosis.priority()))
                .put("estimatedRecoverySeconds", diagnosis.estimatedRecovery().toSeconds())
                .put("availability", diagnosis.availability());
        diagnosis
                .experience()
                .successRate()
                .ifPresentOrElse(
                        rate -> node.put("restartSuccessRate", rate), () -> node.putNull("restartSuccessRate"));
        list(node, "affected", diagnosis.affected());
        ArrayNode levels = node.putArray("escalation");
        diagnosis.escalation().forEach(level -> levels.add(BlockJson.name(level)));
        return node;
    }

    private static String decision(Decision decision) {
        return switch (decision) {
            case Decision.Immediate() -> "restart";
            case Decision.Delayed(Duration delay) -> "restart after " + delay.toMillis() + " ms";
            case Decision.Escalate(Failure reason) -> "escalate";
            case Decision.Abandon(Failure reason) -> "go on without";
        };
    }

    private static void list(ObjectNode node, String name, Collection<String> values) {
        ArrayNode list = node.putArray(name);
        values.stream().sorted().forEach(list::add);
    }
}
