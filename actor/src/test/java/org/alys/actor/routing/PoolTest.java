package org.alys.actor.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.AskFailure;
import org.alys.actor.Reply;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private sealed interface Job {
        record Who(int key, Reply<String> reply) implements Job {}

        record Break(Reply<String> reply) implements Job {}

        record Hold(CountDownLatch begun, CountDownLatch letGo) implements Job {}
    }

    private static final class Worker implements Actor<Job> {
        @Override
        public void receive(Job job, ActorContext<Job> context) throws InterruptedException {
            switch (job) {
                case Job.Who(int key, Reply<String> reply) ->
                    reply.success(context.path().name());
                case Job.Break(Reply<String> reply) -> throw new IllegalStateException("boom");
                case Job.Hold(CountDownLatch begun, CountDownLatch letGo) -> {
                    begun.countDown();
                    assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
    }

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings);

    PoolTest() {
        system.start();
    }

    private ActorRef<Job> pool(Routing<Job> routing) {
        return system.spawn(
                "pool",
                Pool.of(3, Worker::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()), routing),
                ActorOptions.DEFAULTS);
    }

    private static String who(ActorRef<Job> pool, int key) {
        return pool.ask(reply -> new Job.Who(key, reply), PATIENCE);
    }

    @Test
    void goesRound() {
        ActorRef<Job> pool = pool(new Routing.RoundRobin<>());

        assertThat(IntStream.range(0, 6).mapToObj(n -> who(pool, n)))
                .containsExactly("member-1", "member-2", "member-0", "member-1", "member-2", "member-0");
    }

    @Test
    void keepsOneKeyAtOneMember() {
        ActorRef<Job> pool =
                pool(new Routing.ByKey<>(job -> job instanceof Job.Who(int key, Reply<String> reply) ? key : 0));

        assertThat(IntStream.range(0, 6).mapToObj(n -> who(pool, n % 3)))
                .containsExactly("member-0", "member-1", "member-2", "member-0", "member-1", "member-2");
    }

    @Test
    void prefersAMemberWithNothingWaiting() throws Exception {
        ActorRef<Job> pool = pool(new Routing.LeastLoaded<>());
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        pool.tell(new Job.Hold(begun, letGo));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        var waiting = pool.askAsync((Reply<String> reply) -> new Job.Who(0, reply), PATIENCE);

        assertThat(who(pool, 1)).isEqualTo("member-1");

        letGo.countDown();
        assertThat(waiting.join()).isEqualTo("member-0");
    }

    @Test
    void failsARequestAtOnceOverWhichAMemberFailsAndReplacesTheMember() {
        end.expectDeadLetters(letter -> letter.message() instanceof Job.Break);
        ActorRef<Job> pool = pool(new Routing.RoundRobin<>());

        assertThatThrownBy(() -> pool.<String>ask(Job.Break::new, PATIENCE))
                .isInstanceOfSatisfying(
                        AskException.class,
                        failed -> assertThat(failed.reason()).isInstanceOf(AskFailure.HandlerFailed.class));

        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(who(pool, i));
        }
        assertThat(names).containsExactly("member-2", "member-0", "member-3");
    }
}
