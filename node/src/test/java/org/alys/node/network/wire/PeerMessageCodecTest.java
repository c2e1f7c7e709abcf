package org.alys.node.network.wire;

import static org.alys.node.network.wire.UnsignedBlocks.SIGNATURE;
import static org.alys.node.network.wire.UnsignedBlocks.block;
import static org.alys.node.network.wire.UnsignedBlocks.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.evm.payload.Fork;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

class PeerMessageCodecTest {
    private final PeerMessageCodec codec = new PeerMessageCodec(Fork.PRAGUE);

    private static Certificate certificate(int slot) {
        return new Certificate(Ballot.notarize(slot, root(slot)), new MemberSet(0b101), SIGNATURE);
    }

    static Stream<PeerMessage> onePerKind() {
        return Stream.of(
                new PeerMessage.Proposal(
                        block(5, List.of(Bytes.fromHex("02aabb"))),
                        Optional.of(certificate(4)),
                        List.of(certificate(2), certificate(3))),
                new PeerMessage.Votes(List.of(new Vote(Ballot.skip(3, 9), 2, SIGNATURE))),
                new PeerMessage.Certificates(List.of(certificate(7))),
                new PeerMessage.SkipRequest(3, 3),
                new PeerMessage.AuxPowProof(new AuxPowHeader(
                        root(1), root(2), CompactTarget.REGTEST_LIMIT, EvmAddress.ZERO, Bytes.fromHex("0102"))),
                new PeerMessage.Transactions(List.of(Bytes.fromHex("02aa"), Bytes.fromHex("bb"))));
    }

    @ParameterizedTest
    @MethodSource("onePerKind")
    void everyKindSurvivesTheWire(PeerMessage message) {
        assertThat(codec.decode(codec.encode(message))).isEqualTo(new Incoming.Message(message));
    }

    /** What a later release may add must be added here, too. */
    @Test
    void noKindIsForgotten() {
        List<Class<?>> tested =
                onePerKind().<Class<?>>map(PeerMessage::getClass).toList();
        List<Class<?>> known =
                Kinds.of(Fork.PRAGUE).stream().<Class<?>>map(Kind::type).toList();
        assertThat(tested).containsExactlyInAnyOrderElementsOf(known);
    }

    @Property
    void listsSurviveTheWire(@ForAll("votes") List<Vote> votes) {
        PeerMessage message = new PeerMessage.Votes(votes);
        assertThat(codec.decode(codec.encode(message))).isEqualTo(new Incoming.Message(message));
    }

    @Provide
    Arbitrary<List<Vote>> votes() {
        Arbitrary<Ballot> ballots = Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE - 1000),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 2))
                .as((slot, more, kind) -> switch (kind) {
                    case 0 -> Ballot.notarize(slot, root(more));
                    case 1 -> Ballot.finalize(slot, root(more));
                    default -> Ballot.skip(slot, slot + more);
                });
        return Combinators.combine(ballots, Arbitraries.integers().between(0, 255))
                .as((ballot, member) -> new Vote(ballot, member, SIGNATURE))
                .list()
                .ofMaxSize(40);
    }

    @Property
    void garbageIsNeverMoreThanRefused(@ForAll byte[] garbage) {
        assertThat(codec.decode(garbage)).isInstanceOf(Incoming.class);
    }

    @Property
    void garbageBehindAKnownNumberIsRefused(@ForAll @Size(min = 1, max = 400) byte[] garbage) throws IOException {
        for (int number = 1; number <= 8; number++) {
            byte[] compressed = Snappy.compress(garbage);
            byte[] message = new byte[1 + compressed.length];
            message[0] = (byte) number;
            System.arraycopy(compressed, 0, message, 1, compressed.length);
            if (codec.decode(message) instanceof Incoming.Message(PeerMessage read)) {
                assertThat(Snappy.uncompress(codec.encode(read), 1, codec.encode(read).length - 1, new byte[400], 0))
                        .isEqualTo(garbage.length);
            }
        }
    }

    @Property
    void aCutOrChangedMessageIsRefusedOrAnother(@ForAll int position, @ForAll byte value) {
        byte[] good = codec.encode(onePerKind().findFirst().orElseThrow());
        int at = Math.floorMod(position, good.length);
        assertThat(codec.decode(Arrays.copyOf(good, at))).isNotInstanceOf(Incoming.Message.class);
        byte[] changed = good.clone();
        changed[at] = value;
        assertThat(codec.decode(changed)).isInstanceOf(Incoming.class);
    }

    @Test
    void bytesAfterAMessageAreRefused() {
        byte[] good = codec.encode(new PeerMessage.SkipRequest(1, 2));
        assertThat(codec.decode(Arrays.copyOf(good, good.length + 1))).isInstanceOf(Incoming.Malformed.class);
    }

    @Test
    void aClaimOfMegabytesInFewBytesIsRefusedBeforeMemoryIsTaken() {
        byte[] claim = {1, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04, 0, 0};
        assertThat(codec.decode(claim)).isInstanceOf(Incoming.Malformed.class);
    }

    @Test
    void moreThanAKindMayHoldIsRefusedBeforeItIsUnpacked() throws IOException {
        byte[] zeros = Snappy.compress(new byte[4096]);
        byte[] message = new byte[1 + zeros.length];
        message[0] = 4;
        System.arraycopy(zeros, 0, message, 1, zeros.length);
        assertThat(codec.decode(message)).isInstanceOf(Incoming.Malformed.class);
    }

    @Test
    void aKindOfALaterReleaseIsNamed() {
        assertThat(codec.decode(new byte[] {(byte) 200, 0})).isEqualTo(new Incoming.UnknownKind(200));
    }

    @Test
    void slotsThatGoBackwardsAreRefused() {
        assertThat(codec.decode(codec.encode(new PeerMessage.SkipRequest(5, 4))))
                .isInstanceOf(Incoming.Malformed.class);
    }

    @Test
    void theLargestBlockSurvivesTheWire() {
        SignedBlock largest = ofBytes(Block.MAX_BYTES);
        PeerMessage message = new PeerMessage.Proposal(
                largest, Optional.of(certificate(1)), Collections.nCopies(Kinds.MAX_CERTIFICATES, certificate(2)));
        byte[] encoded = codec.encode(message);
        assertThat(encoded.length).isLessThanOrEqualTo(PeerMessageCodec.MAX_ENCODED_BYTES);
        assertThat(codec.decode(encoded)).isEqualTo(new Incoming.Message(message));
    }

    @Test
    void aBlockTooLargeForItsCertificateIsRefused() {
        PeerMessage message = new PeerMessage.Proposal(ofBytes(Block.MAX_BYTES + 1), Optional.empty(), List.of());
        assertThat(codec.decode(codec.encode(message))).isInstanceOf(Incoming.Malformed.class);
    }

    /** A block of so many bytes once it is certified, hard to compress. */
    private static SignedBlock ofBytes(int size) {
        int empty = codecSize(block(5, List.of(Bytes.EMPTY)));
        byte[] noise = new byte[size - empty];
        new java.util.Random(1).nextBytes(noise);
        return block(5, List.of(Bytes.of(noise)));
    }

    private static int codecSize(SignedBlock signed) {
        return org.alys.chain.block.BlockSchema.of(Fork.PRAGUE)
                .certified()
                .size(new CertifiedBlock(signed, certificate(1)));
    }

    @Test
    void theSizeIsThatBeforeCompression() {
        assertThat(codec.size(new PeerMessage.SkipRequest(1, 2))).isEqualTo(17);
    }

    @Test
    void refusesToSendMoreThanOthersWouldRead() {
        PeerMessage message = new PeerMessage.Votes(
                Collections.nCopies(Kinds.MAX_VOTES + 1, new Vote(Ballot.skip(1, 2), 0, SIGNATURE)));
        assertThatThrownBy(() -> codec.encode(message)).isInstanceOf(IllegalArgumentException.class);
    }
}
