package org.alys.actor.supervisor;

import java.time.Duration;
import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.Overflow;
import org.alys.actor.supervision.EscalationPolicy;
import org.alys.actor.supervision.Notice;
import org.alys.actor.supervision.Notifier;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to an endpoint, one after another, on a thread of its own: whoever offers one does not wait. At most
 * {@value #ROOM} wait, then the oldest give way. A notice that cannot be sent is tried three times, after pauses.
 */
public final class NoticeDesk implements Actor<Notice> {
    /** Notices that may wait. */
    public static final int ROOM = 64;

    private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** How a desk is to be run. */
    public static final ActorOptions OPTIONS = ActorOptions.DEFAULTS
            .withMailbox(ROOM, new Overflow.DropOld())
            .withRedeliveries(2)
            .withSupervision(new SupervisionPolicy(
                            new RestartStrategy.Fixed(PAUSE, Optional.empty()), 10_000, Duration.ofHours(1))
                    .withEscalation(new EscalationPolicy.ContinueWithout()));

    /** Where notices go, such as a mail server or a pager. */
    @FunctionalInterface
    public interface Endpoint {
        /** Sends it; may wait. */
        void send(Notice notice) throws Exception;
    }

    private final Endpoint endpoint;

    private NoticeDesk(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Desks for this endpoint; run them with {@link #OPTIONS}. */
    public static ActorFactory<Notice> of(Endpoint endpoint) {
        return () -> new NoticeDesk(endpoint);
    }

    /** The way to a desk. */
    public static Notifier notifier(ActorRef<Notice> desk) {
        return notice -> desk.tell(notice).accepted();
    }

    @Override
    public void receive(Notice notice, ActorContext<Notice> context) throws Exception {
        endpoint.send(notice);
        LOG.info("told of {}", notice.actor());
    }
}
