package org.alys.bitcoin.auxpow;

import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;

/** Builds and mines a proof whose parts can be set one by one; what is not set is as an honest miner would have it. */
final class ProofBuilder {
    static final int CHAIN_ID = 1212;
    static final CompactTarget TARGET = CompactTarget.REGTEST_LIMIT;
    static final AuxHash HASH = AuxHash.of(new byte[] {1, 2, 3});

    private final List<TxOutput> outputs = new ArrayList<>();
    private Bytes inputScript = Bytes.fromHex("03a1b2c3");
    private List<TxInput> inputs = List.of();
    private List<Bytes> witness = List.of();
    private int coinbaseLevels = 3;
    private int coinbaseMask;
    private int chainLevels = 2;
    private int chainMask;
    private int tagNonce = 7;
    private int tagSize;
    private int parentVersion = 0x20000000;
    private Bytes32 parentHash = Bytes32.ZERO;

    ProofBuilder() {
        chainLevels(2);
        output("76a914" + "11".repeat(20) + "88ac");
    }

    /** A tree of auxiliary chains of so many levels, with our hash in our slot and the tag to match. */
    ProofBuilder chainLevels(int levels) {
        chainLevels = levels;
        chainMask = ChainSlot.indexOf(tagNonce, CHAIN_ID, Math.min(levels, ChainSlot.MAX_HEIGHT));
        tagSize = 1 << levels;
        return this;
    }

    ProofBuilder coinbaseLevels(int levels) {
        coinbaseLevels = levels;
        return this;
    }

    ProofBuilder coinbaseMask(int mask) {
        coinbaseMask = mask;
        return this;
    }

    ProofBuilder chainMask(int mask) {
        chainMask = mask;
        return this;
    }

    ProofBuilder tagSize(int size) {
        tagSize = size;
        return this;
    }

    ProofBuilder parentVersion(int version) {
        parentVersion = version;
        return this;
    }

    ProofBuilder parentHash(Bytes32 field) {
        parentHash = field;
        return this;
    }

    ProofBuilder inputScript(String hex) {
        inputScript = Bytes.fromHex(hex);
        return this;
    }

    ProofBuilder inputs(TxInput... instead) {
        inputs = List.of(instead);
        return this;
    }

    ProofBuilder witness(Bytes... stack) {
        witness = List.of(stack);
        return this;
    }

    ProofBuilder output(String scriptHex) {
        outputs.add(new TxOutput(Sats.ZERO, Bytes.fromHex(scriptHex)));
        return this;
    }

    ProofBuilder noOutputs() {
        outputs.clear();
        return this;
    }

    ProofBuilder tagInInput() {
        return inputScript("03a1b2c32c" + tagHex() + "0011");
    }

    /** The 44 bytes that go with the present chain tree. */
    String tagHex() {
        Bytes32 root = chainBranch().fold(HASH.bytes()).reversed();
        return new MergedMiningTag(root, tagSize, tagNonce).encode().toHex();
    }

    MerkleBranch chainBranch() {
        return new MerkleBranch(siblings(chainLevels, 100), chainMask);
    }

    AuxPow build() {
        List<TxInput> spent = inputs.isEmpty()
                ? List.of(new TxInput(OutPoint.NULL, inputScript, TxInput.FINAL_SEQUENCE, witness))
                : inputs;
        Transaction coinbase = new Transaction(1, spent, outputs, 0);
        MerkleBranch coinbaseBranch = new MerkleBranch(siblings(coinbaseLevels, 0), coinbaseMask);
        Bytes32 merkleRoot = coinbaseBranch.fold(coinbase.txid().bytes());
        BlockHeader header = new BlockHeader(parentVersion, BlockHash.ZERO, merkleRoot, 1_700_000_000L, TARGET, 0);
        while (!TARGET.isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new AuxPow(ParentCoinbase.of(coinbase), parentHash, coinbaseBranch, chainBranch(), header);
    }

    private static List<Bytes32> siblings(int count, int seed) {
        List<Bytes32> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(Hashes.sha256d(new byte[] {(byte) seed, (byte) i}));
        }
        return nodes;
    }
}
