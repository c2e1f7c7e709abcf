package org.alys.actor.routing;

/** Moves the work of a {@link Transition} from one version to the other. Heard with the next message. Safe for all threads. */
public final class Switchover {
    /** Which version serves. */
    public enum Stage {
        /** The old one; the new one does not run. */
        OLD,
        /** The new one; the old one runs and is ready to take over. */
        NEW,
        /** The new one; the old one does not run any more. */
        FINISHED
    }

    private Stage stage = Stage.OLD;
    private int failures;

    public synchronized Stage stage() {
        return stage;
    }

    /** Lets the new version serve; false if it does already. */
    public boolean moveOver() {
        return move(Stage.OLD, Stage.NEW);
    }

    /** Lets the old version serve again; false if the new one does not serve, or the old one is gone. */
    public boolean moveBack() {
        return move(Stage.NEW, Stage.OLD);
    }

    /** Stops the old version for good; false unless the new one serves. */
    public boolean finish() {
        return move(Stage.NEW, Stage.FINISHED);
    }

    private synchronized boolean move(Stage from, Stage to) {
        boolean moves = stage == from;
        stage = moves ? to : stage;
        return moves;
    }

    /** How often the new version has ended and the old one taken over. */
    public synchronized int failures() {
        return failures;
    }

    synchronized void failed() {
        if (moveBack()) {
            failures++;
        }
    }
}
