package org.alys.evm.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.evm.trie.TrieProof.Verdict;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

class TrieProofProperties {

    @Property(tries = 300)
    void proofsVerify(@ForAll long seed, @ForAll @IntRange(max = 200) int size) {
        Sample sample = Sample.of(seed, size);
        Verdict expected = sample.value()
                .<Verdict>map(value -> new Verdict.Present(Bytes.of(value)))
                .orElse(new Verdict.Absent());
        assertThat(TrieProof.verify(sample.root(), sample.key(), sample.proof()))
                .isEqualTo(expected);
    }

    @Property(tries = 500)
    void anyMutationFails(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int size) {
        Sample sample = Sample.of(seed, size);
        List<Bytes> mutated = mutate(sample.proof(), new Random(seed));
        assertThat(TrieProof.verify(sample.root(), sample.key(), mutated)).isInstanceOf(Verdict.Invalid.class);
    }

    @Property
    void garbageIsRefusedAndNeverCrashes(
            @ForAll @Size(max = 6) List<@Size(max = 80) byte[]> nodes, @ForAll byte[] key) {
        List<Bytes> proof = nodes.stream().map(Bytes::of).toList();
        Bytes32 someRoot = Bytes32.of(Hashes.keccak256(new byte[] {1, 2, 3}));
        assertThat(TrieProof.verify(someRoot, key, proof)).isInstanceOf(Verdict.Invalid.class);
    }

    /** With the hashes right, so that the garbage is looked at. */
    @Property
    void garbageWithTheRightHashNeverCrashes(@ForAll @Size(max = 80) byte[] node, @ForAll @Size(max = 4) byte[] key) {
        Verdict verdict = TrieProof.verify(Bytes32.of(Hashes.keccak256(node)), key, List.of(Bytes.of(node)));
        assertThat(verdict).isInstanceOf(Verdict.class);
    }

    @Property
    void listsOfGarbageNeverCrash(
            @ForAll @Size(max = 18) List<@Size(max = 34) byte[]> items, @ForAll @Size(max = 4) byte[] key) {
        byte[] node = Rlp.list(items.stream()
                .map(item -> item.length % 3 == 0 ? Rlp.list(Rlp.string(item)) : Rlp.string(item))
                .toList());
        Verdict verdict = TrieProof.verify(Bytes32.of(Hashes.keccak256(node)), key, List.of(Bytes.of(node)));
        assertThat(verdict).isInstanceOf(Verdict.class);
    }

    private static List<Bytes> mutate(List<Bytes> proof, Random random) {
        List<Bytes> mutated = new ArrayList<>(proof);
        int at = random.nextInt(mutated.size());
        switch (random.nextInt(4)) {
            case 0 -> mutated.remove(at);
            case 1 -> mutated.add(random.nextInt(mutated.size() + 1), mutated.get(at));
            case 2 -> {
                byte[] node = mutated.get(at).toArray();
                node[random.nextInt(node.length)] ^= (byte) (1 << random.nextInt(8));
                mutated.set(at, Bytes.of(node));
            }
            default -> mutated.add(Bytes.of(new byte[] {(byte) 0xc0}));
        }
        return mutated;
    }

    /** A trie with {@code size} hashed keys and the proof for one of them, or for another key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(Bytes32 root, byte[] key, Optional<byte[]> value, List<Bytes> proof) {
        static Sample of(long seed, int size) {
            Random random = new Random(seed);
            Map<Bytes, byte[]> content = new HashMap<>();
            SortedChanges.Builder changes = SortedChanges.builder();
            for (int i = 0; i < size; i++) {
                byte[] key = Hashes.keccak256(Rlp.number(i));
                byte[] value = new byte[1 + random.nextInt(40)];
                random.nextBytes(value);
                content.put(Bytes.of(key), value);
                changes.put(key, value);
            }
            MemoryTrie trie = new MemoryTrie();
            trie.update(changes.build());
            byte[] key = Hashes.keccak256(Rlp.number(random.nextInt(size + 2)));
            return new Sample(
                    trie.root(),
                    key,
                    Optional.ofNullable(content.get(Bytes.of(key))),
                    Trie.prove(trie.root(), trie.source(), key));
        }
    }
}
