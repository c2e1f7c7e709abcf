package org.alys.node.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.alys.evm.payload.Fork;
import org.alys.fuzzing.FuzzTarget;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.xerial.snappy.Snappy;

/** Fuzzing of messages between members, and of requests and answers. */
public final class MessageTargets {
    private static final PeerMessageCodec CODEC = new PeerMessageCodec(Fork.PRAGUE);
    private static final PeerRef PEER = new PeerRef("peer", OptionalInt.empty());
    private static final PeerStatus STATUS = new PeerStatus(Bytes32.ZERO, 7, Bytes32.ZERO, 9, Bytes32.ZERO, 5);
    private static final RequestDesk DESK = new RequestDesk(new EmptyChain(), Fork.PRAGUE);

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.total("peer-message", MessageTargets::decode, messages()),
            FuzzTarget.total("peer-message-unpacked", MessageTargets::unpacked, unpackedMessages()),
            FuzzTarget.total(
                    "request",
                    MessageTargets::request,
                    after(0, RequestSchemas.STATUS.encodeToArray(STATUS)),
                    after(1, RequestSchemas.RANGE.encodeToArray(new RequestSchemas.RangeRequest(3, 5))),
                    after(2, RequestSchemas.ROOTS.encodeToArray(List.of(Bytes32.ZERO)))),
            FuzzTarget.total(
                    "answer",
                    MessageTargets::answer,
                    after(0, RequestSchemas.STATUS.encodeToArray(STATUS)),
                    after(1, RequestSchemas.blocks(Fork.PRAGUE).encodeToArray(BlockRange.EMPTY))));

    private MessageTargets() {}

    private static void decode(byte[] input) {
        if (CODEC.decode(input) instanceof Incoming.Message(PeerMessage message)) {
            assertThat(CODEC.decode(CODEC.encode(message))).isEqualTo(new Incoming.Message(message));
        }
    }

    /** The kind, and the bytes before they are compressed. */
    private static void unpacked(byte[] input) throws IOException {
        if (input.length > 0) {
            decode(after(input[0], Snappy.compress(Arrays.copyOfRange(input, 1, input.length))));
        }
    }

    /** The first byte chooses the kind of request. */
    private static void request(byte[] input) {
        if (input.length > 0) {
            assertThat(DESK.answer(PEER, kind(input), rest(input))).isNotNull();
        }
    }

    /** The first byte chooses the question that the others answer. */
    private static void answer(byte[] input) {
        if (input.length > 0) {
            WireRequests requests = new WireRequests(new Answering(rest(input)), Fork.PRAGUE);
            PeerAnswer<?> answer = switch (kind(input)) {
                case STATUS -> requests.status(PEER, STATUS);
                case BLOCKS_BY_RANGE -> requests.blocksByRange(PEER, 3, 5);
                case BLOCKS_BY_ROOT -> requests.blocksByRoot(PEER, List.of(Bytes32.ZERO));
            };
            assertThat(answer).isNotInstanceOf(PeerAnswer.Refused.class);
        }
    }

    private static RequestKind kind(byte[] input) {
        List<RequestKind> kinds = List.of(RequestKind.values());
        return kinds.get((input[0] & 0xff) % kinds.size());
    }

    private static Bytes rest(byte[] input) {
        return Bytes.of(Arrays.copyOfRange(input, 1, input.length));
    }

    private static byte[][] messages() {
        return PeerMessageCodecTest.onePerKind().map(CODEC::encode).toArray(byte[][]::new);
    }

    private static byte[][] unpackedMessages() {
        List<byte[]> seeds = new ArrayList<>();
        PeerMessageCodecTest.onePerKind()
                .forEach(message -> Kinds.of(Fork.PRAGUE).stream()
                        .filter(kind -> kind.type().isInstance(message))
                        .forEach(kind -> seeds.add(after(kind.number(), kind.encode(message)))));
        return seeds.toArray(byte[][]::new);
    }

    private static byte[] after(int first, byte[] rest) {
        byte[] out = new byte[1 + rest.length];
        out[0] = (byte) first;
        System.arraycopy(rest, 0, out, 1, rest.length);
        return out;
    }

    /** A chain that answers every question within the bounds with as little as may be. */
    private static final class EmptyChain implements ServedChain {
        @Override
        public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
            return new PeerAnswer.Value<>(STATUS);
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
            assertThat(count).isBetween(1, BlockRange.MAX_BLOCKS);
            assertThat(first).isPositive();
            return new PeerAnswer.Value<>(BlockRange.EMPTY);
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
            assertThat(roots).hasSizeBetween(1, BlockRange.MAX_ROOTS);
            return new PeerAnswer.Value<>(BlockRange.EMPTY);
        }
    }

    /** A peer that answers every question with the same bytes. */
    private record Answering(Bytes answer) implements ByteRequests {
        @Override
        public List<PeerRef> peers() {
            return List.of(PEER);
        }

        @Override
        public PeerAnswer<Bytes> ask(PeerRef peer, RequestKind kind, Bytes request) {
            return new PeerAnswer.Value<>(answer);
        }

        @Override
        public void report(PeerRef peer, Misconduct misconduct) {}
    }
}
