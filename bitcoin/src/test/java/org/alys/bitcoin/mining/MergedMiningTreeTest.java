package org.alys.bitcoin.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.ChainSlot;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.tx.MerkleBranch;
import org.junit.jupiter.api.Test;

class MergedMiningTreeTest {
    @Test
    void isTheHashItselfForOneChain() {
        AuxHash hash = hashOf(1212);
        MergedMiningTree tree = MergedMiningTree.single(1212, hash);
        assertThat(tree.tag()).isEqualTo(MergedMiningTag.single(hash));
        assertThat(tree.branchFor(1212)).contains(MerkleBranch.EMPTY);
        assertThat(tree.branchFor(1213)).isEmpty();
    }

    @Test
    void growsUntilEveryChainHasItsOwnLeaf() {
        assertThat(MergedMiningTree.of(hashes(Set.of(1, 2))).height()).isEqualTo(1);
        assertThat(MergedMiningTree.of(hashes(Set.of(1, 3))).height()).isEqualTo(2);
        assertThat(MergedMiningTree.of(hashes(Set.of(0, 0x8000))).height()).isEqualTo(16);
    }

    @Property(tries = 100)
    void leadsFromEveryChainToTheRootInTheTag(
            @ForAll @Size(min = 1, max = 6) Set<@IntRange(max = 1023) Integer> chainIds,
            @ForAll @IntRange(max = 6) int minHeight) {
        MergedMiningTree tree = MergedMiningTree.of(hashes(chainIds), minHeight);
        assertThat(tree.height()).isGreaterThanOrEqualTo(minHeight);
        assertThat(tree.tag().size()).isEqualTo(1 << tree.height());
        for (int chainId : chainIds) {
            MerkleBranch branch = tree.branchFor(chainId).orElseThrow();
            assertThat(branch.fold(hashOf(chainId).bytes()).reversed())
                    .isEqualTo(tree.tag().root());
            assertThat(branch.mask()).isEqualTo(ChainSlot.indexOf(tree.tag().nonce(), chainId, tree.height()));
        }
    }

    @Test
    void refusesWhatNoTagCanDescribe() {
        assertThatThrownBy(() -> MergedMiningTree.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MergedMiningTree.of(hashes(Set.of(0x1_0000))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MergedMiningTree.of(hashes(Set.of(1)), 17))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<Integer, AuxHash> hashes(Set<Integer> chainIds) {
        Map<Integer, AuxHash> hashes = new TreeMap<>();
        chainIds.forEach(chainId -> hashes.put(chainId, hashOf(chainId)));
        return hashes;
    }

    private static AuxHash hashOf(int chainId) {
        return AuxHash.of(new byte[] {(byte) chainId, (byte) (chainId >> 8)});
    }
}
