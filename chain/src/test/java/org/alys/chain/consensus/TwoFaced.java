package org.alys.chain.consensus;

/**
 * A Byzantine member that is an honest one to each of two audiences, which learn nothing of each other through it: the
 * strongest way to make them disagree. Several such members divide the others in the same way and agree side by side.
 */
final class TwoFaced implements Participant {
    private final int leftSide;
    private final Face left;
    private final Face right;

    /** Members whose bit in {@code leftSide} is set see the left face, the others the right one. */
    TwoFaced(Simulation sim, int index, int leftSide) {
        this.leftSide = leftSide;
        left = new Face(sim, index);
        right = new Face(sim, index);
    }

    @Override
    public void beginSlot(long slot) {
        left.beginSlot(slot);
        right.beginSlot(slot);
    }

    @Override
    public void reachDeadline(long slot) {
        left.reachDeadline(slot);
        right.reachDeadline(slot);
    }

    @Override
    public void receive(int from, Message message) {
        (isLeft(from) ? left : right).receive(from, message);
    }

    private boolean isLeft(int member) {
        return (leftSide >>> member & 1) != 0;
    }

    private final class Face extends HonestNode {
        Face(Simulation sim, int index) {
            super(sim, index);
        }

        @Override
        void send(int to, Message message) {
            if (to != index && sim.members.get(to) instanceof TwoFaced other) {
                Face sameSide = this == left ? other.left : other.right;
                sim.after(1, () -> sameSide.receive(index, message));
            } else if (isLeft(to) == (this == left)) {
                super.send(to, message);
            }
        }

        @Override
        void reportFinal(Effect.Finalised finalised) {
            // What a liar believes is nobody's concern.
        }
    }
}
