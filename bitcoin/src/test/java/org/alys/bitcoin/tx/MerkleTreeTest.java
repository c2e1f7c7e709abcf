package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The four transactions of Bitcoin block 100000. */
    private static final List<Bytes32> BLOCK_100000 = List.of(
                    "8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
                    "fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
                    "6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
                    "e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d")
            .stream()
            .map(hex -> Txid.fromDisplay(hex).bytes())
            .toList();

    @Test
    void computesTheRootOfARealBlock() {
        assertThat(MerkleTree.root(BLOCK_100000).reversed().toHex())
                .isEqualTo("f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766");
    }

    @Test
    void isItsLeafWhenThereIsOne() {
        Bytes32 leaf = leaves(1).getFirst();
        assertThat(MerkleTree.root(List.of(leaf))).isEqualTo(leaf);
        assertThat(MerkleTree.branch(List.of(leaf), 0)).isEqualTo(MerkleBranch.EMPTY);
        assertThat(MerkleBranch.EMPTY.fold(leaf)).isEqualTo(leaf);
    }

    @Test
    void refusesAnEmptyTree() {
        assertThatThrownBy(() -> MerkleTree.root(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsAListFromTheLongerOneWithTheSameRoot() {
        List<Bytes32> three = leaves(3);
        List<Bytes32> four = new ArrayList<>(three);
        four.add(three.get(2));
        assertThat(MerkleTree.root(four)).isEqualTo(MerkleTree.root(three));
        assertThat(MerkleTree.isAmbiguous(four)).isTrue();
        assertThat(MerkleTree.isAmbiguous(three)).isFalse();
    }

    @Property(tries = 200)
    void foldsEveryBranchToTheRoot(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange(max = 69) int at) {
        List<Bytes32> leaves = leaves(size);
        int index = at % size;
        assertThat(MerkleTree.branch(leaves, index).fold(leaves.get(index))).isEqualTo(MerkleTree.root(leaves));
    }

    @Property(tries = 100)
    void foldsAnotherLeafElsewhere(@ForAll @IntRange(min = 2, max = 70) int size, @ForAll @IntRange(max = 69) int at) {
        List<Bytes32> leaves = leaves(size);
        int index = at % size;
        assertThat(MerkleTree.branch(leaves, index).fold(leaves.get((index + 1) % size)))
                .isNotEqualTo(MerkleTree.root(leaves));
    }

    @Property(tries = 50)
    void readsTheBranchesItWrites(@ForAll @IntRange(min = 1, max = 70) int size) throws MalformedBytesException {
        MerkleBranch branch = MerkleTree.branch(leaves(size), size - 1);
        BitcoinWriter writer = new BitcoinWriter(0);
        branch.write(writer);
        assertThat(writer.size()).isEqualTo(branch.size());
        assertThat(MerkleBranch.read(new BitcoinReader(writer.toArray()))).isEqualTo(branch);
    }

    private static List<Bytes32> leaves(int count) {
        List<Bytes32> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Hashes.sha256d(new byte[] {(byte) i}));
        }
        return leaves;
    }
}
