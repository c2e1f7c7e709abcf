package org.alys.actor.durable;

import org.alys.actor.testkit.JournalContract;

class MemoryJournalTest extends JournalContract {
    private final MemoryJournal journal = new MemoryJournal();

    @Override
    protected Journal journal() {
        return journal;
    }
}
