package org.alys.actor.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;

/** Who waits for the address of an actor that is not active yet; for one thread. */
final class AwaitedAddresses {
    private static final int MAX = 1000;

    private record Awaiting<M>(Class<M> type, Reply<ActorRef<M>> reply, Instant since) {
        /** True if there was something to answer. */
        private boolean answer(ActorRegistry registry, String name) {
            Optional<ActorRef<M>> found = registry.resolve(name, type).address();
            found.ifPresent(reply::success);
            return found.isPresent();
        }
    }

    private final ActorRegistry registry;
    private final Map<String, List<Awaiting<?>>> byName = new HashMap<>();
    private int count;

    AwaitedAddresses(ActorRegistry registry) {
        this.registry = registry;
    }

    /** Answers at once, or later in {@link #active}. */
    <M> void add(KeeperMessage.Await<M> request, Instant now) {
        Awaiting<M> waiting = new Awaiting<>(request.type(), request.reply(), now);
        if (waiting.answer(registry, request.name())) {
            return;
        }
        if (count >= MAX) {
            removeIf(each -> each.reply().isOver());
        }
        if (count >= MAX) {
            request.reply().failure(new IllegalStateException(MAX + " wait for addresses already"));
            return;
        }
        count++;
        byName.computeIfAbsent(request.name(), fresh -> new ArrayList<>()).add(waiting);
    }

    /** An actor became active: those that wait for it get its address, unless they want another type. */
    void active(String name) {
        List<Awaiting<?>> waiting = byName.remove(name);
        if (waiting == null) {
            return;
        }
        int before = waiting.size();
        waiting.removeIf(each -> each.answer(registry, name));
        count -= before - waiting.size();
        if (!waiting.isEmpty()) {
            byName.put(name, waiting);
        }
    }

    /** Tells those who have waited longer than {@code patience} that there will be no answer. */
    void giveUpAfter(Duration patience, Instant now) {
        removeIf(each -> Duration.between(each.since(), now).compareTo(patience) > 0 && refuse(each));
    }

    private void removeIf(Predicate<Awaiting<?>> gone) {
        for (List<Awaiting<?>> waiting : byName.values()) {
            int before = waiting.size();
            waiting.removeIf(gone);
            count -= before - waiting.size();
        }
        byName.values().removeIf(List::isEmpty);
    }

    private static boolean refuse(Awaiting<?> waiting) {
        waiting.reply().failure(new IllegalStateException("no such actor became active"));
        return true;
    }
}
