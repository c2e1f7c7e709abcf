package org.alys.actor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A tree of actors under one guardian. Actors spawned before {@link #start()} have an address at once, take messages, and
 * begin with {@link #start()}, each after those it depends on; actors spawned later begin at once. {@link #stop} takes them
 * down in reverse.
 */
public final class ActorSystem implements AutoCloseable {
    private enum Phase {
        NEW,
        STARTED,
        STOPPING
    }

    private final String name;
    private final Duration startDeadline;
    private final Duration stopDeadline;
    private final Optional<SystemScheduler> ownScheduler;
    private final ActorRuntime runtime;
    private final Guardian guardian;
    private final Map<String, ActorCell<?>> notStarted = new LinkedHashMap<>();
    private final CompletableFuture<StopReport> stopped = new CompletableFuture<>();
    private Phase phase = Phase.NEW;

    private ActorSystem(Builder settings) {
        name = settings.name;
        startDeadline = settings.startDeadline;
        stopDeadline = settings.stopDeadline;
        Scheduler given = settings.scheduler;
        ownScheduler = given == null ? Optional.of(new SystemScheduler(name)) : Optional.empty();
        guardian = new Guardian(settings.rootPolicy, this::stopBecauseOf);
        runtime = new ActorRuntime(settings, given == null ? ownScheduler.orElseThrow() : given, guardian);
    }

    /** Settings of a system to be built; the name is for threads and logs. */
    public static Builder named(String name) {
        return new Builder(ActorPath.of(name).name());
    }

    /**
     * Adds a top-level actor.
     *
     * @throws IllegalArgumentException if the name is malformed or taken
     * @throws IllegalStateException if the system is stopping, or if it has started and a dependency is not running
     */
    public <M> ActorRef<M> spawn(String actorName, ActorFactory<M> factory, ActorOptions options) {
        ActorCell<M> cell = new ActorCell<>(runtime, guardian, ActorPath.of(actorName), factory, options);
        synchronized (this) {
            switch (phase) {
                case NEW -> {
                    runtime.register(cell);
                    notStarted.put(actorName, cell);
                }
                case STARTED -> {
                    options.dependsOn().forEach(dependency -> requireRunning(actorName, dependency));
                    runtime.register(cell);
                    guardian.started(cell);
                    cell.launch();
                }
                case STOPPING -> throw new IllegalStateException("system " + name + " is stopping");
            }
        }
        return cell;
    }

    private void requireRunning(String actorName, String dependency) {
        boolean running = find(ActorPath.of(dependency))
                .filter(ref -> ref.state() == LifecycleState.RUNNING)
                .isPresent();
        if (!running) {
            throw new IllegalStateException(actorName + " depends on " + dependency + ", which is not running");
        }
    }

    /**
     * Starts the actors in the order of their dependencies, each when the one before is running; those that have been
     * stopped already are left out.
     *
     * @return the actors in the order in which they were started
     * @throws IllegalArgumentException if a dependency is unknown or there is a cycle, which is named; nothing was started
     * @throws ActorStartException if an actor ends or is not running within the start deadline; the system is stopped
     */
    public List<ActorPath> start() {
        List<ActorCell<?>> order = beginStart();
        try (Waiting waiting = new Waiting(runtime, startDeadline)) {
            for (ActorCell<?> cell : order) {
                cell.launch();
                if (!waiting.until(cell.ready())) {
                    throw failedStart(cell, "was not running within " + startDeadline);
                }
                if (!cell.ready().join()) {
                    throw failedStart(cell, "ended before it was running");
                }
            }
        }
        return order.stream().map(ActorCell::path).toList();
    }

    private synchronized List<ActorCell<?>> beginStart() {
        if (phase != Phase.NEW) {
            throw new IllegalStateException("system " + name + " was started before");
        }
        notStarted.values().removeIf(cell -> cell.state().isEnding());
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        notStarted.forEach(
                (actorName, cell) -> dependencies.put(actorName, cell.options().dependsOn()));
        List<String> order = DependencyOrder.of(dependencies);
        List<ActorCell<?>> cells =
                order.stream().<ActorCell<?>>map(this::takeNotStarted).toList();
        cells.forEach(guardian::started);
        phase = Phase.STARTED;
        return cells;
    }

    private ActorCell<?> takeNotStarted(String actorName) {
        ActorCell<?> cell = notStarted.remove(actorName);
        if (cell == null) {
            throw new IllegalStateException(actorName + " was started before");
        }
        return cell;
    }

    private ActorStartException failedStart(ActorCell<?> cell, String what) {
        stop(stopDeadline);
        return new ActorStartException(cell.path(), what);
    }

    /**
     * Stops every actor, each before those it depends on, and waits. After {@code deadline} those that are left are
     * interrupted, with their background work; an actor that ignores that is reported. A second call waits for the first and returns its report.
     *
     * @throws IllegalStateException if called by an actor, which would wait for itself
     */
    public StopReport stop(Duration deadline) {
        if (CurrentActor.exists()) {
            throw new IllegalStateException("an actor cannot wait for its own system to stop");
        }
        if (!beginStop()) {
            Await.completion(runtime.threads(), stopped);
            return stopped.join();
        }
        StopReport report = new Shutdown(runtime).run(guardian.inStopOrder(), deadline);
        ownScheduler.ifPresent(this::closeWithTheLastActor);
        runtime.close();
        stopped.complete(report);
        return report;
    }

    /** Who asks an actor that ignores the end still has a deadline. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows.
    private void closeWithTheLastActor(SystemScheduler scheduler) {
        CompletableFuture<?>[] ends =
                runtime.living().values().stream().map(ActorCell::terminated).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).thenRun(scheduler::close);
    }

    private synchronized boolean beginStop() {
        if (phase == Phase.STOPPING) {
            return false;
        }
        phase = Phase.STOPPING;
        notStarted.values().forEach(guardian::started);
        notStarted.clear();
        return true;
    }

    private void stopBecauseOf(Failure failure) {
        runtime.threads().start("stop of " + name, () -> stop(stopDeadline));
    }

    /** Stops with the deadline given to the builder. Does nothing if the system has stopped. */
    @Override
    public void close() {
        stop(stopDeadline);
    }

    /** Completes when the system has stopped, whoever stopped it. */
    public CompletableFuture<StopReport> whenStopped() {
        return stopped.copy();
    }

    /** The failure that stopped the system, if one did. */
    public Optional<Failure> failure() {
        return guardian.systemFailure();
    }

    /** Asks an actor of this system to stop after its message in hand; the future completes when it is over. */
    public CompletableFuture<Terminated> stop(ActorRef<?> actor) {
        return switch (actor) {
            case ActorCell<?> cell -> {
                cell.stop();
                yield cell.terminated().copy();
            }
        };
    }

    /**
     * Starts an actor of this system afresh, with its mailbox kept, as if it had failed for {@code cause}; this does not
     * count against the limit of its policy. Does not wait, and does nothing if the actor is not running; one that is
     * beginning is only interrupted, if that is asked for, and one that is stopping is left alone.
     *
     * @param interrupt whether to interrupt the handler of the message in hand, which an actor that is stuck needs; an
     *     actor in compute mode is never interrupted. What the handler throws then is an ordinary failure
     */
    public void restart(ActorRef<?> actor, Failure cause, boolean interrupt) {
        switch (actor) {
            case ActorCell<?> cell -> cell.restart(cause, interrupt);
        }
    }

    /**
     * Lets an actor of this system handle no messages after the one in hand, until {@link #resume}, a restart or its end.
     * What is sent to it, its timers' messages included, waits; asks still end at their deadlines. Does not wait, and does
     * nothing if the actor is not running. A health monitor takes an actor that is paused for one that is stuck.
     */
    public void pause(ActorRef<?> actor) {
        switch (actor) {
            case ActorCell<?> cell -> cell.pause();
        }
    }

    /** Lets a paused actor of this system go on. Does not wait, and does nothing if it is not paused. */
    public void resume(ActorRef<?> actor) {
        switch (actor) {
            case ActorCell<?> cell -> cell.resume();
        }
    }

    /** The living actor at this path. */
    public Optional<ActorRef<?>> find(ActorPath path) {
        return Optional.ofNullable(runtime.living().get(path));
    }

    /** Every living actor at this moment, by path. */
    public List<ActorSnapshot> actors() {
        // A path that is given up and taken again behind the reader is met twice: the later actor counts.
        Map<String, ActorSnapshot> byPath = new TreeMap<>();
        runtime.living().values().forEach(cell -> byPath.put(cell.path().value(), cell.snapshot()));
        return List.copyOf(byPath.values());
    }

    public DeadLetters deadLetters() {
        return runtime.deadLetters();
    }

    /** What this system measures by itself. */
    public ActorMetrics metrics() {
        return runtime.metrics();
    }

    /** How many messages this actor has handled or failed over since it was spawned. */
    public long handled(ActorRef<?> actor) {
        return switch (actor) {
            case ActorCell<?> cell -> cell.loop().handled();
        };
    }

    /** The clocks this system runs by. */
    public TimeSource time() {
        return runtime.time();
    }

    /** What starts the threads of this system; for work beside its actors that is to run as they do. */
    public ThreadStarter threads() {
        return runtime.threads();
    }

    /**
     * Waits, by the clock of this system, until {@code future} has completed. Works after the system has stopped, too.
     *
     * @return false if it had not after {@code atMost}
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IllegalStateException if called by an actor
     */
    public boolean await(CompletableFuture<?> future, Duration atMost) throws InterruptedException {
        if (CurrentActor.exists()) {
            throw new IllegalStateException("an actor waits by asking, not here");
        }
        long deadline = time().nanos() + TimeUnit.NANOSECONDS.convert(atMost);
        if (ownScheduler.isPresent()) {
            // The scheduler usually ends with the system; from then on the machine's clock, which is the same, does.
            CompletableFuture<Object> either = CompletableFuture.anyOf(future, stopped);
            return (!stopped.isDone() && Await.within(runtime, either, atMost) && future.isDone())
                    || Await.completion(future, deadline - time().nanos());
        }
        return Await.within(runtime, future, atMost);
    }

    @Override
    public String toString() {
        return "ActorSystem[" + name + "]";
    }

    /** Collects settings; everything has a default for production. Use it once. */
    public static final class Builder {
        final String name;
        private @Nullable Scheduler scheduler;
        private Duration startDeadline = Duration.ofMinutes(2);
        private Duration stopDeadline = Duration.ofSeconds(30);
        private RootPolicy rootPolicy = RootPolicy.STOP_SYSTEM;
        TimeSource time = TimeSource.system();
        ThreadStarter threads = ThreadStarter.virtual();
        RandomGenerator random = RandomGenerator.getDefault();
        ActorObserver observer = ActorObserver.NONE;
        int deadLetterHistory = 128;
        int parallelism = Runtime.getRuntime().availableProcessors();

        @Nullable
        Executor compute;

        @Nullable
        Interference interference;

        MailboxFactory mailboxes = MailboxFactory.STANDARD;

        private Builder(String name) {
            this.name = name;
        }

        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /** Deadlines, timers and delayed restarts; by default a thread of the system's own, which ends with it. */
        public Builder scheduler(Scheduler given) {
            scheduler = given;
            return this;
        }

        public Builder threads(ThreadStarter starter) {
            threads = starter;
            return this;
        }

        /** Only for jitter. Used by one thread at a time. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        public Builder observer(ActorObserver watcher) {
            observer = watcher;
            return this;
        }

        public Builder rootPolicy(RootPolicy policy) {
            rootPolicy = policy;
            return this;
        }

        /** How long {@link ActorSystem#start()} may take in all; 120 s unless set. */
        public Builder startDeadline(Duration deadline) {
            startDeadline = deadline;
            return this;
        }

        /** How long {@link ActorSystem#close()} waits before it interrupts; 30 s unless set. */
        public Builder stopDeadline(Duration deadline) {
            stopDeadline = deadline;
            return this;
        }

        /** How many dead letters are kept for inspection, with their messages; 128 unless set, 0 for none. */
        public Builder deadLetterHistory(int letters) {
            if (letters < 0 || letters > 1 << 20) {
                throw new IllegalArgumentException("dead letters kept outside 0 to 2^20: " + letters);
            }
            deadLetterHistory = letters;
            return this;
        }

        /** Threads for actors in compute mode, 1 to 1,024; one per processor unless set. They start when they are needed. */
        public Builder computeParallelism(int threadCount) {
            if (threadCount < 1 || threadCount > 1024) {
                throw new IllegalArgumentException("threads outside 1 to 1,024: " + threadCount);
            }
            parallelism = threadCount;
            return this;
        }

        /** Runs actors in compute mode instead of the system's own pool. */
        public Builder compute(Executor executor) {
            compute = executor;
            return this;
        }

        /** For fault injection in tests. */
        public Builder interference(Interference faults) {
            interference = faults;
            return this;
        }

        Builder mailboxes(MailboxFactory factory) {
            mailboxes = factory;
            return this;
        }

        public ActorSystem build() {
            return new ActorSystem(this);
        }
    }
}
