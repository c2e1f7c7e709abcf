package org.alys.chain.rules;

import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Wei;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * How far miners have made the chain final, as a block's ancestors and the block itself say.
 *
 * @param root of the last Bitcoin-final block
 * @param height of that block
 * @param feesPaid fees that users had paid up to and including that block
 * @param bits of the last proof
 * @param rangeLength blocks that the last proof made final
 * @param carry fees that the last proof did not pay out because they did not divide
 */
public record BitcoinFinality(
        Bytes32 root, long height, Wei feesPaid, CompactTarget bits, long rangeLength, Wei carry) {
    static final SszType<BitcoinFinality> SCHEMA = schema();

    private static SszType<BitcoinFinality> schema() {
        var finality = new SszContainer<BitcoinFinality>("BitcoinFinality");
        var root = finality.field("root", Ssz.BYTES32, BitcoinFinality::root);
        var height = finality.field("height", Ssz.UINT64, BitcoinFinality::height);
        var feesPaid = finality.field("feesPaid", Ssz.WEI, BitcoinFinality::feesPaid);
        var bits = finality.field("bits", AuxPowHeader.BITS, BitcoinFinality::bits);
        var rangeLength = finality.field("rangeLength", Ssz.UINT64, BitcoinFinality::rangeLength);
        var carry = finality.field("carry", Ssz.WEI, BitcoinFinality::carry);
        return finality.build(f -> new BitcoinFinality(
                f.get(root), f.get(height), f.get(feesPaid), f.get(bits), f.get(rangeLength), f.get(carry)));
    }
}
