package org.alys.chain.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.bls.Bls;
import org.alys.chain.vote.MemberSet;

/** The rules of a chain spec. All that is broken is reported at once. */
final class SpecRules {
    /** Bits that real Bitcoin parents roll in their version (BIP 320), seen in the upper half where a chain id stands. */
    private static final int ROLLED_FROM = 0x2000;

    private static final int ROLLED_TO = 0x3fff;
    private static final int COMPRESSED_KEY_SIZE = 33;

    private final ChainSpec spec;
    private final List<SpecProblem> problems = new ArrayList<>();

    private SpecRules(ChainSpec spec) {
        this.spec = spec;
    }

    static List<SpecProblem> problems(ChainSpec spec) {
        SpecRules rules = new SpecRules(spec);
        rules.timing();
        rules.federation();
        rules.auxPow();
        rules.peg();
        return List.copyOf(rules.problems);
    }

    static List<String> warnings(ChainSpec spec) {
        return 3 * spec.threshold() <= 2 * spec.members()
                ? List.of("threshold " + spec.threshold() + " of " + spec.members()
                        + " tolerates stopped members but no lying one: that needs more than two thirds")
                : List.of();
    }

    private void timing() {
        require(
                spec.slotSeconds() >= 1 && spec.slotSeconds() <= 10,
                "slotDuration",
                "must be 1 to 10 whole seconds, is " + spec.slotSeconds());
        require(spec.chainId() >= 1, "chainId", "must be at least 1, is " + spec.chainId());
        require(
                spec.genesisTime() > 0 && spec.slotSeconds() > 0 && spec.genesisTime() % spec.slotSeconds() == 0,
                "genesisTime",
                "must be a positive number of seconds at the start of a slot, is " + spec.genesisTime());
    }

    private void federation() {
        int members = spec.members();
        require(
                members >= 1 && members <= MemberSet.MAX_MEMBERS,
                "federation",
                "must have 1 to " + MemberSet.MAX_MEMBERS + " members, has " + members);
        require(
                2 * spec.threshold() > members && spec.threshold() <= members,
                "threshold",
                "must be more than half of " + members + " members and at most all, is " + spec.threshold());
        Set<Object> keys = new HashSet<>();
        for (int i = 0; i < members; i++) {
            Member member = spec.federation().get(i);
            String key = "federation[" + i + "]";
            require(keys.add(member.blsKey()), key + ".blsKey", "must not repeat another member's");
            require(keys.add(member.bitcoinKey()), key + ".bitcoinKey", "must not repeat another member's");
            require(
                    Bls.verifyPossession(member.blsKey(), member.possession()),
                    key + ".possession",
                    "must be the proof of possession of blsKey (alys keys show prints it)");
            require(
                    member.bitcoinKey().size() == COMPRESSED_KEY_SIZE
                            && (member.bitcoinKey().get(0) == 2
                                    || member.bitcoinKey().get(0) == 3),
                    key + ".bitcoinKey",
                    "must be a compressed secp256k1 key of 33 bytes");
            require(!member.feeAddress().isZero(), key + ".feeAddress", "must not be the zero address");
        }
    }

    private void auxPow() {
        AuxPowSpec auxPow = spec.auxPow();
        int id = auxPow.chainId();
        require(id > 1 && id <= 0xffff, "auxPowChainId", "must be 2 to 65535, is " + id);
        require(
                id < ROLLED_FROM || id > ROLLED_TO,
                "auxPowChainId",
                "must not be in 0x2000..0x3fff, where Bitcoin miners roll their version, is 0x"
                        + Integer.toHexString(id));
        require(
                auxPow.targetBlocks() >= 1 && auxPow.targetBlocks() <= 1_000_000,
                "auxPow.targetBlocks",
                "must be 1 to 1000000, is " + auxPow.targetBlocks());
        require(
                auxPow.maxAdjustmentPercent() >= 1 && auxPow.maxAdjustmentPercent() <= 99,
                "auxPow.maxAdjustmentPercent",
                "must be 1 to 99, is " + auxPow.maxAdjustmentPercent());
        require(
                auxPow.powLimit().isUsable()
                        && CompactTarget.ofTarget(auxPow.powLimit().target()).equals(auxPow.powLimit()),
                "auxPow.powLimit",
                "must be a positive target in Bitcoin's compact form, is " + auxPow.powLimit());
        require(
                auxPow.maxBlocksWithoutProof() >= auxPow.targetBlocks(),
                "maxBlocksWithoutAuxPow",
                "must be at least auxPow.targetBlocks, or no wanted range could ever be mined, is "
                        + auxPow.maxBlocksWithoutProof());
    }

    private void peg() {
        PegSpec peg = spec.peg();
        confirmations("pegIn.confirmations", peg.pegInConfirmations());
        confirmations("pegOut.confirmations", peg.pegOutConfirmations());
        require(peg.pegInMinimum().value() >= 1, "pegIn.minimumSats", "must be at least 1");
        require(
                peg.pegOutMinimum().value() >= 1_000,
                "pegOut.minimumSats",
                "must be at least 1000, or a payment could not pay its own fee");
        require(peg.startHeight() >= 0, "bitcoinStartHeight", "must not be negative, is " + peg.startHeight());
    }

    private void confirmations(String key, int value) {
        require(value >= 1 && value <= 144, key, "must be 1 to 144, is " + value);
    }

    private void require(boolean holds, String key, String rule) {
        if (!holds) {
            problems.add(new SpecProblem(key, rule));
        }
    }
}
