package org.alys.chain.consensus;

/** A member in the simulation. */
interface Participant {
    void beginSlot(long slot);

    void reachDeadline(long slot);

    void receive(int from, Message message);
}
