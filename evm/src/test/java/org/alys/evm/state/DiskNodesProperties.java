package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.store.Durability;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.trie.NodeSink;
import org.alys.evm.trie.SortedChanges;
import org.alys.evm.trie.Trie;
import org.alys.evm.trie.TrieProof;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Tries side by side whose leaves are not stored. Keys are short and over few nibbles, so that leaves and branches nest in their
 * parents, which with hashed keys takes billions of them.
 */
class DiskNodesProperties {
    private static final Column NODES = new Column("nodes");
    private static final Column FLAT = new Column("flat");
    private static final byte[] NIBBLES = {0, 1, 0xf};

    private final Map<Integer, OneTrie> tries = new HashMap<>();

    @Property(tries = 300)
    void triesWithoutStoredLeavesHaveTheRootsOfWholeOnes(@ForAll long seed, @ForAll @IntRange(max = 60) int batches) {
        tries.clear();
        MemoryStore store = new MemoryStore();
        Random random = new Random(seed);
        for (int i = 0; i < batches; i++) {
            OneTrie trie = tries.computeIfAbsent(random.nextInt(3), owner -> new OneTrie(store, owner));
            trie.change(random);
            assertThat(trie.root).isEqualTo(trie.expectedRoot());
        }
        tries.values().forEach(OneTrie::proveAll);
    }

    private static final class OneTrie {
        private final MemoryStore store;
        private final byte[] prefix;
        private final DiskNodes nodes;
        private final Map<Bytes, Bytes> content = new HashMap<>();
        private Bytes32 root = Trie.EMPTY_ROOT;

        OneTrie(MemoryStore store, int owner) {
            this.store = store;
            this.prefix = new byte[] {1, (byte) owner};
            this.nodes = new DiskNodes(store, NODES, FLAT, prefix, value -> value);
        }

        void change(Random random) {
            Map<Bytes, Bytes> net = new HashMap<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                byte[] value = new byte[random.nextInt(4) == 0 ? 40 : random.nextInt(3)];
                random.nextBytes(value);
                net.put(key(random), Bytes.of(value));
            }
            Batch batch = new Batch();
            root = Trie.update(root, nodes, changes(net), sink(batch));
            net.forEach((key, value) -> setFlat(batch, key, value));
            store.write(batch, Durability.BUFFERED);
        }

        private void setFlat(Batch batch, Bytes key, Bytes value) {
            byte[] flatKey = StateKeys.concat(prefix, key.toArray());
            if (value.isEmpty()) {
                content.remove(key);
                batch.delete(FLAT, flatKey);
            } else {
                content.put(key, value);
                batch.put(FLAT, flatKey, value.toArray());
            }
        }

        Bytes32 expectedRoot() {
            return Trie.root(changes(content));
        }

        void proveAll() {
            content.forEach((key, value) -> {
                List<Bytes> proof = Trie.prove(root, nodes, key.toArray());
                assertThat(TrieProof.verify(root, key.toArray(), proof))
                        .isEqualTo(new TrieProof.Verdict.Present(value));
            });
        }

        private static Bytes key(Random random) {
            byte[] key = new byte[3];
            for (int i = 0; i < key.length; i++) {
                int high = NIBBLES[random.nextInt(NIBBLES.length)];
                key[i] = (byte) (high << 4 | NIBBLES[random.nextInt(NIBBLES.length)]);
            }
            return Bytes.of(key);
        }

        private static SortedChanges changes(Map<Bytes, Bytes> net) {
            SortedChanges.Builder changes = SortedChanges.builder();
            net.forEach((key, value) -> {
                if (value.isEmpty()) {
                    changes.remove(key.toArray());
                } else {
                    changes.put(key.toArray(), value.toArray());
                }
            });
            return changes.build();
        }

        private NodeSink sink(Batch batch) {
            return new NodeSink() {
                @Override
                public void put(byte[] path, byte[] node) {
                    batch.put(NODES, StateKeys.concat(prefix, path), node);
                }

                @Override
                public void delete(byte[] path) {
                    batch.delete(NODES, StateKeys.concat(prefix, path));
                }

                @Override
                public void putLeaf(byte[] path, byte[] node) {}

                @Override
                public void deleteLeaf(byte[] path) {}
            };
        }
    }
}
