package org.alys.node.network.wire;

import static org.alys.node.network.wire.UnsignedBlocks.SIGNATURE;
import static org.alys.node.network.wire.UnsignedBlocks.block;
import static org.alys.node.network.wire.UnsignedBlocks.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.Refusal;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;

/** Both ends of the request protocols, joined by the bytes between them. */
class RequestDeskTest {
    private static final PeerRef US = new PeerRef("us", OptionalInt.empty());
    private static final PeerRef THEM = new PeerRef("them", OptionalInt.of(2));
    private static final PeerStatus STATUS = new PeerStatus(root(1), 7, root(2), 9, root(3), 5);

    private final Chain chain = new Chain();
    private final Wire wire = new Wire(new RequestDesk(chain, Fork.PRAGUE));
    private final WireRequests requests = new WireRequests(wire, Fork.PRAGUE);

    @Test
    void aStatusGoesBothWays() {
        assertThat(requests.status(THEM, STATUS)).isEqualTo(new PeerAnswer.Value<>(STATUS));
        assertThat(chain.asked).containsExactly("status " + STATUS);
    }

    @Test
    void aRangeSurvivesTheWire() {
        chain.range = new BlockRange(List.of(certified(3, 0), certified(4, 200)), List.of(certificate(4)));
        assertThat(requests.blocksByRange(THEM, 3, BlockRange.MAX_BLOCKS))
                .isEqualTo(new PeerAnswer.Value<>(chain.range));
        assertThat(chain.asked).containsExactly("range 3 512");
    }

    @Test
    void aFullAnswerSurvivesTheWire() {
        chain.range = new BlockRange(
                IntStream.rangeClosed(1, BlockRange.MAX_BLOCKS)
                        .mapToObj(height -> certified(height, 0))
                        .toList(),
                IntStream.range(0, BlockRange.MAX_FINALITY)
                        .mapToObj(RequestDeskTest::certificate)
                        .toList());
        assertThat(requests.blocksByRange(THEM, 1, 512)).isEqualTo(new PeerAnswer.Value<>(chain.range));
    }

    @Test
    void theLargestBlockFitsIntoAnAnswer() {
        CertifiedBlock small = certified(1, 0);
        int room = Block.MAX_BYTES - BlockSchema.of(Fork.PRAGUE).certified().size(small);
        chain.range = new BlockRange(List.of(certified(1, room)), List.of(certificate(1)));
        assertThat(requests.blocksByRoot(THEM, List.of(root(1)))).isEqualTo(new PeerAnswer.Value<>(chain.range));
    }

    @Test
    void aRefusalReachesTheOneWhoAsks() {
        chain.refusal = Optional.of(Refusal.UNAVAILABLE);
        assertThat(requests.status(THEM, STATUS)).isEqualTo(new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "not now"));
    }

    @Test
    void rangesOutOfBoundsNeverReachTheChain() {
        for (Bytes request : List.of(
                range(0, 1), range(-1, 1), range(1, 0), range(1, BlockRange.MAX_BLOCKS + 1), range(1, 0xffffffffL))) {
            assertThat(wire.desk.answer(US, RequestKind.BLOCKS_BY_RANGE, request))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_REQUEST));
        }
        assertThat(chain.asked).isEmpty();
    }

    @Test
    void rootsAreAskedForOnceEach() {
        assertThatThrownBy(() -> RequestSchemas.ROOTS.encode(IntStream.rangeClosed(0, BlockRange.MAX_ROOTS)
                        .mapToObj(UnsignedBlocks::root)
                        .toList()))
                .isInstanceOf(IllegalArgumentException.class);
        Bytes twice = Bytes.fromHex(root(1).toHex().substring(2).repeat(2));
        assertThat(wire.desk.answer(US, RequestKind.BLOCKS_BY_ROOT, twice)).isInstanceOf(PeerAnswer.Refused.class);
        assertThat(wire.desk.answer(US, RequestKind.BLOCKS_BY_ROOT, Bytes.EMPTY))
                .isInstanceOf(PeerAnswer.Refused.class);
        assertThat(chain.asked).isEmpty();
    }

    @Property(tries = 300)
    void garbageIsRefusedOrARequest(@ForAll RequestKind kind, @ForAll @Size(max = 3000) byte[] garbage) {
        chain.asked.clear();
        PeerAnswer<Bytes> answer = wire.desk.answer(US, kind, Bytes.of(garbage));
        assertThat(answer instanceof PeerAnswer.Refused<Bytes>).isEqualTo(chain.asked.isEmpty());
    }

    @Property(tries = 300)
    void anAnswerOfGarbageIsReportedAndNeverMoreThanAFailure(@ForAll @Size(max = 300) byte[] garbage) {
        wire.reported.clear();
        wire.instead = Optional.of(Bytes.of(garbage));
        PeerAnswer<BlockRange> answer = requests.blocksByRange(THEM, 1, 8);
        boolean failed = answer instanceof PeerAnswer.Failed<BlockRange> failure && failure.broken();
        assertThat(failed).isEqualTo(wire.reported.equals(List.of(Misconduct.MALFORMED)));
        assertThat(failed || answer instanceof PeerAnswer.Value<BlockRange>).isTrue();
    }

    @Test
    void anAnswerWithHeightsThatCannotBeIsReported() {
        byte[] status = RequestSchemas.STATUS.encodeToArray(STATUS);
        status[32] = 127;
        wire.instead = Optional.of(Bytes.of(status));
        assertThat(requests.status(THEM, STATUS)).isInstanceOf(PeerAnswer.Failed.class);
        assertThat(wire.reported).containsExactly(Misconduct.MALFORMED);
    }

    @Test
    void anAnswerThatIsTooLongIsReportedBeforeItIsRead() {
        wire.instead = Optional.of(Bytes.of(new byte[RequestKind.BLOCKS_BY_RANGE.maxAnswerBytes() + 1]));
        assertThat(requests.blocksByRange(THEM, 1, 8)).isInstanceOf(PeerAnswer.Failed.class);
        assertThat(wire.reported).containsExactly(Misconduct.MALFORMED);
    }

    private static Bytes range(long from, long count) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            hex.append("%02x".formatted(from >>> (8 * i) & 0xff));
        }
        for (int i = 0; i < 4; i++) {
            hex.append("%02x".formatted(count >>> (8 * i) & 0xff));
        }
        return Bytes.fromHex(hex.toString());
    }

    private static Certificate certificate(int slot) {
        return new Certificate(Ballot.finalize(slot, root(slot)), new MemberSet(0b101), SIGNATURE);
    }

    /** With extra data of so many bytes: what an ordinary block would hold in transactions. */
    private static CertifiedBlock certified(long height, int transactionBytes) {
        List<Bytes> transactions = new ArrayList<>();
        if (transactionBytes > 0) {
            transactions.add(Bytes.of(new byte[transactionBytes - 4]));
        }
        return new CertifiedBlock(block(height, transactions), certificate((int) height));
    }

    private static final class Chain implements ServedChain {
        private final List<String> asked = new ArrayList<>();
        private BlockRange range = BlockRange.EMPTY;
        private Optional<Refusal> refusal = Optional.empty();

        @Override
        public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
            asked.add("status " + theirs);
            return refusal.<PeerAnswer<PeerStatus>>map(reason -> new PeerAnswer.Refused<>(reason, "not now"))
                    .orElseGet(() -> new PeerAnswer.Value<>(STATUS));
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
            asked.add("range " + first + " " + count);
            return new PeerAnswer.Value<>(range);
        }

        @Override
        public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
            asked.add("roots " + roots);
            return new PeerAnswer.Value<>(range);
        }
    }

    private static final class Wire implements ByteRequests {
        private final RequestDesk desk;
        private final List<Misconduct> reported = new ArrayList<>();
        private Optional<Bytes> instead = Optional.empty();

        Wire(RequestDesk desk) {
            this.desk = desk;
        }

        @Override
        public List<PeerRef> peers() {
            return List.of(THEM);
        }

        @Override
        public PeerAnswer<Bytes> ask(PeerRef peer, RequestKind kind, Bytes request) {
            return instead.<PeerAnswer<Bytes>>map(PeerAnswer.Value::new)
                    .orElseGet(() -> desk.answer(US, kind, request));
        }

        @Override
        public void report(PeerRef peer, Misconduct misconduct) {
            reported.add(misconduct);
        }
    }
}
