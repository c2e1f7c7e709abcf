package org.alys.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code from} waits for {@code to}: for an answer, or, without a reply, for it to stop. Every wait is a new object, which
 * is what makes the search below sound. Whoever begins to wait first publishes its edge and then searches, so of several
 * actors that close a cycle together at least one sees it.
 */
final class WaitEdge {
    private final ActorCell<?> from;
    private final ActorCell<?> to;
    private final @Nullable PendingReply<?> reply;

    WaitEdge(ActorCell<?> from, ActorCell<?> to, @Nullable PendingReply<?> reply) {
        this.from = from;
        this.to = to;
        this.reply = reply;
    }

    /**
     * The edges of the cycle this edge closes, beginning with it. The edges are read one after another while others change
     * them; reading all of them again proves that they existed at one and the same moment. If one has gone, there was no
     * cycle, and a later one is found by the actor that closes it.
     */
    Optional<List<WaitEdge>> cycle() {
        List<WaitEdge> walked = new ArrayList<>(4);
        walked.add(this);
        ActorCell<?> cell = to;
        while (cell != from) {
            WaitEdge next = cell.waitingFor();
            if (next == null || walked.contains(next)) {
                return Optional.empty();
            }
            walked.add(next);
            cell = next.to;
        }
        boolean allStillThere = walked.stream().skip(1).allMatch(edge -> edge.from.waitingFor() == edge);
        return allStillThere ? Optional.of(walked) : Optional.empty();
    }

    static AskFailure.Cycle describe(List<WaitEdge> cycle) {
        List<ActorPath> actors = new ArrayList<>();
        actors.add(cycle.getFirst().from.path());
        cycle.forEach(edge -> actors.add(edge.to.path()));
        return new AskFailure.Cycle(actors);
    }

    /** Breaks a cycle that began with waiting for a child to stop: whoever closes it asks in vain. */
    static void refuseLastAsk(List<WaitEdge> cycle) {
        PendingReply<?> last = cycle.getLast().reply;
        if (last != null) {
            last.fail(describe(cycle));
        }
    }
}
