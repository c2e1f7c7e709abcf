package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.resource.DiskResources;
import org.alys.actor.resource.JvmResources;
import org.alys.actor.resource.ResourceGauge;
import org.alys.actor.resource.ResourceLevel;
import org.alys.actor.resource.ResourceReading;
import org.alys.actor.supervision.BlockClock;
import org.alys.actor.testkit.Simulation;
import org.alys.node.metrics.ResourceMetrics;
import org.junit.jupiter.api.Test;

/** In virtual time, with readings that the test sets. */
class NodeResourcesTest {
    private static final Duration THREE_READINGS = Duration.ofSeconds(16);

    private double memory = 0.3;

    private sealed interface Message {
        record Ping(Reply<Boolean> reply) implements Message {}

        record Break() implements Message {}
    }

    /** Notes when it is started. */
    private static NodeActor<Message> actor(Domain domain, String name, List<Instant> starts) {
        return NodeActor.of(
                domain,
                name,
                Message.class,
                () -> new Actor<>() {
                    @Override
                    public void started(ActorContext<Message> context) {
                        starts.add(context.time().now());
                    }

                    @Override
                    public void receive(Message message, ActorContext<Message> context) {
                        switch (message) {
                            case Message.Ping(var reply) -> reply.success(true);
                            case Message.Break _ -> throw new IllegalStateException("told to fail");
                        }
                    }
                },
                Message.Ping::new);
    }

    @Test
    void tellsWhatIsUsedTooFar() {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("node").build()) {
                NodeTree tree = NodeTree.start(system, BlockClock.TWO_SECONDS);
                NodeResources resources = NodeResources.watch(
                        system, tree, () -> List.of(new ResourceReading(JvmResources.MEMORY, memory)));
                simulation.sleep(THREE_READINGS);
                assertThat(level(resources, JvmResources.MEMORY)).isEqualTo(ResourceLevel.NORMAL);
                assertThat(tree.overload().now()).isFalse();

                memory = 0.99;
                simulation.sleep(THREE_READINGS);
                assertThat(level(resources, JvmResources.MEMORY)).isEqualTo(ResourceLevel.ERROR);
                assertThat(tree.overload().now()).isTrue();
                assertThat(metric(resources, "alys_resource_level")).isEqualTo(2);
                assertThat(metric(resources, "alys_resource_use")).isEqualTo(0.99);
            }
            return true;
        });
    }

    @Test
    void warnsBeforeTheDiskIsFull() {
        Simulation.run(3, simulation -> {
            try (ActorSystem system = simulation.system("node").build()) {
                NodeTree tree = NodeTree.start(system, BlockClock.TWO_SECONDS);
                double[] disk = {0.89};
                NodeResources resources = NodeResources.watch(
                        system, tree, () -> List.of(new ResourceReading(DiskResources.DISK, disk[0])));
                List<ResourceLevel> levels = new ArrayList<>();
                for (double use : List.of(0.89, 0.91, 0.98, 0.50)) {
                    disk[0] = use;
                    simulation.sleep(THREE_READINGS);
                    levels.add(level(resources, DiskResources.DISK));
                }
                assertThat(levels)
                        .containsExactly(
                                ResourceLevel.NORMAL, ResourceLevel.WARNING, ResourceLevel.ERROR, ResourceLevel.NORMAL);
            }
            return true;
        });
    }

    @Test
    void letsRepeatedRestartsOfTheNetworkWaitForCalmButNotThoseOfTheChain() {
        Simulation.run(2, simulation -> {
            List<Instant> chain = new ArrayList<>();
            List<Instant> network = new ArrayList<>();
            try (ActorSystem system = simulation.system("node").build()) {
                NodeTree tree = NodeTree.start(system, BlockClock.TWO_SECONDS);
                List<ActorRef<Message>> both = List.of(
                        tree.add(actor(Domain.CHAIN, "engine", chain)),
                        tree.add(actor(Domain.NETWORK, "network", network)));
                memory = 0.99;
                NodeResources.watch(system, tree, () -> List.of(new ResourceReading(JvmResources.MEMORY, memory)));
                simulation.sleep(THREE_READINGS);

                Instant broken = simulation.now();
                both.forEach(actor -> {
                    actor.tell(new Message.Break());
                    actor.tell(new Message.Break());
                });
                simulation.sleep(Duration.ofSeconds(20));
                assertThat(chain).hasSize(3);
                assertThat(chain.getLast()).isBefore(broken.plusSeconds(1));
                assertThat(network)
                        .as("the first restart is at once, the second waits")
                        .hasSize(2);

                memory = 0.1;
                simulation.sleep(Duration.ofSeconds(8));
                assertThat(network).hasSize(3);
            }
            return true;
        });
    }

    private static ResourceLevel level(NodeResources resources, String name) {
        ResourceGauge gauge = resources.gauges().get(name);
        if (gauge == null) {
            throw new AssertionError("no gauge of " + name);
        }
        return gauge.level();
    }

    private static double metric(NodeResources resources, String name) {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new ResourceMetrics(resources::gauges));
        return registry.scrape().stream()
                .filter(snapshot -> snapshot.getMetadata().getName().equals(name))
                .flatMap(snapshot -> ((GaugeSnapshot) snapshot).getDataPoints().stream())
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
