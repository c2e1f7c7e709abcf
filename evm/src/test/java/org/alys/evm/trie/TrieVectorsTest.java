package org.alys.evm.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.primitives.Hashes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: ethereum/tests, TrieTests; files named secure hash their keys. */
class TrieVectorsTest {

    @ParameterizedTest
    @CsvSource({
        "trietest.json, false",
        "trieanyorder.json, false",
        "trietest_secureTrie.json, true",
        "trieanyorder_secureTrie.json, true",
        "hex_encoded_securetrie_test.json, true"
    })
    void rootsAreThoseOfTheVectorsStepByStepAndAtOnce(String file, boolean secure) throws Exception {
        List<TrieVectors.Vector> vectors = TrieVectors.of(file);
        assertThat(vectors).isNotEmpty();
        for (TrieVectors.Vector vector : vectors) {
            MemoryTrie trie = new MemoryTrie();
            vector.steps().forEach(step -> trie.update(change(step, secure).build()));
            assertThat(trie.root()).as(vector.name()).isEqualTo(vector.root());

            SortedChanges.Builder net = SortedChanges.builder();
            TrieVectors.net(vector.steps()).values().forEach(step -> add(net, step, secure));
            assertThat(Trie.root(net.build())).as(vector.name()).isEqualTo(vector.root());
        }
    }

    private static SortedChanges.Builder change(TrieVectors.Step step, boolean secure) {
        SortedChanges.Builder changes = SortedChanges.builder();
        add(changes, step, secure);
        return changes;
    }

    private static void add(SortedChanges.Builder changes, TrieVectors.Step step, boolean secure) {
        byte[] key = secure ? Hashes.keccak256(step.key()) : step.key();
        if (step.value().length == 0) {
            changes.remove(key);
        } else {
            changes.put(key, step.value());
        }
    }
}
