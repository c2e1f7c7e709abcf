package org.alys.chain.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.ssz.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockSchemaTest {
    private static final BlsSignature SIGNATURE = new BlsSignature(Bytes.fromHex("c0" + "00".repeat(95)));

    /** A block with something in every list. */
    private static Block full(Fork fork) {
        PayloadBuilder payload = new PayloadBuilder()
                .fork(fork)
                .transactions(Bytes.fromHex("02aabb"), Bytes.EMPTY, Bytes.fromHex("cc".repeat(100)))
                .withdrawals(List.of(
                        new Withdrawal(5, 0, EvmAddress.ZERO, 9), new Withdrawal(6, 0, PayloadRules.BRIDGE, -1L)));
        if (fork.includes(Fork.PRAGUE)) {
            payload.requests(Bytes.fromHex("00aa"), Bytes.fromHex("01bb"));
        }
        return new BlockBuilder()
                .payload(payload.build())
                .pegIns(List.of(BlockBuilder.pegIn(1), BlockBuilder.pegIn(2)))
                .pegOutProposals(Bytes.fromHex("0102"))
                .settledPegOuts(Bytes.fromHex("03"), Bytes.fromHex("0405"))
                .auxPow(Optional.of(BlockBuilder.auxPowHeader()))
                .build();
    }

    private static CertifiedBlock certified(Block block) {
        Ballot ballot = Ballot.notarize(block.slot(), block.root());
        return new CertifiedBlock(
                new SignedBlock(block, SIGNATURE), new Certificate(ballot, new MemberSet(0b101), SIGNATURE));
    }

    @ParameterizedTest
    @EnumSource
    void theRootOfAHeaderIsTheBlocks(Fork fork) {
        assertThat(BlockHeader.of(full(fork)).root()).isEqualTo(full(fork).root());
    }

    @ParameterizedTest
    @EnumSource
    void certifiedBlocksSurviveEncoding(Fork fork) {
        CertifiedBlock block = certified(full(fork));
        BlockSchema schema = BlockSchema.of(fork);
        byte[] bytes = schema.certified().encodeToArray(block);

        assertThat(schema.decodeCertified(bytes)).isEqualTo(new Decoded.Value<>(block));
        assertThat(schema.certified()
                        .encodeToArray(schema.decodeCertified(bytes).orThrow()))
                .isEqualTo(bytes);
    }

    @Test
    void theEnvelopeIsWhatSignatureAndCertificateAdd() {
        Block block = full(Fork.PRAGUE);
        BlockSchema schema = BlockSchema.of(Fork.PRAGUE);

        assertThat(schema.certified().size(certified(block)) - schema.block().size(block))
                .isEqualTo(CertifiedBlock.ENVELOPE_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void thePayloadComesBackWithItsFork(Fork fork) {
        Block block = full(fork);
        byte[] bytes = BlockSchema.of(fork).block().encodeToArray(block);

        assertThat(BlockSchema.of(fork).block().decode(bytes).orThrow().payload())
                .isEqualTo(block.payload());
    }

    @Test
    void theRootCommitsToEveryField() {
        Block block = full(Fork.PRAGUE);
        List<Block> changed = List.of(
                new BlockBuilder(block).parentRoot(PayloadBuilder.hash(0x99)).build(),
                new BlockBuilder(block).height(8).build(),
                new BlockBuilder(block).slot(9).build(),
                new BlockBuilder(block).proposer(1).build(),
                new BlockBuilder(block).payload(new PayloadBuilder().build()).build(),
                new BlockBuilder(block).pegIns(List.of(BlockBuilder.pegIn(1))).build(),
                new BlockBuilder(block).pegOutProposals().build(),
                new BlockBuilder(block).settledPegOuts().build(),
                new BlockBuilder(block).auxPow(Optional.empty()).build());
        List<Bytes32> roots = new ArrayList<>(changed.stream().map(Block::root).toList());
        roots.add(block.root());

        assertThat(roots).doesNotHaveDuplicates();
    }

    @Test
    void forksNeverShareARoot() {
        Block shanghai = new BlockBuilder()
                .payload(new PayloadBuilder().fork(Fork.SHANGHAI).build())
                .build();
        Block cancun = new BlockBuilder()
                .payload(new PayloadBuilder().fork(Fork.CANCUN).build())
                .build();
        Block prague = new BlockBuilder()
                .payload(new PayloadBuilder().fork(Fork.PRAGUE).build())
                .build();

        assertThat(List.of(shanghai.root(), cancun.root(), prague.root())).doesNotHaveDuplicates();
    }

    @Property(tries = 2000)
    void damagedBytesAreMalformedOrAnotherBlock(
            @ForAll @IntRange(min = 0, max = 3000) int position, @ForAll byte flip, @ForAll boolean cut) {
        BlockSchema schema = BlockSchema.of(Fork.PRAGUE);
        CertifiedBlock original = certified(full(Fork.PRAGUE));
        byte[] bytes = schema.certified().encodeToArray(original);
        byte[] damaged = cut ? Arrays.copyOf(bytes, Math.min(position, bytes.length)) : bytes.clone();
        if (damaged.length > 0) {
            damaged[position % damaged.length] ^= flip;
        }

        Decoded<CertifiedBlock> decoded = schema.decodeCertified(damaged);

        assertThat(decoded.toOptional().map(block -> schema.certified().encode(block)))
                .isIn(Optional.empty(), Optional.of(Bytes.of(damaged)));
    }

    @Test
    void bytesBeyondTheLimitAreNotEvenRead() {
        assertThat(BlockSchema.of(Fork.PRAGUE).decodeSigned(new byte[Block.MAX_BYTES + 1]))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void aSetOfMembersOutsideFifteenBitsIsMalformed() {
        assertThat(MemberSet.SCHEMA.decode(Bytes.fromHex("0080"))).isInstanceOf(Decoded.Malformed.class);
        assertThat(MemberSet.SCHEMA.decode(Bytes.fromHex("ff7f")))
                .isEqualTo(new Decoded.Value<>(new MemberSet(0x7fff)));
    }

    @Test
    void anUnknownKindOfVoteIsMalformed() {
        byte[] bytes = Ballot.SCHEMA.encodeToArray(Ballot.skip(3, 4));
        bytes[0] = 4;

        assertThat(Ballot.SCHEMA.decode(bytes)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void anImpossibleBallotIsMalformed() {
        byte[] bytes = Ballot.SCHEMA.encodeToArray(Ballot.skip(3, 4));
        bytes[0] = 1;

        assertThat(Ballot.SCHEMA.decode(bytes)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void slotsAndHeightsOf64BitsAreMalformed() {
        BlockSchema schema = BlockSchema.of(Fork.PRAGUE);
        byte[] height = schema.block().encodeToArray(full(Fork.PRAGUE));
        byte[] slot = height.clone();
        height[39] = (byte) 0x80;
        slot[47] = (byte) 0x80;

        assertThat(schema.block().decode(height)).isInstanceOf(Decoded.Malformed.class);
        assertThat(schema.block().decode(slot)).isInstanceOf(Decoded.Malformed.class);
    }
}
