package org.alys.chain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.rules.ChainState;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.SszType;

/** Blocks, votes, certificates, keys and signatures. What is accepted has one encoding: the bytes it came from. */
final class ChainFuzz {
    private static final BlsSecretKey KEY = BlsSecretKey.of(PayloadBuilder.hash(0x17));
    private static final Bytes32 ROOT = PayloadBuilder.hash(0x18);
    private static final BlsSignature SIGNATURE = Bls.sign(KEY, ROOT);
    private static final Certificate CERTIFICATE =
            new Certificate(Ballot.notarize(9, ROOT), new MemberSet(0b101), SIGNATURE);

    static final FuzzGroup GROUP = new FuzzGroup(
            ChainFuzz.class,
            List.of(
                    ssz("block-prague", BlockSchema.of(Fork.PRAGUE).block(), block(Fork.PRAGUE)),
                    ssz("block-cancun", BlockSchema.of(Fork.CANCUN).block(), block(Fork.CANCUN)),
                    ssz("block-shanghai", BlockSchema.of(Fork.SHANGHAI).block(), block(Fork.SHANGHAI)),
                    ssz("signed-block", BlockSchema.of(Fork.PRAGUE).signed(), signed()),
                    ssz(
                            "certified-block",
                            BlockSchema.of(Fork.PRAGUE).certified(),
                            new CertifiedBlock(signed(), CERTIFICATE)),
                    ssz("certificate", Certificate.SCHEMA, CERTIFICATE),
                    ssz("vote", Vote.SCHEMA, new Vote(Ballot.skip(3, 9), 2, SIGNATURE)),
                    ssz("auxpow-header", AuxPowHeader.SCHEMA, BlockBuilder.auxPowHeader()),
                    FuzzTarget.total("chain-state", input -> decode(ChainState.SCHEMA, input)),
                    FuzzTarget.total(
                            "bls-public-key",
                            ChainFuzz::publicKey,
                            KEY.publicKey().bytes().toArray()),
                    FuzzTarget.total(
                            "bls-signature",
                            ChainFuzz::signature,
                            SIGNATURE.bytes().toArray())));

    private ChainFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        GROUP.run(input);
    }

    private static <T> FuzzTarget ssz(String name, SszType<T> type, T seed) {
        return FuzzTarget.total(name, input -> decode(type, input), type.encodeToArray(seed));
    }

    private static <T> void decode(SszType<T> type, byte[] input) {
        switch (type.decode(input)) {
            case Decoded.Value<T>(T value) -> {
                assertThat(type.encodeToArray(value)).isEqualTo(input);
                assertThat(type.size(value)).isEqualTo(input.length);
                type.root(value);
            }
            case Decoded.Malformed<T>(String reason) -> assertThat(reason).isNotEmpty();
        }
    }

    private static Block block(Fork fork) {
        PayloadBuilder payload = new PayloadBuilder()
                .fork(fork)
                .transactions(Bytes.fromHex("02aabb"), Bytes.fromHex("01"))
                .withdrawals(List.of(new Withdrawal(1, 2, EvmAddress.ZERO, 3)));
        return new BlockBuilder()
                .payload(payload.build())
                .pegIns(List.of(BlockBuilder.pegIn(1)))
                .pegOutProposals(Bytes.fromHex("aabb"))
                .settledPegOuts(Bytes.fromHex("cc"))
                .auxPow(Optional.of(BlockBuilder.auxPowHeader()))
                .build();
    }

    private static SignedBlock signed() {
        return new SignedBlock(block(Fork.PRAGUE), SIGNATURE);
    }

    private static void publicKey(byte[] input) {
        BlsPublicKey.parse(Bytes.of(input)).ifPresent(key -> {
            assertThat(key.bytes().toArray()).isEqualTo(input);
            assertThat(Bls.verify(key, ROOT, SIGNATURE)).isEqualTo(key.equals(KEY.publicKey()));
        });
    }

    private static void signature(byte[] input) {
        if (input.length == BlsSignature.SIZE) {
            BlsSignature signature = new BlsSignature(Bytes.of(input));
            assertThat(Bls.verify(KEY.publicKey(), ROOT, signature)).isEqualTo(signature.equals(SIGNATURE));
            Bls.aggregate(List.of(signature, SIGNATURE));
        }
    }
}
