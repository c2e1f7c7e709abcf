package org.alys.actor.resource;

import java.util.Map;
import org.alys.actor.Reply;

/** What a {@link ResourceWatch} understands. */
public sealed interface ResourceMessage {
    /** Reads all sources now. */
    record Read() implements ResourceMessage {}

    /** All gauges, by resource. */
    record GetGauges(Reply<Map<String, ResourceGauge>> reply) implements ResourceMessage {}
}
