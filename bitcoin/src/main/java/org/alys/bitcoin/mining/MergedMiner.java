package org.alys.bitcoin.mining;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.auxpow.ParentCoinbase;
import org.alys.bitcoin.auxpow.TagPlace;
import org.alys.bitcoin.mining.BlockTemplate.TemplateTransaction;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.Sha256d;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Searches for parent blocks of one template on the calling thread. Each call of {@link #mine} goes on where the last one
 * ended, so a block that meets only one of the two targets need not end the work. Not safe for use by several threads;
 * several miners share a template by starting at different extra nonces.
 */
public final class MergedMiner {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NONCE_OFFSET = 76;

    /** Few enough to notice a cancellation at once, enough to make a new coinbase cheap in comparison. */
    static final int NONCES_PER_COINBASE = 1 << 16;

    /** Coinbases per second of time, and how far time may run ahead; Bitcoin allows two hours. */
    private static final int COINBASES_PER_SECOND = 16;

    private static final int MAX_SECONDS_AHEAD = 600;

    private final BlockTemplate template;
    private final MergedMiningTree tree;
    private final MergedMiningTag tag;
    private final CompactTarget auxTarget;
    private final CoinbaseBuilder coinbases;
    private final MerkleBranch coinbaseBranch;
    private final long firstExtraNonce;
    private final boolean taggable;
    private final Sha256d sha = new Sha256d();
    private final byte[] hash = new byte[Bytes32.SIZE];

    private long extraNonce;
    private Transaction coinbase;
    private BlockHeader header;
    private byte[] headerBytes;
    private int nonce;

    /**
     * A miner for {@code template} that pays itself through {@code payoutScript} and works for the chains of {@code tree}.
     *
     * @param auxTarget what the auxiliary chain wants; the parent's target is that of the template
     * @param firstExtraNonce where to start; any number
     */
    public MergedMiner(
            BlockTemplate template,
            Bytes payoutScript,
            MergedMiningTree tree,
            TagPlace place,
            CompactTarget auxTarget,
            long firstExtraNonce) {
        this.template = template;
        this.tree = tree;
        this.tag = tree.tag();
        this.auxTarget = auxTarget;
        this.coinbases = new CoinbaseBuilder(template, payoutScript).withTag(tag, place);
        this.coinbaseBranch = MerkleTree.branch(leaves(template), 0);
        this.firstExtraNonce = firstExtraNonce;
        this.extraNonce = firstExtraNonce;
        this.coinbase = coinbases.build(extraNonce);
        this.header = header();
        this.headerBytes = header.encode();
        this.nonce = hasOneTag(coinbase) ? 0 : NONCES_PER_COINBASE;
        this.taggable = hasOneTag(coinbase) || hasOneTag(coinbases.build(extraNonce + 1));
    }

    /** As above, with the tag in the input script, as most pools do, and from extra nonce 0 on. */
    public MergedMiner(BlockTemplate template, Bytes payoutScript, MergedMiningTree tree, CompactTarget auxTarget) {
        this(template, payoutScript, tree, TagPlace.INPUT_SCRIPT, auxTarget, 0);
    }

    /** The branch of the first leaf does not depend on that leaf. */
    private static List<Bytes32> leaves(BlockTemplate template) {
        List<Bytes32> leaves = new ArrayList<>();
        leaves.add(Bytes32.ZERO);
        for (TemplateTransaction transaction : template.transactions()) {
            leaves.add(transaction.txid().bytes());
        }
        return leaves;
    }

    /**
     * Searches until a hash meets the parent's or the auxiliary target.
     *
     * @param maxHashes how many to try at most
     * @param cancelled asked every 65 536 hashes and before the first
     */
    public MiningOutcome mine(long maxHashes, BooleanSupplier cancelled) {
        if (!taggable) {
            return new MiningOutcome.AmbiguousTag();
        }
        for (long tried = 0; tried < maxHashes; tried++) {
            if (nonce == NONCES_PER_COINBASE) {
                nextCoinbase();
            }
            if ((tried & (NONCES_PER_COINBASE - 1)) == 0 && cancelled.getAsBoolean()) {
                return new MiningOutcome.Cancelled(tried);
            }
            INT.set(headerBytes, NONCE_OFFSET, nonce++);
            sha.hash(headerBytes, 0, BlockHeader.SIZE, hash, 0);
            boolean meetsParent = template.bits().isMetBy(hash);
            boolean meetsAux = auxTarget.isMetBy(hash);
            if (meetsParent || meetsAux) {
                return new MiningOutcome.Solved(solved(meetsParent, meetsAux), tried + 1);
            }
        }
        return new MiningOutcome.Exhausted(maxHashes);
    }

    private SolvedBlock solved(boolean meetsParent, boolean meetsAux) {
        return new SolvedBlock(
                header.withNonce(nonce - 1L),
                coinbase,
                template.transactions(),
                coinbaseBranch,
                tree,
                meetsParent,
                meetsAux);
    }

    /** An extra nonce that spells the magic would make a second tag: such coinbases are passed over. */
    private void nextCoinbase() {
        do {
            extraNonce++;
            coinbase = coinbases.build(extraNonce);
        } while (!hasOneTag(coinbase));
        header = header();
        headerBytes = header.encode();
        nonce = 0;
    }

    private boolean hasOneTag(Transaction candidate) {
        return ParentCoinbase.of(candidate).tag().filter(tag::equals).isPresent();
    }

    private BlockHeader header() {
        long secondsAhead = Math.min((extraNonce - firstExtraNonce) / COINBASES_PER_SECOND, MAX_SECONDS_AHEAD);
        return new BlockHeader(
                template.version(),
                template.previous(),
                coinbaseBranch.fold(coinbase.txid().bytes()),
                template.currentTime() + secondsAhead,
                template.bits(),
                0);
    }
}
