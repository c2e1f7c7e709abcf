package org.alys.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.auxpow.AuxPowVerdict;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.mining.BlockTemplate.TemplateTransaction;
import org.alys.bitcoin.mining.MergedMiner;
import org.alys.bitcoin.mining.MergedMiningTree;
import org.alys.bitcoin.mining.MiningOutcome;
import org.alys.bitcoin.mining.SolvedBlock;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.Sha256d;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verification of a merged-mining proof of a full Bitcoin block (12 levels) in a tree of 16 chains (4 levels), beside the
 * hashing that no verifier can save: both in the same run, so that their ratio does not depend on the machine.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AuxPowBenchmark {
    private static final int CHAIN_ID = 1212;
    private static final int COINBASE_LEVELS = 12;
    private static final int CHAIN_LEVELS = 4;
    private static final CompactTarget TARGET = CompactTarget.REGTEST_LIMIT;

    private final AuxHash hash = AuxHash.of(new byte[] {1});
    private final AuxPowVerifier verifier = new AuxPowVerifier(CHAIN_ID);
    private final AuxPow proof = mine();
    private final byte[] encoded = proof.encode();
    private final byte[] coinbase = proof.coinbase().encode();
    private final byte[] header = proof.parent().encode();
    private final byte[] pair = new byte[64];
    private final byte[] node = new byte[32];
    private final Sha256d sha = new Sha256d();

    private AuxPow mine() {
        List<TemplateTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < (1 << COINBASE_LEVELS) - 1; i++) {
            Txid txid = new Txid(Hashes.sha256d(new byte[] {(byte) i, (byte) (i >> 8)}));
            transactions.add(new TemplateTransaction(txid, Bytes.EMPTY));
        }
        BlockTemplate template = new BlockTemplate(
                BlockHash.ZERO,
                900_000,
                0x20000000,
                1_700_000_000L,
                TARGET,
                new Sats(312_500_000),
                transactions,
                Optional.of(Bytes.fromHex("6a24aa21a9ed" + "44".repeat(32))));
        MergedMiningTree tree = MergedMiningTree.of(Map.of(CHAIN_ID, hash), CHAIN_LEVELS);
        MergedMiner miner = new MergedMiner(template, Bytes.fromHex("0014" + "33".repeat(20)), tree, TARGET);
        return switch (miner.mine(1_000_000, () -> false)) {
            case MiningOutcome.Solved(SolvedBlock block, long _) ->
                block.proofFor(CHAIN_ID).orElseThrow();
            case MiningOutcome other -> throw new IllegalStateException("no parent block: " + other);
        };
    }

    /** A benchmark of rejections would look fast. */
    @Setup
    public void requireValidProof() {
        if (proof.coinbaseBranch().height() != COINBASE_LEVELS
                || proof.chainBranch().height() != CHAIN_LEVELS
                || !verify().isAccepted()
                || !decodeAndVerify().isAccepted()) {
            throw new IllegalStateException("the proof to measure with is not the wanted one");
        }
    }

    @Benchmark
    public AuxPowVerdict verify() {
        return verifier.verify(proof, hash, TARGET);
    }

    @Benchmark
    public AuxPowVerdict decodeAndVerify() {
        return verifier.verify(encoded, hash, TARGET);
    }

    /** The double hashes alone: coinbase, every level of both branches, parent header. */
    @Benchmark
    public byte[] hashingFloor() {
        sha.hash(coinbase, 0, coinbase.length, node, 0);
        for (int level = 0; level < COINBASE_LEVELS + CHAIN_LEVELS; level++) {
            sha.hash(pair, 0, pair.length, node, 0);
        }
        sha.hash(header, 0, BlockHeader.SIZE, node, 0);
        return node;
    }
}
