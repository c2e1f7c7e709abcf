package org.alys.actor;

import java.time.Duration;
import java.time.Instant;

/**
 * One message of a sampled trace, handled.
 *
 * @param actor who handled it
 * @param message the simple name of its class
 * @param context the trace; its span id is this span's
 * @param parentSpanId the span in which it was sent; 0 if it came from outside with this context
 * @param begun when the handler began
 * @param queued from sending to handling
 * @param handling in the handler
 * @param failed whether the handler threw
 */
public record HandledSpan(
        ActorPath actor,
        String message,
        TraceContext context,
        long parentSpanId,
        Instant begun,
        Duration queued,
        Duration handling,
        boolean failed) {}
