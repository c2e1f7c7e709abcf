package org.alys.actor.supervisor;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.alys.actor.ActorRef;
import org.alys.actor.Priority;
import org.alys.actor.SendOptions;
import org.alys.actor.supervision.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One handle for all domains: a critical emergency halts every supervisor, once, before anything else they have to do. Safe
 * for all threads.
 */
public final class EmergencyHalt {
    private final List<ActorRef<SupervisorMessage>> domains;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** A handle over these supervisors, halted in this order. */
    public EmergencyHalt(List<ActorRef<SupervisorMessage>> domains) {
        this.domains = List.copyOf(domains);
    }

    /**
     * Reports an emergency. Halts all domains if it is critical or worse and they have not been halted before.
     *
     * @return whether this call halted them
     */
    public boolean report(Severity severity, String why) {
        if (severity.compareTo(Severity.CRITICAL) < 0 || !reason.compareAndSet(null, why)) {
            return false;
        }
        domains.forEach(domain -> domain.tell(new SupervisorMessage.Halt(why), SendOptions.at(Priority.CRITICAL)));
        return true;
    }

    /** Why everything was halted, if it was. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }
}
