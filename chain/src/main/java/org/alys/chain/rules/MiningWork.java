package org.alys.chain.rules;

import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.finality.AuxPowCommitment;
import org.alys.chain.finality.RequiredBits;
import org.alys.chain.spec.AuxPowParameters;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/**
 * What a miner works on to make {@code range} final. It stays valid on every descendant of the range until another proof makes
 * part of the range final.
 */
public record MiningWork(FinalRange range, AuxPowCommitment commitment) {
    static MiningWork of(
            AuxPowParameters parameters,
            Bytes32 genesisRoot,
            FinalRange range,
            BitcoinFinality last,
            EvmAddress miner) {
        CompactTarget bits = RequiredBits.next(parameters, last.bits(), last.rangeLength(), range.length());
        return new MiningWork(range, new AuxPowCommitment(genesisRoot, range.roots(), bits, miner));
    }

    public CompactTarget bits() {
        return commitment.bits();
    }

    /** The hash that goes into the parent block's coinbase. */
    public AuxHash hash() {
        return new AuxHash(commitment.hash());
    }

    /** The header that carries a proof of this work. */
    public AuxPowHeader header(Bytes auxPow) {
        return new AuxPowHeader(range.start(), range.end().root(), bits(), commitment.feeRecipient(), auxPow);
    }
}
