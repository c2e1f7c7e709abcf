package org.alys.actor.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alys.actor.Reply;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FederationGate;

/** Restarts by choice: those that may begin do so, those a federation cannot spare now wait. For one thread. */
final class ChosenRestarts {
    /**
     * A restart.
     *
     * @param interrupt whether the message in hand is broken off
     * @param replies who waits for it to begin
     */
    record Wanted(String name, Failure cause, boolean interrupt, List<Reply<Boolean>> replies) {
        private Wanted and(Wanted newer) {
            return new Wanted(
                    name,
                    cause,
                    interrupt || newer.interrupt,
                    Stream.concat(replies.stream(), newer.replies.stream()).toList());
        }
    }

    private final Optional<FederationRule> rule;
    private final Supplier<Set<String>> healthy;
    private final Map<String, Wanted> waiting = new LinkedHashMap<>();

    /**
     * None waits yet.
     *
     * @param rule empty if every restart may begin at once
     * @param healthy the healthy children at this moment
     */
    ChosenRestarts(Optional<FederationRule> rule, Supplier<Set<String>> healthy) {
        this.rule = rule;
        this.healthy = healthy;
    }

    /**
     * Begins it or keeps it; true if it waits. A newer wish for the same child joins the older, and takes it along if it may
     * begin.
     *
     * @param begin carries it out; after it the child is not healthy until it runs again
     */
    boolean want(Wanted restart, Consumer<Wanted> begin) {
        if (mayBegin(restart.name())) {
            Wanted older = waiting.remove(restart.name());
            begin.accept(older == null ? restart : older.and(restart));
            return false;
        }
        waiting.merge(restart.name(), restart, Wanted::and);
        return true;
    }

    private boolean mayBegin(String name) {
        return rule.map(federation -> federation.gate().mayRestart(name, healthy.get()))
                .map(permission -> permission == FederationGate.Permission.GRANTED)
                .orElse(true);
    }

    /** Begins whatever may begin by now, the oldest first. */
    void retry(Consumer<Wanted> begin) {
        for (Wanted restart : List.copyOf(waiting.values())) {
            if (mayBegin(restart.name())) {
                waiting.remove(restart.name());
                begin.accept(restart);
            }
        }
    }

    /** Takes out one that waits. */
    Optional<Wanted> giveUp(String name) {
        return Optional.ofNullable(waiting.remove(name));
    }

    /** Takes out all. */
    List<Wanted> giveUpAll() {
        List<Wanted> all = List.copyOf(waiting.values());
        waiting.clear();
        return all;
    }

    int waiting() {
        return waiting.size();
    }
}
