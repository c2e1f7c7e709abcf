package org.alys.chain.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.vote.MemberSet;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/** The rules for chain specs (docs/protocol.md, parameters). */
final class SpecRules {
    /** Outputs below this are not relayed on Bitcoin, whatever their script. */
    private static final long DUST_SATS = 546;

    /** Bits of the parent header's version that miners roll (BIP 320) would look like these chain ids. */
    private static final int VERSION_ROLLING_FROM = 0x2000;

    private static final int VERSION_ROLLING_TO = 0x3fff;

    private final ChainSpec spec;
    private final List<SpecProblem> problems = new ArrayList<>();

    SpecRules(ChainSpec spec) {
        this.spec = spec;
    }

    List<SpecProblem> problems() {
        checkSlots();
        checkFederation();
        checkChainIds();
        checkAuxPow();
        checkPegs();
        return List.copyOf(problems);
    }

    List<SpecProblem> warnings() {
        int members = spec.federation().size();
        return 3 * spec.threshold() > 2 * members
                ? List.of()
                : List.of(
                        new SpecProblem(
                                "threshold",
                                spec.threshold() + " of " + members
                                        + " tolerates members that crash but not members that lie; that takes more than two thirds"));
    }

    private void require(boolean holds, String key, String rule) {
        if (!holds) {
            problems.add(new SpecProblem(key, rule));
        }
    }

    private void requireRange(long value, long from, long to, String key) {
        require(from <= value && value <= to, key, "must be from " + from + " to " + to + ", is " + value);
    }

    private void checkSlots() {
        int seconds = spec.slotDurationSeconds();
        requireRange(seconds, 1, 10, "slotDuration");
        long genesis = spec.genesisTimeSeconds();
        requireRange(genesis, 1, 0xffff_ffffL, "genesisTime");
        require(
                seconds < 1 || genesis % seconds == 0,
                "genesisTime",
                "must be a multiple of slotDuration so that genesis starts a slot, is " + genesis);
    }

    private void checkFederation() {
        int members = spec.federation().size();
        require(
                1 <= members && members <= MemberSet.MAX_MEMBERS,
                "federation",
                "must have 1 to " + MemberSet.MAX_MEMBERS + " members, has " + members);
        require(
                2 * spec.threshold() > members && spec.threshold() <= members,
                "threshold",
                "must be more than half of the " + members + " members and at most all, is " + spec.threshold());
        for (int i = 0; i < members; i++) {
            checkMember("federation[" + i + "].", spec.federation().get(i));
        }
        requireDistinct("blsPublicKey", FederationMember::blsPublicKey);
        requireDistinct("bitcoinPublicKey", SpecRules::xOnly);
        requireDistinct("peerId", FederationMember::peerId);
    }

    private void checkMember(String key, FederationMember member) {
        Optional<BlsPublicKey> bls = BlsPublicKey.parse(member.blsPublicKey());
        require(bls.isPresent(), key + "blsPublicKey", "must be a point of the subgroup of G1 other than infinity");
        require(
                bls.isEmpty() || Bls.verifyPossession(bls.get(), member.proofOfPossession()),
                key + "proofOfPossession",
                "must be the BLS key's signature of itself");
        require(
                Secp256k1.isCompressedPoint(member.bitcoinPublicKey()),
                key + "bitcoinPublicKey",
                "must be a compressed point of secp256k1");
        EvmAddress address = member.feeAddress();
        require(
                !address.isZero() && !address.equals(PayloadRules.FEE_SINK) && !address.equals(PayloadRules.BRIDGE),
                key + "feeAddress",
                "must not be zero, the fee sink or the bridge, is " + address);
        require(
                member.peerId().stream()
                        .noneMatch(id -> id.isBlank() || id.length() > FederationMember.MAX_PEER_ID_BYTES),
                key + "peerId",
                "must not be blank or longer than " + FederationMember.MAX_PEER_ID_BYTES + " characters");
    }

    /** Taproot signs with x coordinates: two keys that differ in parity only are one signer. */
    private static Bytes xOnly(FederationMember member) {
        Bytes key = member.bitcoinPublicKey();
        return Bytes.fromHex(key.toHex().substring(2));
    }

    private void requireDistinct(String key, Function<FederationMember, Object> value) {
        Map<Object, Integer> seen = new HashMap<>();
        for (int i = 0; i < spec.federation().size(); i++) {
            Object own = value.apply(spec.federation().get(i));
            Integer other = own.equals(Optional.empty()) ? null : seen.putIfAbsent(own, i);
            require(
                    other == null,
                    "federation[" + i + "]." + key,
                    "must differ from that of federation[" + other + "]");
        }
    }

    private void checkChainIds() {
        require(spec.chainId() >= 1, "chainId", "must be from 1 to 2^63 - 1, is " + spec.chainId());
        int id = spec.auxPowChainId();
        requireRange(id, 2, 0xffff, "auxPowChainId");
        require(
                id < VERSION_ROLLING_FROM || id > VERSION_ROLLING_TO,
                "auxPowChainId",
                "must not be from 0x2000 to 0x3fff, which real parent blocks carry in their version, is " + id);
        requireRange(spec.bitcoinStartHeight(), 0, 0xffff_ffffL, "bitcoinStartHeight");
    }

    private void checkAuxPow() {
        requireRange(spec.maxBlocksWithoutAuxPow(), 1, ChainSpec.MAX_BLOCKS_WITHOUT_AUXPOW, "maxBlocksWithoutAuxPow");
        AuxPowParameters auxPow = spec.auxPow();
        requireRange(auxPow.targetBlocks(), 1, 0xffff, "auxPow.targetBlocks");
        require(
                auxPow.targetBlocks() <= spec.maxBlocksWithoutAuxPow(),
                "auxPow.targetBlocks",
                "must not exceed maxBlocksWithoutAuxPow, or production halts before the wanted time");
        requireRange(auxPow.maxAdjustmentPercent(), 1, 99, "auxPow.maxAdjustmentPercent");
        CompactTarget limit = auxPow.powLimit();
        require(
                limit.isUsable() && CompactTarget.ofTarget(limit.target()).equals(limit),
                "auxPow.powLimit",
                "must be a positive target below 2^256 in its shortest form, is " + limit);
    }

    private void checkPegs() {
        requireRange(spec.pegIn().confirmations(), 1, 0xffff, "pegIn.confirmations");
        requireRange(spec.pegOut().confirmations(), 1, 0xffff, "pegOut.confirmations");
        require(
                spec.pegIn().minimum().value() >= 1,
                "pegIn.minimumSats",
                "must be at least 1, is " + spec.pegIn().minimum().value());
        require(
                spec.pegOut().minimum().value() >= DUST_SATS,
                "pegOut.minimumSats",
                "must be at least Bitcoin's dust limit of " + DUST_SATS + ", is "
                        + spec.pegOut().minimum().value());
    }
}
