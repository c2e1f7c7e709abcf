package org.alys.bitcoin.tx;

import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes32;

/** Bitcoin's Merkle tree: double SHA-256 of pairs; a level of odd length repeats its last node. */
public final class MerkleTree {
    private MerkleTree() {}

    /** The root over at least one leaf. */
    public static Bytes32 root(List<Bytes32> leaves) {
        Sha256d hash = new Sha256d();
        List<Bytes32> level = requireLeaves(leaves);
        while (level.size() > 1) {
            level = parents(level, hash);
        }
        return level.getFirst();
    }

    /** The branch from the leaf at {@code index} to the root. */
    public static MerkleBranch branch(List<Bytes32> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException("no leaf " + index + " among " + leaves.size());
        }
        Sha256d hash = new Sha256d();
        List<Bytes32> nodes = new ArrayList<>();
        int position = index;
        for (List<Bytes32> level = leaves; level.size() > 1; level = parents(level, hash)) {
            nodes.add(level.get(Math.min(position ^ 1, level.size() - 1)));
            position >>>= 1;
        }
        return new MerkleBranch(nodes, index);
    }

    /**
     * Whether two neighbours of some level are equal, so that another, shorter list has the same root (CVE-2012-2459).
     * No honest block is like that.
     */
    public static boolean isAmbiguous(List<Bytes32> leaves) {
        Sha256d hash = new Sha256d();
        for (List<Bytes32> level = requireLeaves(leaves); level.size() > 1; level = parents(level, hash)) {
            for (int i = 0; i + 1 < level.size(); i += 2) {
                if (level.get(i).equals(level.get(i + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Bytes32> parents(List<Bytes32> level, Sha256d hash) {
        List<Bytes32> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            byte[] node = level.get(i).toArray();
            hash.foldInto(node, level.get(Math.min(i + 1, level.size() - 1)), false);
            parents.add(Bytes32.of(node));
        }
        return parents;
    }

    private static List<Bytes32> requireLeaves(List<Bytes32> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree has at least one leaf");
        }
        return leaves;
    }
}
