package org.alys.chain.spec;

import java.nio.charset.StandardCharsets;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** The canonical encoding of a chain spec; only its root is used. */
final class SpecEncoding {
    private static final int MAX_PEER_ID_BYTES = 256;
    private static final SszType<Long> UINT64 = Ssz.UINT64;
    private static final SszType<Integer> INT = UINT64.map(Math::toIntExact, Integer::longValue);
    private static final SszType<CompactTarget> BITS =
            Ssz.UINT32.map(bits -> new CompactTarget(bits.intValue()), target -> target.bits() & 0xffffffffL);

    static final SszType<ChainSpec> TYPE = chainSpec();

    private SpecEncoding() {}

    private static SszType<ChainSpec> chainSpec() {
        var spec = new SszContainer<ChainSpec>("ChainSpec");
        var slot = spec.field("slotSeconds", INT, ChainSpec::slotSeconds);
        var federation = spec.field("federation", Ssz.list(member(), MemberSet.MAX_MEMBERS), ChainSpec::federation);
        var threshold = spec.field("threshold", INT, ChainSpec::threshold);
        var chainId = spec.field("chainId", UINT64, ChainSpec::chainId);
        var fork = spec.field("fork", oneOf(Fork.values()), ChainSpec::fork);
        var time = spec.field("genesisTime", UINT64, ChainSpec::genesisTime);
        var auxPow = spec.field("auxPow", auxPow(), ChainSpec::auxPow);
        var peg = spec.field("peg", peg(), ChainSpec::peg);
        return spec.build(f -> new ChainSpec(
                f.get(slot),
                f.get(federation),
                f.get(threshold),
                f.get(chainId),
                f.get(fork),
                f.get(time),
                f.get(auxPow),
                f.get(peg)));
    }

    private static SszType<Member> member() {
        var member = new SszContainer<Member>("Member");
        var bls = member.field(
                "blsKey",
                Ssz.bytes(BlsPublicKey.SIZE)
                        .map(
                                bytes -> BlsPublicKey.parse(bytes)
                                        .orElseThrow(() -> new IllegalArgumentException("not a BLS public key")),
                                BlsPublicKey::bytes),
                Member::blsKey);
        var possession = member.field(
                "possession",
                Ssz.bytes(BlsSignature.SIZE).map(BlsSignature::new, BlsSignature::bytes),
                Member::possession);
        var bitcoin = member.field("bitcoinKey", Ssz.byteList(33), Member::bitcoinKey);
        var fees = member.field("feeAddress", Ssz.EVM_ADDRESS, Member::feeAddress);
        var peerId = member.field(
                "peerId",
                Ssz.optional(Ssz.byteList(MAX_PEER_ID_BYTES)
                        .map(
                                bytes -> new String(bytes.toArray(), StandardCharsets.UTF_8),
                                text -> Bytes.of(text.getBytes(StandardCharsets.UTF_8)))),
                Member::peerId);
        return member.build(f -> new Member(f.get(bls), f.get(possession), f.get(bitcoin), f.get(fees), f.get(peerId)));
    }

    private static SszType<AuxPowSpec> auxPow() {
        var type = new SszContainer<AuxPowSpec>("AuxPowSpec");
        var id = type.field("chainId", INT, AuxPowSpec::chainId);
        var blocks = type.field("targetBlocks", UINT64, AuxPowSpec::targetBlocks);
        var limit = type.field("powLimit", BITS, AuxPowSpec::powLimit);
        var percent = type.field("maxAdjustmentPercent", INT, AuxPowSpec::maxAdjustmentPercent);
        var halt = type.field("maxBlocksWithoutProof", UINT64, AuxPowSpec::maxBlocksWithoutProof);
        return type.build(f -> new AuxPowSpec(f.get(id), f.get(blocks), f.get(limit), f.get(percent), f.get(halt)));
    }

    private static SszType<PegSpec> peg() {
        var type = new SszContainer<PegSpec>("PegSpec");
        var network = type.field("network", oneOf(BitcoinNetwork.values()), PegSpec::network);
        var start = type.field("startHeight", UINT64, PegSpec::startHeight);
        var inDepth = type.field("pegInConfirmations", INT, PegSpec::pegInConfirmations);
        var inMinimum = type.field("pegInMinimum", Ssz.SATS, PegSpec::pegInMinimum);
        var outDepth = type.field("pegOutConfirmations", INT, PegSpec::pegOutConfirmations);
        var outMinimum = type.field("pegOutMinimum", Ssz.SATS, PegSpec::pegOutMinimum);
        return type.build(f -> new PegSpec(
                f.get(network), f.get(start), f.get(inDepth), f.get(inMinimum), f.get(outDepth), f.get(outMinimum)));
    }

    private static <E extends Enum<E>> SszType<E> oneOf(E[] values) {
        return Ssz.UINT8.map(index -> values[index], Enum::ordinal);
    }
}
