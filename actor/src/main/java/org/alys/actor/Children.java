package org.alys.actor;

import java.util.ArrayList;
import java.util.List;

/** The children of one actor in start order. For the parent's thread. */
final class Children {
    private final ActorCell<?> parent;
    private final List<ActorCell<?>> inStartOrder = new ArrayList<>(0);

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
        inStartOrder.add(child);
        child.launch();
        return child;
    }

    List<ActorRef<?>> refs() {
        return List.copyOf(inStartOrder);
    }

    void stop(ActorRef<?> ref) {
        inStartOrder.stream()
                .filter(child -> child == ref)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ref.path() + " is no child of " + parent.path()))
                .stop();
    }

    /** False if it was no child any more. */
    boolean remove(ActorCell<?> child) {
        return inStartOrder.remove(child);
    }

    /** Stops them one after another, the youngest first, and waits for each. */
    void stopAll() {
        while (!inStartOrder.isEmpty()) {
            ActorCell<?> youngest = inStartOrder.removeLast();
            youngest.stop();
            parent.awaitEnd(youngest);
        }
    }
}
