package org.alys.actor;

import java.util.LinkedHashSet;
import java.util.List;
import org.alys.actor.supervision.Failure;
import org.jspecify.annotations.Nullable;

/** The children of one actor in start order. For the parent's thread. */
final class Children {
    private final ActorCell<?> parent;
    private @Nullable LinkedHashSet<ActorCell<?>> inStartOrder;

    Children(ActorCell<?> parent) {
        this.parent = parent;
    }

    <C> ActorRef<C> spawn(String name, ActorFactory<C> factory, ActorOptions options) {
        if (!options.dependsOn().isEmpty()) {
            throw new IllegalArgumentException("only top-level actors have dependencies; start children in order");
        }
        ActorCell<C> child =
                new ActorCell<>(parent.runtime(), parent, parent.path().child(name), factory, options);
        parent.runtime().register(child);
        LinkedHashSet<ActorCell<?>> all = inStartOrder;
        if (all == null) {
            all = new LinkedHashSet<>();
            inStartOrder = all;
        }
        all.add(child);
        child.launch();
        return child;
    }

    boolean isEmpty() {
        return inStartOrder == null || inStartOrder.isEmpty();
    }

    List<ActorRef<?>> refs() {
        return inStartOrder == null ? List.of() : List.copyOf(inStartOrder);
    }

    void stop(ActorRef<?> ref) {
        mine(ref).stop();
    }

    void restart(ActorRef<?> ref, Failure cause, boolean interrupt) {
        mine(ref).restart(cause, interrupt);
    }

    private ActorCell<?> mine(ActorRef<?> ref) {
        // A child may end at any moment, and its parent, which learns of it later, may still want to stop it.
        if (!(ref instanceof ActorCell<?> child) || !child.parent().equals(parent)) {
            throw new IllegalArgumentException(ref.path() + " is no child of " + parent.path());
        }
        return child;
    }

    /** False if it was no child any more. */
    boolean remove(ActorCell<?> child) {
        return inStartOrder != null && inStartOrder.remove(child);
    }

    /** Stops them one after another, the youngest first, and waits for each. */
    void stopAll() {
        while (inStartOrder != null && !inStartOrder.isEmpty()) {
            ActorCell<?> youngest = inStartOrder.removeLast();
            youngest.stop();
            parent.awaitEnd(youngest);
        }
    }
}
