package org.alys.evm.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

class TrieProperties {
    /** What is done to one key; no value removes it. */
    record Op(Bytes key, Bytes value) {}

    @Property
    void theRootDependsOnTheContentAlone(@ForAll("batches") List<List<Op>> batches, @ForAll long seed) {
        Map<Bytes, Bytes> content = contentAfter(batches);
        MemoryTrie inBatches = trieAfter(batches);

        List<Bytes> keys = new ArrayList<>(content.keySet());
        Collections.shuffle(keys, new Random(seed));
        MemoryTrie oneByOne = new MemoryTrie();
        keys.forEach(key -> oneByOne.update(
                SortedChanges.builder().put(key.toArray(), value(content, key)).build()));

        assertThat(inBatches.root()).isEqualTo(Trie.root(changes(content))).isEqualTo(oneByOne.root());
        assertThat(inBatches.nodeCount())
                .as("no node is left behind")
                .isEqualTo(oneByOne.nodeCount())
                .isEqualTo(trieOf(content).nodeCount());
    }

    @Property
    void everyKeyIsFoundAndNoOther(@ForAll("batches") List<List<Op>> batches, @ForAll("keys") Bytes other) {
        Map<Bytes, Bytes> content = contentAfter(batches);
        MemoryTrie trie = trieAfter(batches);
        content.forEach((key, value) ->
                assertThat(trie.get(key.toArray()).map(Bytes::of)).contains(value));
        assertThat(trie.get(other.toArray()).map(Bytes::of)).isEqualTo(Optional.ofNullable(content.get(other)));
    }

    @Property
    void removingWhatWasAddedRestoresTheRootAndTheNodes(
            @ForAll("batches") List<List<Op>> batches, @ForAll("batch") List<Op> more) {
        Map<Bytes, Bytes> content = contentAfter(batches);
        MemoryTrie trie = trieAfter(batches);
        Bytes32 before = trie.root();
        int nodes = trie.nodeCount();

        SortedChanges.Builder add = SortedChanges.builder();
        SortedChanges.Builder undo = SortedChanges.builder();
        net(more).forEach((key, value) -> {
            change(add, key, value);
            change(undo, key, content.getOrDefault(key, Bytes.EMPTY));
        });
        trie.update(add.build());
        trie.update(undo.build());

        assertThat(trie.root()).isEqualTo(before);
        assertThat(trie.nodeCount()).isEqualTo(nodes);
    }

    @Property
    void changingNothingWritesNothing(@ForAll("batches") List<List<Op>> batches) {
        Map<Bytes, Bytes> content = contentAfter(batches);
        MemoryTrie trie = trieAfter(batches);
        NodeSink refusing = new NodeSink() {
            @Override
            public void put(byte[] path, byte[] node) {
                throw new AssertionError("wrote " + Bytes.of(path));
            }

            @Override
            public void delete(byte[] path) {
                throw new AssertionError("deleted " + Bytes.of(path));
            }
        };
        assertThat(Trie.update(trie.root(), trie.source(), changes(content), refusing))
                .isEqualTo(trie.root());
    }

    /** Short keys over few nibbles, so that paths split, join and end inside each other, and nodes nest. */
    @Provide
    Arbitrary<Bytes> keys() {
        Arbitrary<Byte> bytes = Arbitraries.of((byte) 0x00, (byte) 0x01, (byte) 0x10, (byte) 0x11, (byte) 0xf1);
        return bytes.array(byte[].class).ofMinSize(0).ofMaxSize(5).map(Bytes::of);
    }

    @Provide
    Arbitrary<List<Op>> batch() {
        Arbitrary<Bytes> values = Arbitraries.of(0, 1, 1, 2, 31, 32, 60)
                .flatMap(size -> Arbitraries.bytes().array(byte[].class).ofSize(size))
                .map(Bytes::of);
        return Combinators.combine(keys(), values).as(Op::new).list().ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<List<Op>>> batches() {
        return batch().list().ofMaxSize(6);
    }

    private static Map<Bytes, Bytes> contentAfter(List<List<Op>> batches) {
        Map<Bytes, Bytes> content = new TreeMap<>(byBytes());
        batches.forEach(batch -> content.putAll(net(batch)));
        content.values().removeIf(Bytes::isEmpty);
        return content;
    }

    private static MemoryTrie trieAfter(List<List<Op>> batches) {
        MemoryTrie trie = new MemoryTrie();
        batches.forEach(batch -> trie.update(changes(net(batch))));
        return trie;
    }

    private static MemoryTrie trieOf(Map<Bytes, Bytes> content) {
        MemoryTrie trie = new MemoryTrie();
        trie.update(changes(content));
        return trie;
    }

    private static Map<Bytes, Bytes> net(List<Op> batch) {
        Map<Bytes, Bytes> net = new TreeMap<>(byBytes());
        batch.forEach(op -> net.put(op.key(), op.value()));
        return net;
    }

    private static SortedChanges changes(Map<Bytes, Bytes> net) {
        SortedChanges.Builder changes = SortedChanges.builder();
        net.forEach((key, value) -> change(changes, key, value));
        return changes.build();
    }

    private static void change(SortedChanges.Builder changes, Bytes key, Bytes value) {
        if (value.isEmpty()) {
            changes.remove(key.toArray());
        } else {
            changes.put(key.toArray(), value.toArray());
        }
    }

    private static byte[] value(Map<Bytes, Bytes> content, Bytes key) {
        return content.getOrDefault(key, Bytes.EMPTY).toArray();
    }

    private static Comparator<Bytes> byBytes() {
        return (a, b) -> Arrays.compareUnsigned(a.toArray(), b.toArray());
    }
}
