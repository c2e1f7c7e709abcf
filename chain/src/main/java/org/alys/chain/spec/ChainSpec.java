package org.alys.chain.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.chain.bls.BlsPublicKey;
import org.alys.chain.signing.Federation;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;

/**
 * Everything that all nodes of one network must agree on (docs/protocol.md, parameters). A value of this type may still break
 * rules: {@link #problems} lists them.
 *
 * @param slotDurationSeconds 1 to 10
 * @param federation 1 to 15 members, whose order decides who proposes and how fees are paid
 * @param threshold votes that certify a block and signatures that spend on Bitcoin
 * @param chainId EVM chain id
 * @param auxPowChainId merged-mining id, 16 bits
 * @param maxBlocksWithoutAuxPow blocks that may follow the last Bitcoin-final one before production halts
 * @param bitcoinStartHeight the first Bitcoin block that may hold deposits
 * @param fork execution fork from genesis on
 * @param genesisTimeSeconds Unix time of the genesis block
 */
public record ChainSpec(
        int slotDurationSeconds,
        List<FederationMember> federation,
        int threshold,
        long chainId,
        int auxPowChainId,
        int maxBlocksWithoutAuxPow,
        AuxPowParameters auxPow,
        PegParameters pegIn,
        PegParameters pegOut,
        BitcoinNetwork bitcoinNetwork,
        long bitcoinStartHeight,
        Fork fork,
        long genesisTimeSeconds) {
    /** What {@link #maxBlocksWithoutAuxPow} is at most, so that a range of blocks has a bounded encoding. */
    public static final int MAX_BLOCKS_WITHOUT_AUXPOW = 1_000_000;

    public ChainSpec {
        federation = List.copyOf(federation);
    }

    /** The same chain of another federation. */
    public ChainSpec withFederation(List<FederationMember> members, int votes) {
        return new ChainSpec(
                slotDurationSeconds,
                members,
                votes,
                chainId,
                auxPowChainId,
                maxBlocksWithoutAuxPow,
                auxPow,
                pegIn,
                pegOut,
                bitcoinNetwork,
                bitcoinStartHeight,
                fork,
                genesisTimeSeconds);
    }

    /** Every rule that this spec breaks; a chain runs only from a spec with none. */
    public List<SpecProblem> problems() {
        return new SpecRules(this).problems();
    }

    /** What an operator should know and may accept. */
    public List<SpecProblem> warnings() {
        return new SpecRules(this).warnings();
    }

    /** The root over all values, {@code hash_tree_root}; genesis binds it. Throws when a value is out of range of its type. */
    public Bytes32 specRoot() {
        return SpecSchema.SCHEMA.root(this);
    }

    /**
     * The members' consensus keys, for a spec without problems.
     *
     * @throws IllegalStateException when a key is invalid
     */
    public Federation federationKeys() {
        return new Federation(
                federation.stream()
                        .map(member -> BlsPublicKey.parse(member.blsPublicKey())
                                .orElseThrow(() -> new IllegalStateException("invalid spec: "
                                        + problems().stream()
                                                .map(SpecProblem::toString)
                                                .collect(Collectors.joining("; ")))))
                        .toList(),
                threshold);
    }

    /** The index of the member whose turn {@code slot} is. */
    public int proposerOf(long slot) {
        return (int) Long.remainderUnsigned(slot, federation.size());
    }

    public SlotTime slots() {
        return new SlotTime(slotDurationSeconds);
    }
}
