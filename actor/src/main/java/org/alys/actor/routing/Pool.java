package org.alys.actor.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;

/**
 * An actor that hands its messages on to members of one kind, its children. A member fails and restarts alone; one that
 * ends for good is replaced. Requests keep their deadline and fail at once if the member fails over them.
 *
 * @param <M> the messages of the members
 */
public final class Pool<M> implements Actor<M> {
    private static final int MOST = 10_000;

    private final int size;
    private final ActorFactory<M> member;
    private final ActorOptions options;
    private final Routing<M> routing;
    private final List<ActorRef<M>> members = new ArrayList<>();
    private int next;
    private int started;

    private Pool(int size, ActorFactory<M> member, ActorOptions options, Routing<M> routing) {
        this.size = size;
        this.member = member;
        this.options = options;
        this.routing = routing;
    }

    /** A factory of pools of {@code size} members, 1 to 10,000, each run with {@code options}. */
    public static <M> ActorFactory<M> of(int size, ActorFactory<M> member, ActorOptions options, Routing<M> routing) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("members outside 1 to " + MOST + ": " + size);
        }
        return () -> new Pool<>(size, member, options, routing);
    }

    @Override
    public void started(ActorContext<M> context) {
        for (int i = 0; i < size; i++) {
            members.add(spawn(context));
        }
    }

    private ActorRef<M> spawn(ActorContext<M> context) {
        return context.spawn("member-" + started++, member, options);
    }

    @Override
    public void receive(M message, ActorContext<M> context) {
        int index = choose(message);
        ActorRef<M> chosen = members.get(index);
        if (chosen.state().isEnding()) {
            chosen = spawn(context);
            members.set(index, chosen);
        }
        context.forward(chosen);
    }

    private int choose(M message) {
        return switch (routing) {
            case Routing.RoundRobin<M>() -> {
                next = next == size - 1 ? 0 : next + 1;
                yield next;
            }
            case Routing.LeastLoaded<M>() ->
                members.indexOf(members.stream()
                        .min(Comparator.comparingInt(ActorRef::waiting))
                        .orElseThrow());
            case Routing.ByKey<M>(var key) -> Math.floorMod(key.apply(message).hashCode(), size);
        };
    }
}
