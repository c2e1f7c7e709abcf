package org.alys.bitcoin.regtest.mining;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.CoinbaseHeight;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.WitnessCommitment;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** Makes blocks on top of the active chain. */
public final class BlockMaker {
    private static final int VERSION = 0x2000_0000;
    private static final long MAX_NONCE = 0xffff_ffffL;

    private final ChainState chain;
    private final Mempool mempool;
    private final InstantSource clock;

    public BlockMaker(ChainState chain, Mempool mempool, InstantSource clock) {
        this.chain = chain;
        this.mempool = mempool;
        this.clock = clock;
    }

    /** The next block with what pays best in the mempool. */
    public NextBlock next() {
        BlockEntry tip = chain.active().tip();
        List<MempoolEntry> entries = TransactionSelection.of(mempool);
        Sats fees = entries.stream().map(MempoolEntry::fee).reduce(Sats.ZERO, Sats::plus);
        int height = tip.height() + 1;
        long minTime = tip.medianTime() + 1;
        return new NextBlock(
                tip.hash(),
                height,
                VERSION,
                minTime,
                Math.max(minTime, clock.instant().getEpochSecond()),
                entries,
                RegtestRules.subsidy(height).plus(fees),
                WitnessCommitment.script(
                        entries.stream().map(MempoolEntry::transaction).toList()));
    }

    /** Makes a block of {@link #next()} that pays {@code payoutScript}, and hands it in. */
    public BlockOutcome mine(Bytes payoutScript) {
        NextBlock next = next();
        return chain.accept(block(next.transactions(), next.coinbaseValue(), payoutScript));
    }

    /** A solved block on the tip with exactly these transactions; {@code reward} goes to {@code payoutScript}. */
    public Block block(List<Transaction> transactions, Sats reward, Bytes payoutScript) {
        BlockEntry tip = chain.active().tip();
        List<Transaction> all = new ArrayList<>();
        all.add(coinbase(tip.height() + 1, transactions, reward, payoutScript));
        all.addAll(transactions);
        List<Bytes32> leaves =
                all.stream().map(Transaction::txid).map(Txid::bytes).toList();
        long time = Math.max(tip.medianTime() + 1, clock.instant().getEpochSecond());
        BlockHeader header =
                new BlockHeader(VERSION, tip.hash(), MerkleTree.root(leaves), time, RegtestRules.TARGET, 0);
        return new Block(solve(header), all);
    }

    private static Transaction coinbase(int height, List<Transaction> others, Sats reward, Bytes payoutScript) {
        // the shortest heights alone would be below the least length of a coinbase script
        Bytes script = Bytes.of(new BitcoinWriter(8)
                .writeBytes(CoinbaseHeight.push(height))
                .writeByte(0)
                .toArray());
        TxInput input =
                new TxInput(OutPoint.NULL, script, TxInput.FINAL_SEQUENCE, List.of(Bytes.of(new byte[Bytes32.SIZE])));
        return new Transaction(
                2,
                List.of(input),
                List.of(new TxOutput(reward, payoutScript), new TxOutput(Sats.ZERO, WitnessCommitment.script(others))),
                0);
    }

    /** Passes over blocks that are known already, perhaps as invalid: what is asked for is a new one. */
    private BlockHeader solve(BlockHeader unsolved) {
        for (long nonce = 0; nonce <= MAX_NONCE; nonce++) {
            BlockHeader header = unsolved.withNonce(nonce);
            BlockHash hash = header.hash();
            if (header.bits().isMetBy(hash) && chain.tree().find(hash).isEmpty()) {
                return header;
            }
        }
        throw new IllegalStateException("no nonce solves a block at regtest's difficulty");
    }
}
