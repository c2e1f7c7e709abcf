package org.alys.actor.resource;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alys.actor.ActorRef;
import org.alys.actor.FlowState;

/** How full the mailboxes of some actors are, in the four steps of {@link FlowState}; each is a resource {@code mailbox:NAME}. */
public final class MailboxResources implements ResourceSource {
    public static final String PREFIX = "mailbox:";

    private final SortedMap<String, ActorRef<?>> actors;

    /** Watches these, by name. */
    public MailboxResources(Map<String, ActorRef<?>> actors) {
        this.actors = new TreeMap<>(actors);
    }

    @Override
    public List<ResourceReading> read() {
        return actors.entrySet().stream()
                .map(actor -> new ResourceReading(
                        PREFIX + actor.getKey(), use(actor.getValue().flow())))
                .toList();
    }

    private static double use(FlowState flow) {
        return switch (flow) {
            case NORMAL -> 0;
            case WARNING -> ResourceLimits.MAILBOX.warning();
            case CRITICAL -> ResourceLimits.MAILBOX.error();
            case BLOCKED -> 1;
        };
    }
}
