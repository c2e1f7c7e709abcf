package org.alys.actor.supervisor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorPath;
import org.alys.actor.supervision.Severity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handle for all domains: a critical emergency halts every supervisor that was made {@link #over} it, once, before anything
 * else they have to do. The order goes by their control lanes, which refuse nothing. A supervisor that begins after that, or
 * begins again, is halted before it has started a child. Safe for all threads.
 */
public final class EmergencyHalt {
    private static final Logger LOG = LoggerFactory.getLogger(EmergencyHalt.class);

    /** The supervisors that live, in the order in which they began. */
    private final SequencedSet<HaltableSupervisor> domains = new LinkedHashSet<>();

    private Optional<String> reason = Optional.empty();

    /** The supervisor of this factory, obeying this handle. One handle may be over many, also of several systems. */
    public ActorFactory<SupervisorMessage> over(ActorFactory<SupervisorMessage> supervisor) {
        return () -> new HaltableSupervisor(supervisor.create(), this);
    }

    /**
     * Reports an emergency. Halts all domains if it is critical or worse and they have not been halted before. Does not wait:
     * {@link #outstanding} tells who has not obeyed yet.
     *
     * @return whether this call halted them
     */
    public boolean report(Severity severity, String why) {
        List<HaltableSupervisor> told;
        synchronized (this) {
            if (severity.compareTo(Severity.CRITICAL) < 0 || reason.isPresent()) {
                return false;
            }
            reason = Optional.of(why);
            told = List.copyOf(domains);
        }
        LOG.error("{} domains are halted: {}", told.size(), why);
        told.forEach(domain -> domain.halt(why));
        return true;
    }

    /** Why everything was halted, if it was. */
    public synchronized Optional<String> reason() {
        return reason;
    }

    /**
     * The supervisors that live and have not obeyed: none unless everything was halted, and then only those that are still at
     * the message in hand, or paused.
     */
    public synchronized Set<ActorPath> outstanding() {
        return reason.isEmpty()
                ? Set.of()
                : domains.stream()
                        .filter(domain -> !domain.halted())
                        .map(HaltableSupervisor::path)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A supervisor begins; why everything was halted, if it was. From now on it is told. */
    synchronized Optional<String> began(HaltableSupervisor domain) {
        domains.addLast(domain);
        return reason;
    }

    /** This life of a supervisor is over, and with it its children. */
    synchronized void ended(HaltableSupervisor domain) {
        domains.remove(domain);
    }
}
