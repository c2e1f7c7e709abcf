package org.alys.actor.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Cancellable;
import org.alys.actor.DeadLetter;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.SendOptions;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class BusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private sealed interface Heard {
        record News(long sequence, String event) implements Heard {}

        record Tell(Reply<List<String>> reply) implements Heard {}
    }

    private static final class Listener implements Actor<Heard> {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void receive(Heard message, ActorContext<Heard> context) {
            switch (message) {
                case Heard.News(long sequence, String event) -> heard.add(sequence + event);
                case Heard.Tell(Reply<List<String>> reply) -> reply.success(List.copyOf(heard));
            }
        }
    }

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings);
    private final Bus<String> bus = new Bus<>(3);
    private int listeners;

    BusTest() {
        system.start();
    }

    private ActorRef<Heard> listener() {
        return system.spawn("listener-" + listeners++, Listener::new, ActorOptions.DEFAULTS);
    }

    private static Heard news(Published<String> published) {
        return new Heard.News(published.sequence(), published.event());
    }

    private static List<String> heard(ActorRef<Heard> listener) {
        return listener.ask(Heard.Tell::new, PATIENCE);
    }

    @Test
    void bringsEveryEventOfATopicToAllItsSubscribersInOrder() {
        ActorRef<Heard> first = listener();
        ActorRef<Heard> second = listener();
        bus.subscribe("blocks", first, BusTest::news);
        bus.subscribe("blocks", second, BusTest::news);
        bus.subscribe("money", second, BusTest::news);

        bus.publish("blocks", "a");
        bus.publish("blocks", "b");

        assertThat(heard(first)).containsExactly("1a", "2b");
        assertThat(heard(second)).containsExactly("1a", "2b");
        assertThat(bus.stats("blocks")).isEqualTo(new TopicStats(2, 4, 0, 0, 2, 2));
    }

    @Test
    void bringsOnlyWhatASubscriberWants() {
        ActorPath peer = ActorPath.of("peer");
        ActorRef<Heard> listener = listener();
        bus.subscribe(
                "blocks",
                listener,
                BusTest::news,
                event -> event.sender().filter(peer::equals).isPresent(),
                SendOptions.at(Priority.HIGH),
                new Replay.Nothing());

        bus.publish("blocks", "a");
        bus.publish("blocks", "b", peer);

        assertThat(heard(listener)).containsExactly("2b");
        assertThat(bus.stats("blocks").filtered()).isEqualTo(1);
    }

    private List<String> replayed(Replay replay) {
        ActorRef<Heard> late = listener();
        bus.subscribe("blocks", late, BusTest::news, event -> true, SendOptions.PLAIN, replay);
        return heard(late);
    }

    @Test
    void replaysAsMuchAsItRemembers() {
        IntStream.rangeClosed(1, 5).forEach(n -> bus.publish("blocks", "e"));

        assertThat(replayed(new Replay.Nothing())).isEmpty();
        assertThat(replayed(new Replay.Latest(2))).containsExactly("4e", "5e");
        assertThat(replayed(new Replay.After(3))).containsExactly("4e", "5e");
        assertThat(replayed(new Replay.After(0))).containsExactly("3e", "4e", "5e");
    }

    @Test
    void bringsNothingAfterASubscriptionIsCancelled() {
        ActorRef<Heard> listener = listener();
        Cancellable subscription = bus.subscribe("blocks", listener, BusTest::news);

        subscription.cancel();
        bus.publish("blocks", "a");

        assertThat(heard(listener)).isEmpty();
    }

    @Test
    void forgetsASubscriberThatHasStopped() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Heard> listener = listener();
        bus.subscribe("blocks", listener, BusTest::news);
        system.stop(listener).join();

        bus.publish("blocks", "a");

        assertThat(bus.stats("blocks")).isEqualTo(new TopicStats(1, 0, 0, 1, 0, 1));
    }

    @Test
    void broadcastsToEveryTopicButThoseExcluded() {
        ActorRef<Heard> blocks = listener();
        ActorRef<Heard> money = listener();
        bus.subscribe("blocks", blocks, BusTest::news);
        bus.subscribe("money", money, BusTest::news);

        bus.broadcast("halt", Set.of("money"));

        assertThat(heard(blocks)).containsExactly("1halt");
        assertThat(heard(money)).isEmpty();
    }

    @Test
    void takesNoMoreSubscribersThanItsLimit() {
        ActorRef<Heard> listener = listener();
        IntStream.range(0, Bus.MOST_SUBSCRIBERS).forEach(n -> bus.subscribe("blocks", listener, BusTest::news));

        assertThatThrownBy(() -> bus.subscribe("blocks", listener, BusTest::news))
                .isInstanceOf(IllegalStateException.class);
    }

    private Cancellable subscribeTo(ActorRef<Heard> listener, Predicate<Published<String>> wanted) {
        return bus.subscribe("blocks", listener, BusTest::news, wanted, SendOptions.PLAIN, new Replay.After(0));
    }

    @Test
    void bringsAnEventToTheOthersWhenOneSubscriberBreaksOverIt() {
        bus.publish("blocks", "a");
        ActorRef<Heard> before = listener();
        ActorRef<Heard> broken = listener();
        ActorRef<Heard> after = listener();
        subscribeTo(before, event -> true);
        Cancellable subscription = subscribeTo(broken, event -> {
            if (event.sequence() < 3) {
                throw new IllegalStateException("broken filter");
            }
            return true;
        });
        subscribeTo(after, event -> true);

        assertThat(bus.publish("blocks", "b")).isEqualTo(2);
        assertThat(bus.publish("blocks", "c")).isEqualTo(3);
        subscription.cancel();

        assertThat(heard(before)).containsExactly("1a", "2b", "3c");
        assertThat(heard(broken)).containsExactly("3c");
        assertThat(heard(after)).containsExactly("1a", "2b", "3c");
        assertThat(bus.stats("blocks")).isEqualTo(new TopicStats(3, 7, 0, 2, 2, 3));
    }

    @Test
    void bearsASubscriptionThatEndsOrBeginsWhileAnEventIsHandedOut() {
        ActorRef<Heard> once = listener();
        ActorRef<Heard> always = listener();
        ActorRef<Heard> fromNow = listener();
        CompletableFuture<Cancellable> subscription = new CompletableFuture<>();
        subscription.complete(subscribeTo(once, event -> {
            subscription.join().cancel();
            bus.subscribe("blocks", fromNow, BusTest::news);
            return true;
        }));
        subscribeTo(always, event -> true);

        bus.publish("blocks", "a");
        bus.publish("blocks", "b");

        assertThat(heard(once)).containsExactly("1a");
        assertThat(heard(always)).containsExactly("1a", "2b");
        assertThat(heard(fromNow)).containsExactly("2b");
    }

    @Test
    void forgetsASubscriberThatHasStoppedAlsoIfItWantedNothing() {
        ActorRef<Heard> listener = listener();
        subscribeTo(listener, event -> false);
        system.stop(listener).join();

        bus.publish("blocks", "a");

        assertThat(bus.stats("blocks")).isEqualTo(new TopicStats(1, 0, 1, 0, 0, 1));
    }

    @Test
    void hasRoomAgainWhenSubscribersHaveStopped() {
        ActorRef<Heard> gone = listener();
        IntStream.range(0, Bus.MOST_SUBSCRIBERS).forEach(n -> bus.subscribe("quiet", gone, BusTest::news));
        system.stop(gone).join();
        ActorRef<Heard> listener = listener();

        bus.subscribe("quiet", listener, BusTest::news);
        bus.publish("quiet", "a");

        assertThat(heard(listener)).containsExactly("1a");
        assertThat(bus.stats("quiet").subscribers()).isEqualTo(1);
    }

    @Test
    void bringsTheEventsOfManyPublishersToAllInOneOrder() throws InterruptedException {
        ActorOptions roomy = ActorOptions.DEFAULTS.withMailbox(8192, new Overflow.Reject());
        List<ActorRef<Heard>> all =
                List.of(system.spawn("first", Listener::new, roomy), system.spawn("second", Listener::new, roomy));
        all.forEach(listener -> bus.subscribe("blocks", listener, BusTest::news));
        List<Thread> publishers = IntStream.range(0, 3)
                .mapToObj(publisher -> Thread.ofPlatform()
                        .start(() -> IntStream.range(0, 2000).forEach(n -> bus.publish("blocks", "p" + publisher))))
                .toList();
        for (Thread publisher : publishers) {
            publisher.join();
        }

        List<String> order = heard(all.getFirst());
        assertThat(order).hasSize(6000).doesNotHaveDuplicates();
        assertThat(order.getFirst()).startsWith("1p");
        assertThat(order.getLast()).startsWith("6000p");
        assertThat(heard(all.getLast())).isEqualTo(order);
    }

    /** Publishes in a topic of its own; whether there was room for it. */
    private static boolean makesATopic(Bus<String> bus, int creator, CyclicBarrier together) throws Exception {
        together.await();
        try {
            bus.publish("new " + creator, "e");
            return true;
        } catch (IllegalStateException full) {
            return false;
        }
    }

    @Test
    void takesNoMoreTopicsThanItsLimitHoweverManyMakeThemAtOnce() throws Exception {
        int creators = 4;
        CyclicBarrier together = new CyclicBarrier(creators);
        try (ExecutorService threads = Executors.newFixedThreadPool(creators)) {
            for (int round = 0; round < 300; round++) {
                Bus<String> nearlyFull = new Bus<>(0);
                IntStream.range(0, 999).forEach(n -> nearlyFull.publish("topic " + n, "e"));
                List<Callable<Boolean>> all = IntStream.range(0, creators)
                        .<Callable<Boolean>>mapToObj(n -> () -> makesATopic(nearlyFull, n, together))
                        .toList();
                int made = 0;
                for (Future<Boolean> one : threads.invokeAll(all)) {
                    made += one.get() ? 1 : 0;
                }
                assertThat(made).isEqualTo(1);
            }
        }
    }

    /** Publishers meet at the lock of the topic, and each hands the turn on while it holds it. */
    @Test
    void bringsAllTheSameOrderInEveryOrderOfPublishers() {
        for (long seed = 0; seed < 50; seed++) {
            Simulation.run(seed, simulation -> {
                Bus<String> shared = new Bus<>(0, simulation);
                List<List<String>> heard = List.of(new ArrayList<>(), new ArrayList<>());
                try (ActorSystem seeded = simulation.system("seeded").build()) {
                    seeded.start();
                    for (int n = 0; n < heard.size(); n++) {
                        List<String> notes = heard.get(n);
                        ActorRef<String> listener = seeded.spawn(
                                "listener-" + n, () -> (event, context) -> notes.add(event), ActorOptions.DEFAULTS);
                        shared.subscribe("news", listener, Published::event);
                    }
                    for (int n = 0; n < 5; n++) {
                        ActorRef<String> publisher = seeded.spawn(
                                "publisher-" + n,
                                () -> (event, context) -> shared.publish("news", event),
                                ActorOptions.DEFAULTS);
                        publisher.tell("event " + n);
                        publisher.tell("another " + n);
                    }
                    simulation.sleep(Duration.ofSeconds(1));
                }
                assertThat(heard.getFirst()).hasSize(10).isEqualTo(heard.getLast());
                return true;
            });
        }
    }
}
