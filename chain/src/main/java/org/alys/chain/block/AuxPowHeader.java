package org.alys.chain.block;

import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * Work of a Bitcoin miner that makes a range of blocks Bitcoin-final. Holding one says nothing about its validity.
 *
 * @param rangeStart root of the first block of the range
 * @param rangeEnd root of the last block of the range
 * @param bits the target that the work met
 * @param feeRecipient where the miner's share of the fees goes; the work binds it
 * @param auxPow the proof in Namecoin's wire form
 */
public record AuxPowHeader(
        Bytes32 rangeStart, Bytes32 rangeEnd, CompactTarget bits, EvmAddress feeRecipient, Bytes auxPow) {
    /** A uint32. */
    public static final SszType<CompactTarget> BITS =
            Ssz.UINT32.map(bits -> new CompactTarget(bits.intValue()), target -> Integer.toUnsignedLong(target.bits()));

    /** Container of rangeStart, rangeEnd, bits, feeRecipient, auxPow. */
    public static final SszType<AuxPowHeader> SCHEMA = schema();

    private static SszType<AuxPowHeader> schema() {
        var header = new SszContainer<AuxPowHeader>("AuxPowHeader");
        var rangeStart = header.field("rangeStart", Ssz.BYTES32, AuxPowHeader::rangeStart);
        var rangeEnd = header.field("rangeEnd", Ssz.BYTES32, AuxPowHeader::rangeEnd);
        var bits = header.field("bits", BITS, AuxPowHeader::bits);
        var feeRecipient = header.field("feeRecipient", Ssz.EVM_ADDRESS, AuxPowHeader::feeRecipient);
        var auxPow = header.field("auxPow", Ssz.byteList(AuxPow.MAX_SIZE), AuxPowHeader::auxPow);
        return header.build(f ->
                new AuxPowHeader(f.get(rangeStart), f.get(rangeEnd), f.get(bits), f.get(feeRecipient), f.get(auxPow)));
    }
}
