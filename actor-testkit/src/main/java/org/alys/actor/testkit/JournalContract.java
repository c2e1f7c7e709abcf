package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.alys.actor.durable.ConcurrentAppendException;
import org.alys.actor.durable.Journal;
import org.junit.jupiter.api.Test;

/** What every journal does: extend it with a journal that is empty before each test. */
public abstract class JournalContract {
    /** The journal under test. */
    protected abstract Journal journal();

    private static List<Journal.Stored> events(long first, long last) {
        List<Journal.Stored> events = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            events.add(new Journal.Stored(n, 1, Long.toString(n).getBytes(StandardCharsets.UTF_8)));
        }
        return events;
    }

    private List<Long> numbersAfter(String stream, long number) {
        return journal().eventsAfter(stream, number).stream()
                .map(Journal.Stored::number)
                .toList();
    }

    @Test
    protected void givesBackWhatWasAppendedInOrder() {
        journal().append("a", 0, events(1, 2));
        journal().append("a", 2, events(3, 3));

        assertThat(numbersAfter("a", 0)).containsExactly(1L, 2L, 3L);
        assertThat(numbersAfter("a", 2)).containsExactly(3L);
        assertThat(journal().eventsAfter("a", 2).getFirst().bytes()).asString().isEqualTo("3");
        assertThat(journal().last("a")).isEqualTo(3);
    }

    @Test
    protected void keepsStreamsApartWhoseNamesBeginAlike() {
        journal().append("a", 0, events(1, 3));
        journal().append("ab", 0, events(1, 1));

        assertThat(numbersAfter("a", 0)).hasSize(3);
        assertThat(numbersAfter("ab", 0)).hasSize(1);
        assertThat(numbersAfter("b", 0)).isEmpty();
    }

    @Test
    protected void refusesASecondWriterAndChangesNothing() {
        journal().append("a", 0, events(1, 1));

        assertThatThrownBy(() -> journal().append("a", 0, events(1, 1))).isInstanceOf(ConcurrentAppendException.class);
        assertThat(journal().last("a")).isEqualTo(1);
    }

    @Test
    protected void refusesEventsWithAGap() {
        assertThatThrownBy(() -> journal().append("a", 0, events(2, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThat(journal().last("a")).isZero();
    }

    @Test
    protected void forgetsTheEventsInASnapshotAndKeepsTheirNumbers() {
        journal().append("a", 0, events(1, 5));

        journal().snapshot("a", new Journal.Stored(4, 2, new byte[] {9}));

        assertThat(numbersAfter("a", 0)).containsExactly(5L);
        assertThat(journal().latestSnapshot("a"))
                .get()
                .returns(4L, Journal.Stored::number)
                .returns(2, Journal.Stored::version);
        assertThat(journal().last("a")).isEqualTo(5);
    }

    /** A writer that was overtaken would lose the events between the two for ever. */
    @Test
    protected void refusesASnapshotOlderThanTheLatestAndChangesNothing() {
        journal().append("a", 0, events(1, 5));
        journal().snapshot("a", new Journal.Stored(4, 2, new byte[] {9}));

        assertThatThrownBy(() -> journal().snapshot("a", new Journal.Stored(3, 2, new byte[] {8})))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(journal().latestSnapshot("a")).get().returns(4L, Journal.Stored::number);
        assertThat(numbersAfter("a", 0)).containsExactly(5L);
    }

    @Test
    protected void refusesASnapshotOfWhatWasNeverWritten() {
        assertThatThrownBy(() -> journal().snapshot("a", new Journal.Stored(1, 1, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
