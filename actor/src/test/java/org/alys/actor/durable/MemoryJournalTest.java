package org.alys.actor.durable;

class MemoryJournalTest extends JournalContract {
    private final MemoryJournal journal = new MemoryJournal();

    @Override
    Journal journal() {
        return journal;
    }
}
