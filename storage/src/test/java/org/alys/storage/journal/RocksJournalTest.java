package org.alys.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.alys.actor.durable.Journal;
import org.alys.actor.testkit.JournalContract;
import org.alys.storage.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksJournalTest extends JournalContract {
    @TempDir
    Path directory;

    private RocksJournal journal;

    @BeforeEach
    void open() {
        journal = RocksJournal.open(directory);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    @Test
    void holdsWhatWasAppendedAfterItIsOpenedAgain() {
        journal.append("a", 0, List.of(new Journal.Stored(1, 3, new byte[] {7})));
        journal.close();

        journal = RocksJournal.open(directory);

        assertThat(journal.eventsAfter("a", 0))
                .singleElement()
                .returns(3, Journal.Stored::version)
                .satisfies(event -> assertThat(event.bytes()).containsExactly(7));
    }

    @Test
    void losesNoAcknowledgedEventWhenTheProcessIsKilled() throws InterruptedException {
        journal.close();
        long acknowledged = 0;
        for (int round = 0; round < 3; round++) {
            try (ChildJvm child = ChildJvm.start(AppendingChild.class, directory.toString())) {
                for (int n = 0; n < 40; n++) {
                    acknowledged = Long.parseLong(child.readLine().orElseThrow());
                }
                child.kill();
            }
            journal = RocksJournal.open(directory);
            assertThat(journal.last("a")).isGreaterThanOrEqualTo(acknowledged);
            long first = journal.latestSnapshot("a").map(Journal.Stored::number).orElse(0L);
            List<Journal.Stored> events = journal.eventsAfter("a", first);
            assertThat(first + events.size()).isEqualTo(journal.last("a"));
            assertThat(events).allMatch(event -> ByteBuffer.wrap(event.bytes()).getLong() == event.number());
            journal.close();
        }
        journal = RocksJournal.open(directory);
    }
}
