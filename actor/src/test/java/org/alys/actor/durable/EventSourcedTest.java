package org.alys.actor.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;

class EventSourcedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Numbers(int version) implements EventCodec<Long> {
        @Override
        public byte[] encode(Long value) {
            return ByteBuffer.allocate(8).putLong(value).array();
        }

        /** Version 0 wrote text. */
        @Override
        public Long decode(int written, byte[] bytes) {
            return written == 0
                    ? Long.parseLong(new String(bytes, StandardCharsets.UTF_8))
                    : ByteBuffer.wrap(bytes).getLong();
        }
    }

    private static EventSourced.Model<Long, Long> sum(int snapshotEvery) {
        return new EventSourced.Model<>(0L, Long::sum, new Numbers(1), new Numbers(1), snapshotEvery);
    }

    @Property
    void recoversTheSameStateWhereverSnapshotsFall(
            @ForAll @Size(max = 50) List<@IntRange(max = 1000) Integer> amounts,
            @ForAll @IntRange(min = 1, max = 20) int snapshotEvery) {
        MemoryJournal journal = new MemoryJournal();
        EventSourced<Long, Long> account = EventSourced.recover(journal, "account", sum(snapshotEvery));
        for (int amount : amounts) {
            account.persist(List.of((long) amount));
        }

        EventSourced<Long, Long> recovered = EventSourced.recover(journal, "account", sum(snapshotEvery));

        assertThat(recovered.state())
                .isEqualTo(amounts.stream().mapToLong(Integer::longValue).sum());
        assertThat(recovered.last()).isEqualTo(amounts.size());
        assertThat(journal.eventsAfter("account", 0)).hasSizeLessThan(snapshotEvery);
    }

    @Example
    void readsEventsOfAnOlderVersion() {
        MemoryJournal journal = new MemoryJournal();
        journal.append("account", 0, List.of(new Journal.Stored(1, 0, "42".getBytes(StandardCharsets.UTF_8))));

        assertThat(EventSourced.recover(journal, "account", sum(10)).state()).isEqualTo(42);
    }

    @Example
    void refusesEventsOfANewerVersion() {
        MemoryJournal journal = new MemoryJournal();
        journal.append("account", 0, List.of(new Journal.Stored(1, 2, new byte[8])));

        assertThatThrownBy(() -> EventSourced.recover(journal, "account", sum(10)))
                .isInstanceOf(UnreadableException.class);
    }

    @Example
    void bringsAnOldSnapshotUpToDateAndWritesItsOwnVersionNext() {
        MemoryJournal journal = new MemoryJournal();
        journal.append("account", 0, List.of(text(1, "40"), text(2, "2")));
        journal.snapshot("account", text(2, "42"));

        EventSourced<Long, Long> account = EventSourced.recover(journal, "account", sum(1));
        assertThat(account.state()).isEqualTo(42);
        account.persist(List.of(8L));

        assertThat(journal.latestSnapshot("account")).get().returns(1, Journal.Stored::version);
        assertThat(EventSourced.recover(journal, "account", sum(1)).state()).isEqualTo(50);
    }

    @Example
    void refusesASnapshotOfANewerVersionAndOneThatIsDamaged() {
        MemoryJournal newer = new MemoryJournal();
        newer.append("account", 0, List.of(text(1, "1")));
        newer.snapshot("account", new Journal.Stored(1, 2, new byte[8]));
        MemoryJournal damaged = new MemoryJournal();
        damaged.append("account", 0, List.of(text(1, "1")));
        damaged.snapshot("account", text(1, "forty"));

        assertThatThrownBy(() -> EventSourced.recover(newer, "account", sum(10)))
                .hasMessageContaining("NEWER")
                .hasMessageContaining("snapshot 1 of stream account");
        assertThatThrownBy(() -> EventSourced.recover(damaged, "account", sum(10)))
                .hasMessageContaining("MALFORMED");
    }

    /** Whatever its codec throws over them. */
    @Example
    void namesTheEventWhoseBytesAreTooFew() {
        MemoryJournal journal = new MemoryJournal();
        journal.append("account", 0, List.of(text(1, "40"), new Journal.Stored(2, 1, new byte[3])));

        assertThatThrownBy(() -> EventSourced.recover(journal, "account", sum(10)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("MALFORMED")
                .hasMessageContaining("event 2 of stream account");
    }

    /** As version 0 wrote it. */
    private static Journal.Stored text(long number, String digits) {
        return new Journal.Stored(number, 0, digits.getBytes(StandardCharsets.UTF_8));
    }

    /** A journal whose disk has room for events and none for snapshots. */
    private static class NoSnapshots implements Journal {
        private final Journal journal = new MemoryJournal();

        @Override
        public void append(String stream, long expected, List<Stored> events) {
            journal.append(stream, expected, events);
        }

        @Override
        public List<Stored> eventsAfter(String stream, long number) {
            return journal.eventsAfter(stream, number);
        }

        @Override
        public long last(String stream) {
            return journal.last(stream);
        }

        @Override
        public void snapshot(String stream, Stored snapshot) {
            throw new IllegalStateException("no room");
        }

        @Override
        public Optional<Stored> latestSnapshot(String stream) {
            return journal.latestSnapshot(stream);
        }
    }

    @Example
    void anEventIsPersistedThoughTheSnapshotAfterItCannotBeStored() {
        Journal journal = new NoSnapshots();
        EventSourced<Long, Long> account = EventSourced.recover(journal, "account", sum(2));

        for (long amount = 1; amount <= 5; amount++) {
            account.persist(List.of(amount));
        }

        assertThat(account.state()).isEqualTo(15);
        assertThat(EventSourced.recover(journal, "account", sum(2)).state()).isEqualTo(15);
    }

    @Example
    void refusesAStreamWhoseLastEventsAreMissing() {
        MemoryJournal whole = new MemoryJournal();
        whole.append("account", 0, List.of(text(1, "40"), text(2, "2")));
        NoSnapshots journal = new NoSnapshots() {
            @Override
            public List<Stored> eventsAfter(String stream, long number) {
                return whole.eventsAfter(stream, number).subList(0, 1);
            }

            @Override
            public long last(String stream) {
                return whole.last(stream);
            }
        };

        assertThatThrownBy(() -> EventSourced.recover(journal, "account", sum(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ends with event 2")
                .hasMessageContaining("up to 1");
    }

    sealed interface Message {}

    record Add(long amount) implements Message {}

    record Fail() implements Message {}

    record Total(Reply<Long> reply) implements Message {}

    private static Actor<Message> account(Journal journal) {
        EventSourced<Long, Long> account = EventSourced.recover(journal, "account", sum(3));
        return (Message message, ActorContext<Message> context) -> {
            switch (message) {
                case Add(long amount) -> account.persist(List.of(amount));
                case Fail() -> throw new IllegalStateException("boom");
                case Total(Reply<Long> reply) -> reply.success(account.state());
            }
        };
    }

    @Example
    void anActorThatFailsHasItsStateAgainAfterTheRestart() {
        MemoryJournal journal = new MemoryJournal();
        try (ActorSystem system = ActorSystem.named("test").build()) {
            ActorRef<Message> account = system.spawn("account", () -> account(journal), ActorOptions.DEFAULTS);
            system.start();
            for (int n = 1; n <= 10; n++) {
                account.tell(new Add(n));
            }
            account.tell(new Fail());
            account.tell(new Add(100));

            assertThat(account.ask(Total::new, PATIENCE)).isEqualTo(155);
        }
    }
}
