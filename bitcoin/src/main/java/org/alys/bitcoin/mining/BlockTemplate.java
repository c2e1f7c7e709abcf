package org.alys.bitcoin.mining;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * What Bitcoin Core answers to {@code getblocktemplate} (BIP 22, BIP 145), as far as building a block needs it.
 *
 * @param height of the block to be mined, 0 or more
 * @param currentTime seconds since 1970, {@code curtime}
 * @param coinbaseValue subsidy and fees
 * @param transactions all but the coinbase, in block order
 * @param witnessCommitment {@code default_witness_commitment}: the whole script of the output that commits to the
 *     witnesses; absent before segwit is active
 */
public record BlockTemplate(
        BlockHash previous,
        int height,
        int version,
        long currentTime,
        CompactTarget bits,
        Sats coinbaseValue,
        List<TemplateTransaction> transactions,
        Optional<Bytes> witnessCommitment) {
    /**
     * A transaction for the block.
     *
     * @param raw its encoding with witness, {@code data}
     */
    public record TemplateTransaction(Txid txid, Bytes raw) {}

    public BlockTemplate {
        if (height < 0 || currentTime < 0 || currentTime > 0xffff_ffffL) {
            throw new IllegalArgumentException("height or time out of range: " + height + ", " + currentTime);
        }
        transactions = List.copyOf(transactions);
    }
}
