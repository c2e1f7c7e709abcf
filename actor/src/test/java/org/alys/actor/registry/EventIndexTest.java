package org.alys.actor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Overflow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventIndexTest {
    private record Made(int height) {}

    private final ActorSystem system = ActorSystem.named("test").build();
    private final EventIndex<Made> index = new EventIndex<>();

    @BeforeEach
    void start() {
        system.start();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private ActorRef<Integer> actor(String name) {
        return system.spawn(
                name, () -> (height, context) -> {}, ActorOptions.DEFAULTS.withMailbox(1024, new Overflow.DropNew()));
    }

    @Test
    void tellsAnEventOnceToASubscriberThatLeavesAndComesBackMeanwhile() throws InterruptedException {
        List<ActorRef<Integer>> subscribers =
                IntStream.range(0, 24).mapToObj(n -> actor("actor-" + n)).toList();
        ConcurrentHashMap<ActorRef<Integer>, Integer> latest = new ConcurrentHashMap<>();
        AtomicInteger twice = new AtomicInteger();
        Thread restless = Thread.ofPlatform().start(() -> {
            for (int n = 0; n < 200_000; n++) {
                ActorRef<Integer> one = subscribers.get(n % subscribers.size());
                index.unsubscribe(Made.class, one);
                index.subscribe(Made.class, one, made -> {
                    Integer before = latest.put(one, made.height());
                    if (before != null && before == made.height()) {
                        twice.incrementAndGet();
                    }
                    return made.height();
                });
            }
        });
        for (int height = 0; restless.isAlive(); height++) {
            index.publish(new Made(height));
        }
        restless.join();

        assertThat(latest).isNotEmpty();
        assertThat(twice).hasValue(0);
    }

    @Test
    void tellsTheOthersWhenOneSubscriberCannotBeTold() {
        for (int n = 0; n < 4; n++) {
            index.subscribe(Made.class, actor("well-" + n), Made::height);
        }
        index.subscribe(Made.class, actor("broken"), made -> {
            throw new IllegalStateException("broken subscriber");
        });
        for (int n = 4; n < 8; n++) {
            index.subscribe(Made.class, actor("well-" + n), Made::height);
        }

        assertThat(index.publish(new Made(1))).isEqualTo(8);
        assertThat(index.publish(new Made(2))).isEqualTo(8);
    }

    @Test
    void hasRoomAgainWhenSubscribersHaveEnded() {
        List<ActorRef<Integer>> many = IntStream.range(0, EventIndex.MAX_SUBSCRIBERS)
                .mapToObj(n -> actor("actor-" + n))
                .toList();
        many.forEach(one -> index.subscribe(Made.class, one, Made::height));
        ActorRef<Integer> late = actor("late");
        assertThatThrownBy(() -> index.subscribe(Made.class, late, Made::height))
                .isInstanceOf(IllegalStateException.class);

        system.stop(many.getFirst()).join();
        index.subscribe(Made.class, late, Made::height);

        assertThat(index.subscribers(Made.class))
                .hasSize(EventIndex.MAX_SUBSCRIBERS)
                .contains(late.path());
    }
}
