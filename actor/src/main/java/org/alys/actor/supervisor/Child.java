package org.alys.actor.supervisor;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.alys.actor.ActorRef;
import org.alys.actor.LifecycleState;
import org.alys.actor.Priority;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Reduction;

/** What a supervisor knows of one child; for its thread. */
final class Child {
    private final ActorRef<?> ref;
    private final Object mark;
    private final Priority priority;
    private final Optional<Reduction> reduction;
    private long failures;
    private Optional<Failure> lastFailure = Optional.empty();
    /** Whether it said that it runs, and has neither said that it failed nor been sent into a restart since. */
    private boolean up;
    /** Whether that life of it has failed, of which the news may still be on its way. */
    private BooleanSupplier over = () -> true;

    private boolean well = true;
    private boolean ranBefore;

    Child(ActorRef<?> ref, Object mark, ChildSpec<?> spec) {
        this.ref = ref;
        this.mark = mark;
        this.priority = spec.priority();
        this.reduction = spec.options().supervision().escalation().reduces();
    }

    ActorRef<?> ref() {
        return ref;
    }

    /** Bears on its reports. */
    Object mark() {
        return mark;
    }

    /** How far it is reduced, if its policy reduces it at all. */
    Optional<Reduction> reduction() {
        return reduction;
    }

    /** Whether a report with this mark is its own. */
    boolean bears(Object reported) {
        return mark.equals(reported);
    }

    boolean living() {
        return ref.state() != LifecycleState.STOPPED;
    }

    boolean healthy() {
        LifecycleState state = ref.state();
        return up && well && !over.getAsBoolean() && state != LifecycleState.FAILED && !state.isEnding();
    }

    /** A life of it runs, of which {@code ended} tells whether it has failed; true if one ran before. */
    boolean cameUp(BooleanSupplier ended) {
        boolean again = ranBefore;
        up = true;
        over = ended;
        ranBefore = true;
        return again;
    }

    void goesDown() {
        up = false;
    }

    void well(boolean reported) {
        well = reported;
    }

    void failed(Failure failure) {
        up = false;
        failures++;
        lastFailure = Optional.of(failure);
    }

    SupervisorMessage.ChildStatus status(String name) {
        return new SupervisorMessage.ChildStatus(name, ref.state(), priority, failures, lastFailure);
    }
}
