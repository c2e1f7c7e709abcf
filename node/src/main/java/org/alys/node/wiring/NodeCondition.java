package org.alys.node.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.AskException;
import org.alys.actor.health.BatchResult;
import org.alys.engine.health.EngineState;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeStatus;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainStatus;
import org.alys.node.chain.Hold;
import org.alys.node.engine.EngineMessage;
import org.alys.node.http.Health;
import org.alys.node.http.HealthApi;
import org.alys.node.http.HealthTrends;
import org.alys.node.http.SupervisionView;
import org.alys.node.network.NetworkMessage;
import org.alys.node.network.NetworkStatus;
import org.alys.node.sync.ProgressLine;
import org.alys.node.sync.SyncStatus;

/** How the node is: what the actors say of themselves and of what they need. One that does not answer makes the node unready. */
final class NodeCondition implements HealthApi {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NodeActors actors;
    private final NodeTelemetry telemetry;
    private final NodeHealth health;

    NodeCondition(NodeActors actors, NodeTelemetry telemetry, NodeHealth health) {
        this.actors = actors;
        this.telemetry = telemetry;
        this.health = health;
    }

    @Override
    public Health health() {
        List<Health.Component> components = new ArrayList<>();
        List<String> notReady = new ArrayList<>();
        String consensus = chainHealth(components, notReady);
        syncHealth(components, notReady);
        engineHealth(components, notReady);
        bridgeHealth(components, notReady);
        networkHealth(components, notReady);
        Health.Status worst = components.stream()
                .map(Health.Component::status)
                .max(Enum::compareTo)
                .orElse(Health.Status.UNHEALTHY);
        Health.Actors inside = health.actors();
        inside.list().stream()
                .filter(actor -> !actor.isWell())
                .map(actor -> "SYS003 The actor " + actor.name() + " does not answer as it should.")
                .forEach(notReady::add);
        boolean lost = inside.list().stream().anyMatch(Health.Actor::lost);
        boolean well = inside.list().stream().allMatch(Health.Actor::isWell);
        Health.Status status = lost || worst == Health.Status.UNHEALTHY
                ? Health.Status.UNHEALTHY
                : well ? worst : Health.Status.DEGRADED;
        return new Health(status, !lost, consensus, components, notReady, inside);
    }

    @Override
    public Optional<HealthTrends> trends() {
        return health.trends();
    }

    @Override
    public SupervisionView supervision() {
        return health.supervision();
    }

    @Override
    public Optional<BatchResult> check() {
        return health.check();
    }

    private String chainHealth(List<Health.Component> components, List<String> notReady) {
        try {
            ChainStatus status = actors.chain().ask(ChainMessage.GetChainStatus::new, PATIENCE);
            Optional<Hold> hold = status.hold();
            boolean producing = telemetry.isProducing();
            Health.Status health = hold.filter(Hold::stopsSigning).isPresent()
                    ? Health.Status.UNHEALTHY
                    : hold.isPresent() || !producing ? Health.Status.DEGRADED : Health.Status.HEALTHY;
            String detail = hold.map(found -> found.code() + " " + found.describe())
                    .orElse(producing ? "" : "CHN001 No block came for five slots. Check the components below.");
            components.add(new Health.Component("chain", health, detail));
            if (health != Health.Status.HEALTHY) {
                notReady.add(detail);
            }
            return hold.map(found -> "halted: " + found.code())
                    .orElse(
                            status.syncing() || !actors.sync().mayProduce()
                                    ? "syncing"
                                    : producing ? "ready" : "waiting");
        } catch (AskException e) {
            components.add(new Health.Component(
                    "chain", Health.Status.UNHEALTHY, e.reason().describe()));
            notReady.add("the chain does not answer");
            return "unknown";
        }
    }

    private void syncHealth(List<Health.Component> components, List<String> notReady) {
        SyncStatus status = actors.sync().status();
        Health.Status health = switch (status.phase()) {
            case FAILED -> Health.Status.UNHEALTHY;
            case DISCOVERING, PROVING, DOWNLOADING, CATCHING_UP, PAUSED -> Health.Status.DEGRADED;
            case SYNCED -> status.mayProduce() ? Health.Status.HEALTHY : Health.Status.DEGRADED;
        };
        String detail = health == Health.Status.HEALTHY ? "" : status.waitsFor().orElse(ProgressLine.of(status));
        components.add(new Health.Component("sync", health, detail));
        if (!status.mayProduce()) {
            notReady.add(detail);
        }
    }

    private void engineHealth(List<Health.Component> components, List<String> notReady) {
        try {
            EngineState state = actors.engine()
                    .ask(EngineMessage.GetExecutionStatus::new, PATIENCE)
                    .state();
            Health.Status status = switch (state) {
                case EngineState.Ready _ -> Health.Status.HEALTHY;
                case EngineState.Failed _ -> Health.Status.UNHEALTHY;
                case EngineState.Initializing _, EngineState.Syncing _, EngineState.Degraded _ ->
                    Health.Status.DEGRADED;
            };
            String detail = state instanceof EngineState.Failed(var failure)
                    ? failure.code() + " " + failure.describe()
                    : state instanceof EngineState.Degraded(var reasons) ? String.join(" ", reasons) : "";
            components.add(new Health.Component("execution", status, detail));
            if (status == Health.Status.UNHEALTHY) {
                notReady.add(detail);
            }
        } catch (AskException e) {
            components.add(new Health.Component(
                    "execution", Health.Status.DEGRADED, e.reason().describe()));
        }
    }

    private void bridgeHealth(List<Health.Component> components, List<String> notReady) {
        try {
            BridgeStatus bridge = actors.bridge().ask(BridgeMessage.GetBridgeStatus::new, PATIENCE);
            Health.Status status = bridge.lost().isPresent()
                    ? Health.Status.UNHEALTHY
                    : bridge.problem().isPresent() || !bridge.synced() ? Health.Status.DEGRADED : Health.Status.HEALTHY;
            String detail = bridge.lost()
                    .map(lost -> "CHN010 Bitcoin took back the minted deposit " + lost)
                    .orElse(bridge.problem().orElse(""));
            components.add(new Health.Component("bitcoin", status, detail));
            if (status != Health.Status.HEALTHY) {
                notReady.add(detail.isEmpty() ? "Bitcoin blocks are still being read" : detail);
            }
        } catch (AskException e) {
            String detail = "CHN003 The bridge, which reads Bitcoin, does not answer: "
                    + e.reason().describe();
            components.add(new Health.Component("bitcoin", Health.Status.DEGRADED, detail));
            notReady.add(detail);
        }
    }

    private void networkHealth(List<Health.Component> components, List<String> notReady) {
        try {
            NetworkStatus network = actors.network().ask(NetworkMessage.GetNetworkStatus::new, PATIENCE);
            String detail = network.partitionedSince()
                    .map(since -> "NET007 Too few others can be reached since " + since
                            + ". Check the connection, the firewall and network.peers.")
                    .orElse("");
            components.add(new Health.Component(
                    "network", detail.isEmpty() ? Health.Status.HEALTHY : Health.Status.DEGRADED, detail));
            if (!detail.isEmpty()) {
                notReady.add(detail);
            }
        } catch (AskException e) {
            components.add(new Health.Component(
                    "network", Health.Status.DEGRADED, e.reason().describe()));
        }
    }
}
