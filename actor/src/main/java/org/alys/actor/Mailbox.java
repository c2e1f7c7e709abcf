package org.alys.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one actor, and whether the actor is active. Messages wait in one lane for each priority, bounded; signals
 * wait in the control lane, overtake everything and are never dropped. Signals need no bound of their own: each stands for
 * something the actor itself set up (a timer has at most one in the lane, a child, a watch and a background task have one
 * each) or for a stop.
 *
 * <p>The actor is active or at rest. Whoever puts something in and finds it at rest makes it active, which exactly one
 * succeeds in, and must then schedule it. An active actor that finds nothing declares itself at rest and looks once more;
 * since both sides write before they read, one of them sees the other.
 *
 * <p>The mailbox is its own lane of normal messages: what senders need, and what the receiver needs, are then two pieces of
 * memory instead of five, and among many actors fetching those is most of what a message costs.
 */
class Mailbox<M> extends SignalledLane<M> {
    /** Not launched: nothing makes it active but {@link #launch}. */
    private static final int DORMANT = 0;

    private static final int ACTIVE = 1;
    /** At rest; any arrival makes it active. */
    private static final int IDLE = 2;
    /** At rest; only a signal makes it active. */
    private static final int SUSPENDED = 3;

    private static final int PRIORITIES = Priority.values().length;
    private static final int NORMAL = Priority.NORMAL.lane();
    /** Out of so many turns, one begins at the next lower priority. */
    private static final int TURNS = 8;

    private static final VarHandle STATE;
    private static final VarHandle LANES;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(LaneTail.class, "state", int.class);
            LANES = MethodHandles.lookup().findVarHandle(Mailbox.class, "lanes", Lane[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Room for each priority, unless it has been widened. */
    private final int atFirst;

    private final Overflow overflow;
    private final @Nullable WaitingSenders senders;
    private final ThreadStarter threads;
    /** Made with the first message that is not of normal priority. */
    private volatile Lane @Nullable [] lanes;

    Mailbox(int capacity, Overflow overflow, ThreadStarter threads) {
        super(capacity, overflow);
        state = DORMANT;
        this.atFirst = capacity;
        this.overflow = overflow;
        this.threads = threads;
        this.senders = overflow instanceof Overflow.Block ? new WaitingSenders(threads) : null;
    }

    Overflow overflow() {
        return overflow;
    }

    /** Where senders wait for room, if this mailbox makes them. */
    @Nullable
    WaitingSenders senders() {
        return senders;
    }

    boolean closed() {
        return closed;
    }

    /** Room for messages of this priority. */
    int capacity(Priority priority) {
        Lane[] all = lanes;
        return all == null
                ? priority == Priority.NORMAL ? laneCapacity() : atFirst
                : all[priority.lane()].laneCapacity();
    }

    int depth() {
        Lane[] all = lanes;
        if (all == null) {
            return laneDepth();
        }
        int sum = 0;
        for (Lane lane : all) {
            sum += lane.laneDepth();
        }
        return sum;
    }

    FlowState flow() {
        Lane[] all = lanes;
        if (all == null) {
            return FlowState.of(laneDepth(), laneCapacity());
        }
        FlowState fullest = FlowState.NORMAL;
        for (Lane lane : all) {
            FlowState flow = FlowState.of(lane.laneDepth(), lane.laneCapacity());
            fullest = flow.compareTo(fullest) > 0 ? flow : fullest;
        }
        return fullest;
    }

    /** False if there is no room. Any thread. */
    boolean offer(Object mail, Priority priority) {
        return lane(priority).offer(mail);
    }

    /** Puts the message in, in the place of older ones if need be, which go to {@code dropped}. Only if old ones are dropped. */
    void offerDroppingOld(Object mail, Priority priority, Consumer<Object> dropped) {
        Lane lane = lane(priority);
        while (!lane.offer(mail)) {
            Object oldest = lane.poll();
            if (oldest != null) {
                dropped.accept(oldest);
            }
        }
    }

    private Lane lane(Priority priority) {
        if (priority == Priority.NORMAL) {
            return this;
        }
        Lane[] all = lanes;
        return (all == null ? makeLanes() : all)[priority.lane()];
    }

    private Lane[] makeLanes() {
        Lane[] fresh = new Lane[PRIORITIES];
        for (int i = 0; i < PRIORITIES; i++) {
            fresh[i] = i == NORMAL ? this : new Lane(atFirst, overflow);
        }
        Object before = LANES.compareAndExchange(this, (Lane[]) null, fresh);
        return before == null ? fresh : (Lane[]) before;
    }

    /** After an offer: true if the actor was at rest and the caller must now schedule it. */
    boolean wakeForMessage() {
        return state == IDLE && STATE.compareAndSet(this, IDLE, ACTIVE);
    }

    /** Puts a signal in; true if the actor was at rest and the caller must now schedule it. Any thread. */
    boolean signal(Signal<M> signal) {
        putSignal(signal);
        int before = state;
        return (before == IDLE || before == SUSPENDED) && STATE.compareAndSet(this, before, ACTIVE);
    }

    /** Makes a dormant actor active; the caller must schedule it. */
    void launch() {
        state = ACTIVE;
    }

    /** The next message, for the receiver, who counts its turns: now and then a lower priority has the first. */
    @Nullable
    Object poll(int turn) {
        Lane[] all = lanes;
        if (all == null) {
            return take(this);
        }
        Object preferred = take(all[firstLane(turn)]);
        if (preferred != null) {
            return preferred;
        }
        for (Lane lane : all) {
            Object mail = take(lane);
            if (mail != null) {
                return mail;
            }
        }
        return null;
    }

    private @Nullable Object take(Lane lane) {
        Object mail = lane.poll();
        if (senders != null && mail != null && senders.someWait() && lane.laneDepth() <= atFirst / 2) {
            senders.rouse();
        }
        return mail;
    }

    private static int firstLane(int turn) {
        if (turn % TURNS != 0) {
            return 0;
        }
        if (turn % (TURNS * TURNS) != 0) {
            return 1;
        }
        return turn % (TURNS * TURNS * TURNS) != 0 ? 2 : 3;
    }

    /**
     * For the receiver: goes to rest until something arrives; with {@code signalsOnly}, until a signal does. False if
     * something has arrived meanwhile and the caller goes on. After true the caller touches nothing of the actor any more.
     */
    boolean rest(boolean signalsOnly) {
        declareRest(signalsOnly);
        if (senders != null && !signalsOnly && senders.someWait()) {
            // The volatile write above makes the last poll visible to a sender that registered since.
            senders.rouse();
        }
        return !somethingWaits(signalsOnly) || !STATE.compareAndSet(this, signalsOnly ? SUSPENDED : IDLE, ACTIVE);
    }

    void declareRest(boolean signalsOnly) {
        state = signalsOnly ? SUSPENDED : IDLE;
        if (threads.stepping()) {
            threads.pause();
        }
    }

    boolean somethingWaits(boolean signalsOnly) {
        return signalsWait() || (!signalsOnly && messagesWait());
    }

    private boolean messagesWait() {
        Lane[] all = lanes;
        if (all == null) {
            return !laneEmpty();
        }
        for (Lane lane : all) {
            if (!lane.laneEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes no more messages and gives those that wait to {@code leftOver}. After an offer, a sender that finds the mailbox
     * closed calls this too: its message may have come after the receiver's own sweep. The lock makes one of them at a time
     * the single receiver the queues demand.
     */
    synchronized void close(Consumer<Object> leftOver) {
        closed = true;
        do {
            for (Object mail = poll(1); mail != null; mail = poll(1)) {
                leftOver.accept(mail);
            }
            // A message that is half way in cannot be taken yet, and its sender may have missed that the mailbox
            // closed.
        } while (messagesWait());
        if (senders != null) {
            senders.wakeAll();
        }
    }

    /** Whether the next message of this priority is one of those that carry their time of sending. */
    boolean stampDue(Priority priority) {
        return lane(priority).sampleDue();
    }
}
