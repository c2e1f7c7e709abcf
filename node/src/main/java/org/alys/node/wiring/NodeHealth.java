package org.alys.node.wiring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSnapshot;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.actor.health.BatchResult;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthHistory;
import org.alys.actor.health.HealthMessage;
import org.alys.actor.health.HealthMonitor;
import org.alys.actor.health.HealthRecord;
import org.alys.actor.health.HealthReport;
import org.alys.actor.health.HealthSettings;
import org.alys.actor.health.HealthState;
import org.alys.actor.health.HealthThresholds;
import org.alys.actor.health.Monitored;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.registry.RegistryHealth;
import org.alys.actor.supervision.DomainPolicies;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.node.engine.Replay;
import org.alys.node.http.Health;
import org.alys.node.http.HealthTrends;
import org.alys.node.http.SupervisionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings the node's actors through their mailboxes. One that leaves three pings in a row unanswered, a minute in all, is interrupted and
 * started again; one for which that does not help means that the process should be.
 */
final class NodeHealth {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHealth.class);
    /** Longer than the longest wait of a handler for another process. */
    private static final HealthThresholds THRESHOLDS = new HealthThresholds(3, 2, Duration.ofSeconds(20), 3);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How far trends look back. The monitor keeps close to three hours. */
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(120));
    /** Of the thousand events that the monitor keeps. */
    private static final int EVENTS_SHOWN = 100;

    private final ActorSystem system;
    private final NodeTree tree;
    private final Map<String, ActorRef<?>> actors = new TreeMap<>();
    private final Replay replay;
    private final ActorRef<HealthMessage> monitor;

    private NodeHealth(ActorSystem system, NodeTree tree, HealthThresholds thresholds, Replay replay) {
        this.system = system;
        this.tree = tree;
        this.replay = replay;
        List<Monitored<?>> monitored = tree.monitored();
        monitored.forEach(actor -> actors.put(actor.name(), actor.ref()));
        HealthSettings settings = HealthSettings.STANDARD
                .withThresholds(thresholds)
                .withListener(event -> writeDown(event, tree.registry()));
        // Without its monitor a node is as good as before; /health says that it is gone.
        monitor = system.spawn(
                "health",
                () -> new HealthMonitor(settings, new Recovery(), monitored),
                ActorOptions.DEFAULTS.withSupervision(DomainPolicies.observation()));
    }

    /** Begins to watch over all actors that are in the tree. */
    static NodeHealth watch(ActorSystem system, NodeTree tree, Replay replay) {
        return watch(system, tree, THRESHOLDS, replay);
    }

    static NodeHealth watch(ActorSystem system, NodeTree tree, HealthThresholds thresholds, Replay replay) {
        return new NodeHealth(system, tree, thresholds, replay);
    }

    /** So that who looks for an actor that works finds one. */
    private static void writeDown(HealthEvent event, ActorRegistry registry) {
        if (event instanceof HealthEvent.Changed changed) {
            registry.setHealth(changed.name(), RegistryHealth.of(changed.to()))
                    .ifPresent(refused -> LOG.warn("the registry refuses the health of an actor: {}", refused));
        }
    }

    private final class Recovery implements HealthMonitor.Actions {
        @Override
        public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            if (replay.isMoving()) {
                LOG.debug("{} does not answer while blocks are replayed", actor.path());
                return;
            }
            LOG.warn("SYS003 {} is stuck: {}. It is interrupted and started again.", actor.path(), cause.describe());
            system.restart(actor, cause, true);
        }

        @Override
        public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            if (!replay.isMoving()) {
                LOG.error("SYS004 {} stays stuck: {}. Restart the node.", actor.path(), cause.describe());
            }
        }
    }

    /** How every actor is. Waits for the monitor for two seconds at most. */
    Health.Actors actors() {
        return answer(HealthMessage.GetReport::new)
                .map(this::actors)
                .orElseGet(() ->
                        new Health.Actors(0, List.of(new Health.Actor("health", HealthState.UNHEALTHY, 0, false))));
    }

    private Health.Actors actors(HealthReport report) {
        Map<String, Integer> restarts = restarts();
        List<Health.Actor> list = new TreeMap<>(report.actors())
                .entrySet().stream()
                        .map(entry -> actor(
                                entry.getKey(), entry.getValue().health(), restarts.getOrDefault(entry.getKey(), 0)))
                        .toList();
        return new Health.Actors((int) Math.round(report.score()), list);
    }

    /** How they were. Waits for the monitor for two seconds at most; empty if it does not answer. */
    Optional<HealthTrends> trends() {
        return answer(HealthMessage.GetHistory::new).map(history -> {
            SortedMap<Duration, HealthHistory.Trend> trends = new TreeMap<>();
            Instant now = system.time().now();
            WINDOWS.forEach(window -> trends.put(window, history.trend(window, now)));
            List<HealthEvent> events = history.events();
            return new HealthTrends(trends, events.subList(Math.max(0, events.size() - EVENTS_SHOWN), events.size()));
        });
    }

    /** How they failed. */
    SupervisionView supervision() {
        return tree.supervision();
    }

    /** Pings all of them now. Empty if not all have answered within two seconds. */
    Optional<BatchResult> check() {
        return answer(reply -> new HealthMessage.CheckBatch(Set.of(), reply));
    }

    private <T> Optional<T> answer(Function<Reply<T>, HealthMessage> question) {
        try {
            return Optional.of(monitor.<T>ask(question, PATIENCE));
        } catch (AskException e) {
            LOG.debug("the health monitor does not answer: {}", e.reason().describe());
            return Optional.empty();
        }
    }

    private Health.Actor actor(String name, HealthRecord health, int restarts) {
        boolean lost = health.escalated() && health.state() == HealthState.UNHEALTHY && !replay.isMoving();
        return new Health.Actor(name, health.state(), restarts, lost);
    }

    private Map<String, Integer> restarts() {
        Map<String, Integer> counts = new TreeMap<>();
        for (ActorSnapshot snapshot : system.actors()) {
            actors.forEach((name, ref) -> {
                if (ref.path().equals(snapshot.path())) {
                    counts.put(name, snapshot.restarts());
                }
            });
        }
        return counts;
    }
}
