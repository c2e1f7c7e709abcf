package org.alys.actor;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Where actors in compute mode run: a work-stealing pool. The last actor a handler wakes is kept by the worker and runs next
 * on it, without a detour through the pool, if the handler's own actor has nothing left to do: two actors that play
 * ping-pong then stay on one core. As soon as the actor goes on with another message, what is kept becomes stealable.
 */
final class ComputePool implements AutoCloseable {
    private final ForkJoinPool pool;

    ComputePool(String system, int parallelism) {
        pool = new ForkJoinPool(
                parallelism,
                owner -> {
                    Worker worker = new Worker(owner);
                    worker.setName(system + " compute " + worker.getPoolIndex());
                    return worker;
                },
                null,
                true);
    }

    void submit(Activation activation) {
        if (Thread.currentThread() instanceof Worker worker
                && worker.getPool().equals(pool)
                && worker.running != null) {
            Activation before = worker.next;
            worker.next = activation;
            if (before != null) {
                pool.execute(before);
            }
        } else {
            pool.execute(activation);
        }
    }

    /** Behind what waits already; a worker's own queue would go before all others. */
    @SuppressWarnings("FutureReturnValueIgnored") // The task never completes.
    void submitLast(Activation activation) {
        pool.externalSubmit(activation);
        if (Thread.currentThread() instanceof Worker worker) {
            worker.gaveWay = true;
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** A thread of a pool. */
    final class Worker extends ForkJoinWorkerThread {
        /** How many actors run in a row before what waits in the pool has its turn. */
        private static final int CHAIN = 32;

        private @Nullable ActorCell<?> running;
        private @Nullable Activation next;
        /** An actor that has more to do was put behind the others. */
        private boolean gaveWay;

        Worker(ForkJoinPool pool) {
            super(null, pool, true);
        }

        /** The actor that runs on this thread now. */
        @Nullable
        ActorCell<?> running() {
            return running;
        }

        /** Whether no actor waits for this thread. */
        boolean nothingWaits() {
            return next == null && getQueuedTaskCount() == 0;
        }

        /** Whether no actor waits for any thread of the pool. */
        boolean nothingWaitsInPool() {
            return next == null && !pool.hasQueuedSubmissions() && pool.getQueuedTaskCount() == 0;
        }

        /** Makes what is kept for later stealable; for an actor that goes on. */
        void release() {
            Activation kept = next;
            if (kept != null) {
                next = null;
                getPool().execute(kept);
            }
        }

        private void run(Activation first) {
            Activation activation = first;
            try {
                for (int i = 0; i < CHAIN && activation != null; i++) {
                    next = null;
                    running = activation.cell;
                    activation.cell.loop().run(this);
                    activation = next;
                }
            } finally {
                running = null;
                Activation kept = next;
                next = null;
                if (kept != null) {
                    // The chain has had its share.
                    submitLast(kept);
                }
                if (gaveWay) {
                    gaveWay = false;
                    takeOther();
                }
            }
        }

        /**
         * Makes a task from outside, any of them, the next of this worker. By itself the pool goes on with a queue as long as
         * there is something in it, which an actor that puts itself into it again and again would keep true for ever.
         */
        private void takeOther() {
            ForkJoinTask<?> other = Activation.submitted();
            if (other != null) {
                getPool().execute(other);
            }
        }
    }

    /** The task of one actor. It never completes, so it can be submitted again and again. */
    static final class Activation extends ForkJoinTask<Void> {
        private final transient ActorCell<?> cell;

        Activation(ActorCell<?> cell) {
            this.cell = cell;
        }

        /** Any task that was submitted from outside, taken out. */
        static @Nullable ForkJoinTask<?> submitted() {
            return pollSubmission();
        }

        /** On an executor that was given instead of the pool. */
        void activate() {
            CurrentActor.run(cell, () -> cell.loop().run(null));
        }

        @Override
        protected boolean exec() {
            if (Thread.currentThread() instanceof Worker worker) {
                worker.run(this);
            } else {
                throw new IllegalStateException("an activation runs on its pool");
            }
            return false;
        }

        @Override
        @SuppressWarnings("NullAway") // A task without a result; ForkJoinTask is not annotated.
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void value) {}
    }
}
