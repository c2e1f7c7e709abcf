package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Prioritized;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthState;
import org.alys.actor.health.HealthThresholds;
import org.alys.actor.registry.ActorQuery;
import org.alys.actor.registry.Registration;
import org.alys.actor.registry.RegistryHealth;
import org.alys.actor.supervision.BlockClock;
import org.alys.engine.Timing;
import org.alys.engine.catchup.StoredBlock;
import org.alys.node.engine.Replay;
import org.alys.node.http.Health;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One unanswered ping is enough here, and a ping is late after a twentieth of a second. */
class NodeHealthTest {
    private static final HealthThresholds HASTY = new HealthThresholds(1, 1, Duration.ofMillis(50), 1);
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final ActorSystem system = ActorSystem.named("node").build();
    private final AtomicLong now = new AtomicLong(3600);
    private final Replay replay = new Replay(new StillTiming(now));
    private final Semaphore stuck = new Semaphore(0);
    private NodeTree tree = NodeTree.start(system, BlockClock.TWO_SECONDS);

    private record StillTiming(AtomicLong seconds) implements Timing {
        @Override
        public Instant now() {
            return Instant.EPOCH.plus(elapsed());
        }

        @Override
        public Duration elapsed() {
            return Duration.ofSeconds(seconds.get());
        }

        @Override
        public void sleep(Duration duration) {
            seconds.addAndGet(duration.toSeconds());
        }
    }

    private sealed interface Message extends Prioritized {
        record Ping(Reply<Boolean> reply) implements Message {}

        /** Waits until it is let go or interrupted. */
        record Hang(CountDownLatch until) implements Message {}

        @Override
        default Priority priority() {
            return this instanceof Ping ? Priority.CRITICAL : Priority.NORMAL;
        }
    }

    private static final class Worker implements Actor<Message> {
        private final Semaphore stuck;

        Worker(Semaphore stuck) {
            this.stuck = stuck;
        }

        @Override
        public void receive(Message message, ActorContext<Message> context) throws InterruptedException {
            switch (message) {
                case Message.Ping(var reply) -> reply.success(true);
                case Message.Hang(CountDownLatch until) -> {
                    stuck.release();
                    until.await();
                }
            }
        }
    }

    private ActorRef<Message> worker = add("worker");

    private ActorRef<Message> add(String name) {
        return tree.add(NodeActor.of(Domain.CHAIN, name, Message.class, () -> new Worker(stuck), Message.Ping::new)
                .withPriority(Priority.CRITICAL));
    }

    @BeforeEach
    void addAnother() {
        add("other");
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private static Health.Actor worker(NodeHealth health) {
        return health.actors().list().stream()
                .filter(actor -> actor.name().equals("worker"))
                .findFirst()
                .orElseThrow();
    }

    private static void until(NodeHealth health, Predicate<Health.Actor> expected) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        Health.Actor last = worker(health);
        while (!expected.test(last)) {
            assertThat(System.nanoTime()).as("%s", last).isLessThan(giveUp);
            last = worker(health);
        }
    }

    @Test
    void reportsEveryActorThatAnswers() {
        NodeHealth health = NodeHealth.watch(system, tree, HASTY, replay);
        until(health, actor -> actor.state() == HealthState.HEALTHY);
        assertThat(health.actors().list()).extracting(Health.Actor::name).containsExactly("other", "worker");
        assertThat(worker(health).restarts()).isZero();
    }

    @Test
    void writesHealthIntoTheRegistry() throws InterruptedException {
        Registration before = tree.registry().find("worker").orElseThrow();
        assertThat(before.health()).isEqualTo(RegistryHealth.UNKNOWN);
        worker.tell(new Message.Hang(new CountDownLatch(1)));
        stuck.acquire();
        NodeHealth health = NodeHealth.watch(system, tree, HASTY, replay);
        until(health, actor -> actor.state() == HealthState.RECOVERING || actor.restarts() == 1);
        until(health, actor -> health.check().isPresent() && healthyInRegistry() == 2);
        assertThat(health.trends().orElseThrow().events())
                .filteredOn(HealthEvent.RecoveryStarted.class::isInstance)
                .isNotEmpty();
    }

    private int healthyInRegistry() {
        return tree.registry()
                .find(ActorQuery.ANY.withHealth(RegistryHealth.HEALTHY))
                .size();
    }

    @Test
    void checksAllActorsAtOnceWhenAskedTo() {
        NodeHealth health = NodeHealth.watch(system, tree, replay);
        assertThat(health.check()).hasValueSatisfying(result -> {
            assertThat(result.allWell()).isTrue();
            assertThat(result.well()).containsOnlyKeys("other", "worker");
        });
        assertThat(health.trends().orElseThrow().trends().keySet())
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMinutes(120));
    }

    @Test
    void interruptsAndRestartsAnActorThatIsStuck() throws InterruptedException {
        worker.tell(new Message.Hang(new CountDownLatch(1)));
        stuck.acquire();
        NodeHealth health = NodeHealth.watch(system, tree, HASTY, replay);
        until(health, actor -> actor.restarts() == 1);
        until(health, actor -> actor.state() == HealthState.HEALTHY);
        assertThat(worker(health).lost()).isFalse();
    }

    @Test
    void leavesAnActorAloneWhileBlocksAreReplayed() throws InterruptedException {
        CountDownLatch until = new CountDownLatch(1);
        replayOneBlock();
        worker.tell(new Message.Hang(until));
        stuck.acquire();
        NodeHealth health = NodeHealth.watch(system, tree, HASTY, replay);
        until(health, actor -> actor.state() == HealthState.RECOVERING);
        until.countDown();
        until(health, actor -> actor.state() == HealthState.HEALTHY);
        assertThat(worker(health).restarts()).isZero();
    }

    private void replayOneBlock() {
        StoredBlock.Source none = hash -> Optional.empty();
        assertThat(replay.isMoving()).isFalse();
        assertThat(replay.watching(none).block(Bytes32.ZERO)).isEmpty();
        assertThat(replay.isMoving()).isTrue();
        now.addAndGet(29);
        assertThat(replay.isMoving()).isTrue();
    }

    @Test
    void saysThatItIsBlindWhenTheMonitorIsGone() {
        NodeHealth health = NodeHealth.watch(system, tree, HASTY, replay);
        system.stop(system.find(ActorPath.of("health")).orElseThrow()).join();
        assertThat(health.trends()).isEmpty();
        assertThat(health.check()).isEmpty();
        assertThat(health.actors().score()).isZero();
        assertThat(health.actors().list()).singleElement().satisfies(monitor -> {
            assertThat(monitor.name()).isEqualTo("health");
            assertThat(monitor.isWell()).isFalse();
            assertThat(monitor.lost()).isFalse();
        });
    }
}
