package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.shutdown.ShutdownLimits;
import org.alys.actor.shutdown.ShutdownPhase;
import org.alys.actor.shutdown.ShutdownReport;
import org.alys.actor.supervision.BlockClock;
import org.junit.jupiter.api.Test;

class NodeShutdownTest {
    private static final ShutdownLimits SHORT = new ShutdownLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            0,
            Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ActorSystem system = ActorSystem.named("node").build();
    private final NodeTree tree = NodeTree.start(system, BlockClock.TWO_SECONDS);
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final Semaphore stuck = new Semaphore(0);

    private sealed interface Message {
        record Ping(Reply<Boolean> reply) implements Message {}

        record Hang() implements Message {}
    }

    private final class Part implements Actor<Message> {
        private final String name;

        Part(String name) {
            this.name = name;
        }

        @Override
        public void receive(Message message, ActorContext<Message> context) throws InterruptedException {
            switch (message) {
                case Message.Ping(var reply) -> reply.success(true);
                case Message.Hang _ -> {
                    stuck.release();
                    new CountDownLatch(1).await();
                }
            }
        }

        @Override
        public void stopping(ActorContext<Message> context) {
            ended.add(name);
        }
    }

    private ActorRef<Message> add(Domain domain, String name, String... dependsOn) {
        return tree.add(NodeActor.of(domain, name, Message.class, () -> new Part(name), Message.Ping::new)
                .dependingOn(dependsOn));
    }

    @Test
    void closesTheDoorsAndStopsEachActorBeforeThoseItDependsOnWhateverItsDomain() {
        add(Domain.STORAGE, "storage");
        add(Domain.BRIDGE, "bridge", "storage");
        add(Domain.CHAIN, "chain", "storage", "bridge");
        add(Domain.NETWORK, "sync", "chain");
        NodeShutdown shutdown = new NodeShutdown(system, tree);
        shutdown.closeFirst("http", () -> ended.add("http"));
        ShutdownReport report = shutdown.run();
        assertThat(ended).containsExactly("http", "sync", "chain", "bridge", "storage");
        assertThat(report.graceful()).isTrue();
        assertThat(report.phases()).contains(ShutdownPhase.COMPLETE).doesNotContain(ShutdownPhase.FORCED_SHUTDOWN);
        assertThat(system.whenStopped()).isCompleted();
    }

    @Test
    void interruptsAnActorThatDoesNotStopAndStillEnds() throws InterruptedException {
        add(Domain.STORAGE, "storage");
        add(Domain.CHAIN, "chain", "storage").tell(new Message.Hang());
        stuck.acquire();
        ShutdownReport report = new NodeShutdown(system, tree, SHORT).run();
        assertThat(report.late()).containsExactly("chain");
        assertThat(report.forced()).contains(ShutdownReport.Force.TOO_MANY_FAILURES);
        assertThat(report.system().unresponsive()).isEmpty();
        assertThat(system.actors()).isEmpty();
    }

    @Test
    void aDoorThatDoesNotCloseHoldsNothingUp() {
        add(Domain.STORAGE, "storage");
        NodeShutdown shutdown = new NodeShutdown(system, tree, SHORT);
        shutdown.closeFirst("http", () -> new CountDownLatch(1).await());
        ShutdownReport report = shutdown.run();
        assertThat(report.failedSteps()).singleElement().asString().startsWith("http");
        assertThat(ended).containsExactly("storage");
        assertThat(system.whenStopped()).isCompleted();
    }

    @Test
    void aNodeThatFailedBeforeEndsToo() {
        add(Domain.STORAGE, "storage");
        system.stop(PATIENCE);
        assertThat(new NodeShutdown(system, tree).run().graceful()).isTrue();
    }
}
