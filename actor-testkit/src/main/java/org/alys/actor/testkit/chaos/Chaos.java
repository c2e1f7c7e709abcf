package org.alys.actor.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.alys.actor.ActorPath;
import org.alys.actor.Delivery;
import org.alys.actor.Interference;
import org.alys.actor.Letter;
import org.alys.actor.Priority;
import org.alys.actor.Scheduler;
import org.alys.actor.ThreadStarter;
import org.alys.actor.TimeSource;
import org.alys.actor.durable.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a {@link Plan} out in one system, to which it is given by {@link org.alys.actor.ActorSystem.Builder#interference}.
 * In a {@link org.alys.actor.testkit.Simulation} the same seeds give the same strikes; on real threads the same odds. Two
 * messages of one sender and one priority never change their order. Safe for all threads.
 */
public final class Chaos implements Interference {
    private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
    private static final Delivery ACCEPTED = new Delivery.Accepted();

    private record Ground(TimeSource time, Scheduler scheduler, ThreadStarter threads, long startNanos, Lines lines) {}

    private final Odds odds;
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Thread> hanging = new CopyOnWriteArrayList<>();
    private final AtomicLong ballast = new AtomicLong();
    private volatile boolean calm;
    private @Nullable Ground ground;

    Chaos(Plan plan) {
        odds = new Odds(plan);
    }

    /** A plan in which nothing goes wrong yet. */
    public static Plan plan(long seed) {
        return new Plan(seed, List.of(), place -> Priority.NORMAL);
    }

    @Override
    public TimeSource installed(TimeSource time, Scheduler scheduler, ThreadStarter threads) {
        if (ground != null) {
            throw new IllegalStateException("this chaos has a system already");
        }
        ground = new Ground(time, scheduler, threads, time.nanos(), new Lines(time, scheduler, threads));
        return new TimeSource() {
            @Override
            public Instant now() {
                Instant now = time.now();
                return calm
                        ? now
                        : odds.skews(sinceStart()).stream()
                                .map(Fault.ClockSkew::by)
                                .reduce(now, Instant::plus, (one, other) -> other);
            }

            @Override
            public long nanos() {
                return time.nanos();
            }
        };
    }

    private Ground ground() {
        Ground given = ground;
        if (given == null) {
            throw new IllegalStateException("this chaos has not been given to a system");
        }
        return given;
    }

    private long sinceStart() {
        return ground().time().nanos() - ground().startNanos();
    }

    private List<Fault> strike(String place, Object what, Predicate<Fault> concerned) {
        if (calm) {
            return List.of();
        }
        long at = sinceStart();
        List<Fault> struck = new ArrayList<>();
        for (Fault fault : odds.strike(at, place, concerned)) {
            struck.add(fault);
            Strike strike = new Strike(
                    Duration.ofNanos(at),
                    fault,
                    place,
                    what instanceof String work ? work : what.getClass().getSimpleName());
            LOG.info("{}", strike);
            synchronized (strikes) {
                strikes.add(strike);
            }
            if (isLast(fault)) {
                break;
            }
        }
        return struck;
    }

    /** Whether nothing more can happen to what it struck. */
    private static boolean isLast(Fault fault) {
        return switch (fault) {
            case Fault.Drop() -> true;
            case Fault.Partition _ -> true;
            case Fault.Exhaustion() -> true;
            case Fault.Crash _ -> true;
            case Fault.CrashAtStart _ -> true;
            case Fault.Delay _ -> false;
            case Fault.Reorder _ -> false;
            case Fault.Byzantine _ -> false;
            case Fault.Hang() -> false;
            case Fault.MemoryPressure _ -> false;
            case Fault.OfStorage _ -> false;
            case Fault.OfClock _ -> false;
        };
    }

    @Override
    public Delivery sending(Letter letter) {
        ActorPath to = letter.recipient().path();
        Letter altered = letter;
        Lines.Hold hold = Lines.Hold.NONE;
        for (Fault fault : strike(to.value(), letter.message(), fault -> concerns(fault, letter))) {
            switch (fault) {
                case Fault.Drop() -> {
                    return ACCEPTED;
                }
                case Fault.Partition partition -> {
                    return ACCEPTED;
                }
                case Fault.Exhaustion() -> {
                    return altered.overflow();
                }
                case Fault.Byzantine(var mutation) ->
                    altered = altered.altered(mutation.apply(altered.message(), odds.random()));
                case Fault.Delay delay -> hold = new Lines.Hold(hold.delay().plus(delay.draw(odds.random())), 0);
                case Fault.Reorder(int overtakers, Duration atMost) ->
                    hold = new Lines.Hold(
                            hold.delay().plus(atMost), 1 + odds.random().nextInt(overtakers));
                case Fault.OfActors elsewhere -> {}
                case Fault.OfStorage elsewhere -> {}
                case Fault.OfClock elsewhere -> {}
            }
        }
        return ground().lines().pass(altered, hold);
    }

    private static boolean concerns(Fault fault, Letter letter) {
        return fault instanceof Fault.Partition partition
                ? letter.sender()
                        .filter(from ->
                                partition.separates(from, letter.recipient().path()))
                        .isPresent()
                : fault instanceof Fault.OfMessages;
    }

    @Override
    public void starting(ActorPath actor) throws Exception {
        for (Fault fault : strike(actor.value(), "start", Fault.CrashAtStart.class::isInstance)) {
            if (fault instanceof Fault.CrashAtStart(Supplier<? extends Throwable> thrown)) {
                raise(thrown.get());
            }
        }
    }

    @Override
    public void handling(ActorPath actor, Object message) throws Exception {
        for (Fault fault : strike(actor.value(), message, Chaos::strikesHandlers)) {
            switch (fault) {
                case Fault.Crash(Supplier<? extends Throwable> thrown) -> raise(thrown.get());
                case Fault.Hang() -> hang();
                case Fault.MemoryPressure(int bytes, Duration held) -> press(bytes, held);
                case Fault.CrashAtStart elsewhere -> {}
                case Fault.OfMessages elsewhere -> {}
                case Fault.OfStorage elsewhere -> {}
                case Fault.OfClock elsewhere -> {}
            }
        }
    }

    private static boolean strikesHandlers(Fault fault) {
        return fault instanceof Fault.OfActors && !(fault instanceof Fault.CrashAtStart);
    }

    private static void raise(Throwable thrown) throws Exception {
        switch (thrown) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalArgumentException("neither an exception nor an error", thrown);
        }
    }

    private void hang() throws InterruptedException {
        Thread thread = Thread.currentThread();
        hanging.add(thread);
        try {
            while (!calm) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("was hanging");
                }
                ground().threads().park(this);
            }
        } finally {
            hanging.remove(thread);
        }
    }

    private void press(int bytes, Duration held) {
        byte[] block = new byte[bytes];
        ballast.addAndGet(block.length);
        // The task holds the block until it is run.
        ground().scheduler().schedule(held, () -> ballast.addAndGet(-block.length));
    }

    /**
     * Does work that faults of storage can strike.
     *
     * @param place names it for targets
     * @throws UncheckedIOException if one strikes
     */
    public <T> T io(String place, Supplier<T> work) {
        failIf(place, Fault.IoFailure.Moment.BEFORE);
        T done = work.get();
        failIf(place, Fault.IoFailure.Moment.AFTER);
        return done;
    }

    private void failIf(String place, Fault.IoFailure.Moment moment) {
        if (!strike(place, moment.name(), new Fault.IoFailure(moment)::equals).isEmpty()) {
            throw new UncheckedIOException(new IOException("injected at " + place + ", " + moment));
        }
    }

    /** The same journal, which faults of storage can strike. */
    public Journal journal(String place, Journal journal) {
        return new StruckJournal(this, place, journal);
    }

    /** Ends all faults for good: nothing strikes any more, the clock is right, what is held or hangs goes on. */
    public void calm() {
        calm = true;
        ground().lines().calm();
        hanging.forEach(ground().threads()::unpark);
    }

    /** What has struck so far, in order; of what is lost or has failed, nothing that would have struck it too. */
    public List<Strike> strikes() {
        synchronized (strikes) {
            return List.copyOf(strikes);
        }
    }

    /** Messages on their way that have not arrived. */
    public int held() {
        return ground().lines().held();
    }

    /** Bytes taken away at this moment. */
    public long ballast() {
        return ballast.get();
    }
}
