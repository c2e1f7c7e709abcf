package org.alys.chain.block;

import java.util.Comparator;
import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * One deposit that a block mints, with its proof: one output of a Bitcoin transaction that pays the federation.
 *
 * @param bitcoinHeight height of the Bitcoin block, 0 to 2^32 - 1
 * @param transactionIndex place of the transaction in that block, 0 to 2^32 - 1
 * @param outputIndex 0 to 2^32 - 1
 * @param transaction the transaction in Bitcoin's encoding <b>without witness</b>: the form that its id is the hash of, so
 *     that a deposit has one proof
 * @param merkleBranch siblings from the transaction id up to the block's Merkle root, lowest first, in hash-output order
 */
public record PegIn(
        BlockHash bitcoinBlock,
        long bitcoinHeight,
        long transactionIndex,
        long outputIndex,
        Bytes transaction,
        List<Bytes32> merkleBranch,
        Sats amount,
        EvmAddress recipient) {
    /** The largest standard transaction, in bytes. */
    public static final int MAX_TRANSACTION_BYTES = 400_000;

    /** A block of 4 million weight has room for far less than 2^32 transactions. */
    public static final int MAX_BRANCH = 32;

    /** Bitcoin's order: by height, by transaction, by output. Blocks list and mint deposits in it. */
    public static final Comparator<PegIn> BITCOIN_ORDER = Comparator.comparingLong(PegIn::bitcoinHeight)
            .thenComparingLong(PegIn::transactionIndex)
            .thenComparingLong(PegIn::outputIndex);

    static final SszType<PegIn> SCHEMA = schema();

    public PegIn {
        merkleBranch = List.copyOf(merkleBranch);
    }

    /** The hash of {@link #transaction}. */
    public Txid txid() {
        return new Txid(Hashes.sha256d(transaction.toArray()));
    }

    /** The identity of the deposit: minted at most once, ever. */
    public OutPoint outPoint() {
        return new OutPoint(txid(), outputIndex);
    }

    private static SszType<PegIn> schema() {
        var pegIn = new SszContainer<PegIn>("PegIn");
        var block = pegIn.field("bitcoinBlock", Ssz.BYTES32.map(BlockHash::new, BlockHash::bytes), PegIn::bitcoinBlock);
        var height = pegIn.field("bitcoinHeight", Ssz.UINT32, PegIn::bitcoinHeight);
        var index = pegIn.field("transactionIndex", Ssz.UINT32, PegIn::transactionIndex);
        var output = pegIn.field("outputIndex", Ssz.UINT32, PegIn::outputIndex);
        var transaction = pegIn.field("transaction", Ssz.byteList(MAX_TRANSACTION_BYTES), PegIn::transaction);
        var branch = pegIn.field("merkleBranch", Ssz.list(Ssz.BYTES32, MAX_BRANCH), PegIn::merkleBranch);
        var amount = pegIn.field("amount", Ssz.SATS, PegIn::amount);
        var recipient = pegIn.field("recipient", Ssz.EVM_ADDRESS, PegIn::recipient);
        return pegIn.build(f -> new PegIn(
                f.get(block),
                f.get(height),
                f.get(index),
                f.get(output),
                f.get(transaction),
                f.get(branch),
                f.get(amount),
                f.get(recipient)));
    }
}
