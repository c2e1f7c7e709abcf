package org.alys.chain.spec;

import java.util.List;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * Everything that makes a network, and that all its nodes must agree on (docs/protocol.md, section 1). The genesis block
 * binds it: nodes with different specs have different genesis roots and refuse each other.
 *
 * @param slotSeconds the length of a slot
 * @param federation in order; a member's index is its place
 * @param threshold votes that certify a block, and signatures that spend the federation's bitcoin
 * @param chainId the EVM's chain id (EIP-155)
 * @param fork active from genesis
 * @param genesisTime Unix time in seconds at the start of a slot
 */
public record ChainSpec(
        int slotSeconds,
        List<Member> federation,
        int threshold,
        long chainId,
        Fork fork,
        long genesisTime,
        AuxPowSpec auxPow,
        PegSpec peg) {

    /**
     * Collects priority fees until they are minted again. It is {@code keccak256("Alys fee sink")} , last 20 bytes, so nobody
     * can hold a key for it.
     */
    public static final EvmAddress FEE_SINK = Reserved.address("Alys fee sink");

    /** The Bridge burns here. */
    public static final EvmAddress BURN_ADDRESS = EvmAddress.fromHex("0x000000000000000000000000000000000000dEaD");

    public ChainSpec {
        federation = List.copyOf(federation);
    }

    /** Every rule that is broken; empty when the spec may be used. */
    public List<SpecProblem> problems() {
        return SpecRules.problems(this);
    }

    /** What is allowed but should be known, in sentences. */
    public List<String> warnings() {
        return SpecRules.warnings(this);
    }

    /** Binds every parameter: {@code hash_tree_root} of the spec. */
    public Bytes32 root() {
        return SpecEncoding.TYPE.root(this);
    }

    /** Slots of this network. */
    public SlotTime slotTime() {
        return new SlotTime(slotSeconds);
    }

    public int members() {
        return federation.size();
    }

    /** The only member that may propose a block in {@code slot}. */
    public int proposer(long slot) {
        return (int) Math.floorMod(slot, (long) members());
    }
}
