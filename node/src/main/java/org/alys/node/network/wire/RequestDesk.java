package org.alys.node.network.wire;

import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.Refusal;
import org.alys.node.network.ServedChain;
import org.alys.node.network.wire.RequestSchemas.RangeRequest;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.SszType;

/** Requests that arrive as bytes, answered as bytes. May be shared by threads. */
public final class RequestDesk {
    private final ServedChain chain;
    private final SszType<BlockRange> blocks;

    /** For a chain whose payloads are of {@code fork}. */
    public RequestDesk(ServedChain chain, Fork fork) {
        this.chain = chain;
        this.blocks = RequestSchemas.blocks(fork);
    }

    /**
     * The answer to one request. A request that is malformed or out of bounds is refused as {@link Refusal#INVALID_REQUEST}, which no
     * honest peer provokes.
     */
    public PeerAnswer<Bytes> answer(PeerRef from, RequestKind kind, Bytes request) {
        if (request.size() > kind.maxRequestBytes()) {
            return new PeerAnswer.Refused<>(Refusal.INVALID_REQUEST, "a request of " + request.size() + " bytes");
        }
        return switch (kind) {
            case STATUS ->
                RequestDesk.<PeerStatus>decode(RequestSchemas.STATUS, request)
                        .flatMap(theirs -> chain.status(from, theirs))
                        .flatMap(own -> new PeerAnswer.Value<>(RequestSchemas.STATUS.encode(own)));
            case BLOCKS_BY_RANGE ->
                RequestDesk.<RangeRequest>decode(RequestSchemas.RANGE, request)
                        .flatMap(range -> chain.blocksByRange(from, range.from(), (int) range.count()))
                        .flatMap(this::encode);
            case BLOCKS_BY_ROOT ->
                decode(RequestSchemas.ROOTS, request)
                        .flatMap(roots -> chain.blocksByRoot(from, roots))
                        .flatMap(this::encode);
        };
    }

    private PeerAnswer<Bytes> encode(BlockRange range) {
        return new PeerAnswer.Value<>(blocks.encode(range));
    }

    private static <T> PeerAnswer<T> decode(SszType<T> schema, Bytes request) {
        return switch (schema.decode(request)) {
            case Decoded.Value<T>(T value) -> new PeerAnswer.Value<>(value);
            case Decoded.Malformed<T>(String reason) -> new PeerAnswer.Refused<>(Refusal.INVALID_REQUEST, reason);
        };
    }
}
