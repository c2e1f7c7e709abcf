package org.alys.p2p.exchange;

import java.util.List;
import org.alys.primitives.Bytes;

/** What became of a request. */
public sealed interface Reply {
    /** The whole answer. */
    record Answered(List<Bytes> chunks) implements Reply {
        public Answered {
            chunks = List.copyOf(chunks);
        }
    }

    /** The peer will not answer; {@code text} is its own and not to be trusted. */
    record Refused(Reason reason, String text) implements Reply {}

    /** The peer does not speak the protocol. */
    record Unsupported() implements Reply {}

    /** The answer breaks the rules of the protocol. */
    record Broken(String why) implements Reply {}

    /** No connection, or no answer in time. */
    record Failed(String why) implements Reply {}
}
