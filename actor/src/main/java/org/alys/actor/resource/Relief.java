package org.alys.actor.resource;

import java.util.List;
import java.util.Map;
import org.alys.actor.ActorRef;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervisor.SupervisorMessage;

/** What supervision does about a resource that runs out. Called on the watch's thread; it does not wait for actors. */
@FunctionalInterface
public interface Relief {
    /** Nothing: the event says enough. */
    Relief NONE = failure -> {};

    void exhausted(OperationalFailure.ResourceExhausted failure);

    /**
     * Children that can give back much of a resource fail over it, so that their supervisor starts them afresh.
     *
     * @param spenders names of the children, by the resource they use; others are nobody's fault
     */
    static Relief failing(ActorRef<SupervisorMessage> supervisor, Map<String, List<String>> spenders) {
        Map<String, List<String>> kept = Map.copyOf(spenders);
        return failure -> kept.getOrDefault(failure.resource(), List.of())
                .forEach(child -> supervisor.tell(new SupervisorMessage.RecoverChild(child, failure)));
    }
}
