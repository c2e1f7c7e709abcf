package org.alys.actor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The root of the tree: keeps the top-level actors in start order and answers what escalates to the top. */
final class Guardian implements Parent {
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    private final RootPolicy policy;
    private final Consumer<Failure> stopSystem;
    private final LinkedHashSet<ActorCell<?>> inStartOrder = new LinkedHashSet<>();
    private @Nullable Failure systemFailure;

    /** {@code stopSystem} begins to stop the system and returns at once; it is called once at most. */
    Guardian(RootPolicy policy, Consumer<Failure> stopSystem) {
        this.policy = policy;
        this.stopSystem = stopSystem;
    }

    synchronized void started(ActorCell<?> cell) {
        inStartOrder.add(cell);
    }

    /** The youngest first, so that every actor stops before those it depends on. */
    synchronized List<ActorCell<?>> inStopOrder() {
        return List.copyOf(inStartOrder.reversed());
    }

    @Override
    public void childEnded(ActorCell<?> child, Terminated how, boolean escalated) {
        synchronized (this) {
            inStartOrder.remove(child);
        }
        if (escalated && policy == RootPolicy.STOP_SYSTEM) {
            how.failure()
                    .ifPresent(reason ->
                            failSystem(new Failure.ChildEscalated(child.path().value(), reason)));
        }
    }

    void fatal(ActorPath actor, Failure failure) {
        failSystem(new Failure.ChildEscalated(actor.value(), failure));
    }

    private void failSystem(Failure failure) {
        synchronized (this) {
            if (systemFailure != null) {
                return;
            }
            systemFailure = failure;
        }
        LOG.error("the actor system stops: {}", failure.describe());
        stopSystem.accept(failure);
    }

    synchronized Optional<Failure> systemFailure() {
        return Optional.ofNullable(systemFailure);
    }
}
