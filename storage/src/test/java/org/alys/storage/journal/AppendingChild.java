package org.alys.storage.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.alys.actor.durable.Journal;

/** Appends events with their own number inside, with a snapshot now and then, and prints the number after each. */
final class AppendingChild {
    private AppendingChild() {}

    public static void main(String[] arguments) {
        RocksJournal journal = RocksJournal.open(Path.of(arguments[0]));
        long next = journal.last("a") + 1;
        while (true) {
            byte[] bytes = ByteBuffer.allocate(8).putLong(next).array();
            journal.append("a", next - 1, List.of(new Journal.Stored(next, 1, bytes)));
            if (next % 16 == 0) {
                journal.snapshot("a", new Journal.Stored(next, 1, bytes));
            }
            System.out.println(next++);
        }
    }
}
