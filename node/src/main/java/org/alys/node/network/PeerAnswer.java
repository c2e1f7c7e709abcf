package org.alys.node.network;

import java.util.function.Function;

/** What became of a request to a peer. */
public sealed interface PeerAnswer<T> {
    /** An answer within the bounds of the protocol; nothing else about it has been checked. */
    record Value<T>(T value) implements PeerAnswer<T> {}

    /** The peer will not answer; {@code text} is its own and not to be trusted. */
    record Refused<T>(Refusal reason, String text) implements PeerAnswer<T> {}

    /**
     * No connection, no answer in time, or one that breaks the protocol.
     *
     * @param broken whether the peer broke the protocol; the transport has noted that already
     */
    record Failed<T>(String why, boolean broken) implements PeerAnswer<T> {}

    /** The same outcome with what {@code next} makes of a value. */
    default <R> PeerAnswer<R> flatMap(Function<? super T, PeerAnswer<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal reason, String text) -> new Refused<>(reason, text);
            case Failed<T>(String why, boolean broken) -> new Failed<>(why, broken);
        };
    }
}
