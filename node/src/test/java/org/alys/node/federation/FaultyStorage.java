package org.alys.node.federation;

import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.node.storage.StorageActor;
import org.alys.node.storage.StorageMessage;
import org.alys.storage.ChainDatabase;

/** The storage actor of a process that dies at a chosen write: just before the disk has it, or just after. */
final class FaultyStorage implements Actor<StorageMessage> {
    private final StorageActor real;
    private final Crash crash;

    /** Counts writes; nothing is read or written after the chosen one. Shared by all incarnations of a process. */
    static final class Crash {
        private final long atWrite;
        private final boolean afterWriting;
        private final boolean survived;
        private long writes;
        private boolean dead;

        private Crash(long atWrite, boolean afterWriting, boolean survived) {
            this.atWrite = atWrite;
            this.afterWriting = afterWriting;
            this.survived = survived;
        }

        static Crash never() {
            return new Crash(Long.MAX_VALUE, false, false);
        }

        static Crash before(long write) {
            return new Crash(write, false, false);
        }

        static Crash after(long write) {
            return new Crash(write, true, false);
        }

        /** The disk has the write, whoever asked for it never hears so, and the process lives on. */
        static Crash answerLostOf(long write) {
            return new Crash(write, true, true);
        }

        synchronized boolean happened() {
            return dead;
        }

        synchronized long writes() {
            return writes;
        }

        private synchronized boolean strikes() {
            boolean now = writes++ == atWrite;
            dead = dead || (now && !survived);
            return dead || now;
        }
    }

    FaultyStorage(ChainDatabase database, Crash crash) {
        this.real = new StorageActor(database);
        this.crash = crash;
    }

    @Override
    public void receive(StorageMessage message, ActorContext<StorageMessage> context) {
        if (crash.happened()) {
            throw new IllegalStateException("the process is dead");
        }
        if (message instanceof StorageMessage.Write write && crash.strikes()) {
            if (crash.survived) {
                write.reply().failure(new IllegalStateException("this answer is lost"));
                real.receive(message, context);
                return;
            }
            if (crash.afterWriting) {
                real.receive(message, context);
            }
            throw new IllegalStateException("the process died at this write");
        }
        real.receive(message, context);
    }
}
