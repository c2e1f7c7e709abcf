package org.alys.node.network.wire;

import java.util.List;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.wire.RequestSchemas.RangeRequest;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.SszType;

/** Requests as bytes over a transport. May be shared by threads. */
public final class WireRequests implements PeerRequests {
    private final ByteRequests transport;
    private final SszType<BlockRange> blocks;

    /** For a chain whose payloads are of {@code fork}. */
    public WireRequests(ByteRequests transport, Fork fork) {
        this.transport = transport;
        this.blocks = RequestSchemas.blocks(fork);
    }

    @Override
    public List<PeerRef> peers() {
        return transport.peers();
    }

    @Override
    public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
        return ask(peer, RequestKind.STATUS, RequestSchemas.STATUS.encode(own), RequestSchemas.STATUS);
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
        return ask(
                peer, RequestKind.BLOCKS_BY_RANGE, RequestSchemas.RANGE.encode(new RangeRequest(from, count)), blocks);
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
        return ask(peer, RequestKind.BLOCKS_BY_ROOT, RequestSchemas.ROOTS.encode(roots), blocks);
    }

    @Override
    public double reputation(PeerRef peer) {
        return transport.reputation(peer);
    }

    @Override
    public void report(PeerRef peer, Misconduct misconduct) {
        transport.report(peer, misconduct);
    }

    private <T> PeerAnswer<T> ask(PeerRef peer, RequestKind kind, Bytes request, SszType<T> answer) {
        return transport.ask(peer, kind, request).flatMap(bytes -> decode(peer, kind, bytes, answer));
    }

    private <T> PeerAnswer<T> decode(PeerRef peer, RequestKind kind, Bytes bytes, SszType<T> schema) {
        if (bytes.size() > kind.maxAnswerBytes()) {
            return malformed(peer, kind + ": an answer of " + bytes.size() + " bytes");
        }
        return switch (schema.decode(bytes)) {
            case Decoded.Value<T>(T value) -> new PeerAnswer.Value<>(value);
            case Decoded.Malformed<T>(String reason) -> malformed(peer, kind + ": " + reason);
        };
    }

    private <T> PeerAnswer<T> malformed(PeerRef peer, String why) {
        transport.report(peer, Misconduct.MALFORMED);
        return new PeerAnswer.Failed<>(why, true);
    }
}
