package org.alys.bitcoin.mining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.ChainSlot;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.primitives.Bytes32;

/** The tree of auxiliary chains that one parent block works for. Each chain has one leaf, unused leaves are zero. */
public final class MergedMiningTree {
    /** Merged-mining ids have 16 bits, so no tree has to be higher to tell all of them apart. */
    private static final int MAX_HEIGHT = 16;

    private static final int NONCE = 0;

    private final Map<Integer, AuxHash> hashes;
    private final int height;
    private final List<Bytes32> leaves;

    private MergedMiningTree(Map<Integer, AuxHash> hashes, int height) {
        this.hashes = Map.copyOf(hashes);
        this.height = height;
        this.leaves = new ArrayList<>(Collections.nCopies(1 << height, Bytes32.ZERO));
        hashes.forEach((chainId, hash) -> leaves.set(ChainSlot.indexOf(NONCE, chainId, height), hash.bytes()));
    }

    /** The tree of one leaf: the usual case. */
    public static MergedMiningTree single(int chainId, AuxHash hash) {
        return of(Map.of(chainId, hash));
    }

    /** The lowest tree in which the given chains, by their merged-mining ids, have leaves of their own. */
    public static MergedMiningTree of(Map<Integer, AuxHash> hashes) {
        return of(hashes, 0);
    }

    /**
     * As {@link #of(Map)}, but at least {@code minHeight} levels high.
     *
     * @throws IllegalArgumentException without chains, for ids outside 0 to 65535, for more than 16 levels
     */
    public static MergedMiningTree of(Map<Integer, AuxHash> hashes, int minHeight) {
        if (hashes.isEmpty() || hashes.keySet().stream().anyMatch(id -> id < 0 || id > 0xffff)) {
            throw new IllegalArgumentException("chains need ids from 0 to 65535: " + new TreeMap<>(hashes).keySet());
        }
        for (int height = minHeight; height <= MAX_HEIGHT; height++) {
            if (slots(hashes.keySet(), height).size() == hashes.size()) {
                return new MergedMiningTree(hashes, height);
            }
        }
        throw new IllegalArgumentException("a tree of " + minHeight + " levels is higher than " + MAX_HEIGHT);
    }

    /** Another nonce would not help: two ids share a slot if and only if they are equal modulo the size of the tree. */
    private static Set<Integer> slots(Set<Integer> chainIds, int height) {
        return chainIds.stream()
                .map(chainId -> ChainSlot.indexOf(NONCE, chainId, height))
                .collect(Collectors.toSet());
    }

    /** Levels above the leaves. */
    public int height() {
        return height;
    }

    /** What goes into the coinbase of the parent block. */
    public MergedMiningTag tag() {
        return new MergedMiningTag(MerkleTree.root(leaves).reversed(), 1 << height, NONCE);
    }

    /** The branch from the chain's leaf to the root; empty for a chain that is not in the tree. */
    public Optional<MerkleBranch> branchFor(int chainId) {
        return hashes.containsKey(chainId)
                ? Optional.of(MerkleTree.branch(leaves, ChainSlot.indexOf(NONCE, chainId, height)))
                : Optional.empty();
    }
}
