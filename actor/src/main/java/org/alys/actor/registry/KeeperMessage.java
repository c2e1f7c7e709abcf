package org.alys.actor.registry;

import java.util.Optional;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;
import org.alys.actor.health.HealthEvent;
import org.alys.actor.health.HealthReport;
import org.alys.actor.health.Monitored;

/** What a {@link RegistryKeeper} understands. */
public sealed interface KeeperMessage {
    /**
     * Adds an entry and checks its actor from now on. The answer comes when the actor has proved healthy and the entry is
     * active (empty), or with the reason why not; then there is no entry. The entry and what is monitored must be the same
     * actor.
     */
    record Register(Registration entry, Monitored<?> actor, Reply<Optional<RegistryRefusal>> reply)
            implements KeeperMessage {
        public Register {
            if (!entry.name().equals(actor.name()) || !entry.ref().equals(actor.ref())) {
                throw new IllegalArgumentException(entry.name() + " is not " + actor.name());
            }
        }
    }

    /** Takes an entry out, unless others depend on it; the answer is empty if it is gone. */
    record Unregister(String name, Reply<Optional<RegistryRefusal>> reply) implements KeeperMessage {}

    /** The address of an actor of this name and type, as soon as it is active. The wait ends with the ask's deadline. */
    record Await<M>(String name, Class<M> type, Reply<ActorRef<M>> reply) implements KeeperMessage {}

    record GetHealth(Reply<HealthReport> reply) implements KeeperMessage {}

    /** From the health monitor. */
    record HealthSeen(HealthEvent event) implements KeeperMessage {}

    /** The time for a registration is over. */
    record Late(String name) implements KeeperMessage {}

    /** From a watch: a registered actor is over. */
    record Ended(String name, Terminated how) implements KeeperMessage {}

    /** It is time to clean up. */
    record CleanUp() implements KeeperMessage {}
}
