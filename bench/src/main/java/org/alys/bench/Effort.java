package org.alys.bench;

/** How long to measure: short for a look, long for figures to publish. */
enum Effort {
    SHORT(1, 60),
    LONG(5, 300);

    private final int factor;
    private final int slots;

    Effort(int factor, int slots) {
        this.factor = factor;
        this.slots = slots;
    }

    /** How many times the iterations of a short run. */
    int factor() {
        return factor;
    }

    /** Slots of a federation that votes. */
    int slots() {
        return slots;
    }
}
