package org.alys.bitcoin.regtest.consensus;

import java.util.List;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** The numbers of the regression-test network (Bitcoin Core, {@code CRegTestParams}). There is no other network here. */
public final class RegtestRules {
    /** Every block has this target: difficulty never changes. */
    public static final CompactTarget TARGET = CompactTarget.REGTEST_LIMIT;

    /** Confirmations after which a coinbase output can be spent, the spending block included. */
    public static final int COINBASE_MATURITY = 100;

    public static final int HALVING_INTERVAL = 150;
    public static final int MAX_BLOCK_WEIGHT = 4_000_000;
    public static final int MAX_BLOCK_SIGOPS_COST = 80_000;
    public static final int WITNESS_SCALE = 4;

    /** How far a block's time may be ahead of the clock, in seconds. */
    public static final int MAX_FUTURE_SECONDS = 7_200;

    /** Lock times below are heights, others are seconds since 1970. */
    public static final long LOCK_TIME_THRESHOLD = 500_000_000L;

    private static final long INITIAL_SUBSIDY = 50 * Sats.PER_BTC;
    private static final int MAX_HALVINGS = 64;
    private static final Block GENESIS = buildGenesis();

    private RegtestRules() {}

    /** What the miner of the block at {@code height} may create. */
    public static Sats subsidy(int height) {
        int halvings = height / HALVING_INTERVAL;
        return halvings >= MAX_HALVINGS ? Sats.ZERO : new Sats(INITIAL_SUBSIDY >> halvings);
    }

    /** The first block. Its coinbase cannot be spent. */
    public static Block genesis() {
        return GENESIS;
    }

    private static Block buildGenesis() {
        Bytes script =
                Bytes.fromHex("04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f7220"
                        + "6f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73");
        Bytes key =
                Bytes.fromHex("4104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f3"
                        + "5504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac");
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxInput(OutPoint.NULL, script, TxInput.FINAL_SEQUENCE, List.of())),
                List.of(new TxOutput(new Sats(INITIAL_SUBSIDY), key)),
                0);
        Bytes32 root = coinbase.txid().bytes();
        return new Block(new BlockHeader(1, BlockHash.ZERO, root, 1_296_688_602L, TARGET, 2), List.of(coinbase));
    }
}
