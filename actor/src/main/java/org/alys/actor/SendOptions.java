package org.alys.actor;

import java.time.Duration;
import java.util.Optional;

/**
 * How one message is sent. Immutable; begin with {@link #PLAIN}.
 *
 * @param priority overrides the message's own; empty for that of {@link Prioritized}, or NORMAL
 * @param timeToLive more than zero; if the message is not handled by then it is a dead letter
 * @param trace the trace it belongs to; empty for that of the message in hand, if there is one
 */
public record SendOptions(Optional<Priority> priority, Optional<Duration> timeToLive, Optional<TraceContext> trace) {
    public static final SendOptions PLAIN = new SendOptions(Optional.empty(), Optional.empty(), Optional.empty());

    public SendOptions {
        timeToLive.ifPresent(time -> {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("a time to live must be positive: " + time);
            }
        });
    }

    /** Plain but for the priority. */
    public static SendOptions at(Priority priority) {
        return PLAIN.withPriority(priority);
    }

    public SendOptions withPriority(Priority urgency) {
        return new SendOptions(Optional.of(urgency), timeToLive, trace);
    }

    public SendOptions withTimeToLive(Duration time) {
        return new SendOptions(priority, Optional.of(time), trace);
    }

    public SendOptions withTrace(TraceContext context) {
        return new SendOptions(priority, timeToLive, Optional.of(context));
    }
}
