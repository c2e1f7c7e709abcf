package org.alys.evm.state;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.evm.store.Batch;
import org.alys.evm.store.CachedStore;
import org.alys.evm.store.Column;
import org.alys.evm.store.Durability;
import org.alys.evm.store.KeyValueStore;
import org.alys.evm.trie.NodeSource;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** The columns of the state by what they hold: one complete state, and the layers that lead to others. Absent values are empty arrays. */
final class StateStorage {
    private static final byte[] NOTHING = {};
    private static final byte[] DISK = key("disk");
    private static final byte[] FLOOR = key("floor");
    private static final byte[] GENESIS = key("genesis");
    private static final byte[] LAYOUT = key("layout");

    private final CachedStore store;

    StateStorage(KeyValueStore store, long cacheBytes) {
        this.store = new CachedStore(store, StateColumns.CACHED, cacheBytes);
    }

    byte[] get(Column column, byte[] key) {
        return store.get(column, key).orElse(NOTHING);
    }

    void scan(Column column, byte[] from, KeyValueStore.Visitor visitor) {
        store.scan(column, from, visitor);
    }

    /** All slots of an account that are not zero. */
    Map<Bytes32, byte[]> slots(Bytes32 owner) {
        Map<Bytes32, byte[]> slots = new HashMap<>();
        byte[] prefix = owner.toArray();
        store.scan(StateColumns.SLOTS, prefix, (key, value) -> {
            boolean within = StateKeys.startsWith(key, prefix);
            if (within) {
                slots.put(Bytes32.copyOf(key, prefix.length), value);
            }
            return within;
        });
        return slots;
    }

    NodeSource accountNodes() {
        return new DiskNodes(store, StateColumns.ACCOUNT_NODES, StateColumns.ACCOUNTS, NOTHING, account -> account);
    }

    NodeSource slotNodes(Bytes32 owner) {
        return new DiskNodes(
                store,
                StateColumns.SLOT_NODES,
                StateColumns.SLOTS,
                owner.toArray(),
                content -> StateKeys.trieValue(UInt256.fromBytes(content)));
    }

    LayerChanges changes(Layer layer) {
        return LayerChanges.decode(store.get(StateColumns.CHANGES, layer.hash().toArray())
                .orElseThrow(() -> new IllegalStateException("the changes of block " + layer.hash() + " are missing")));
    }

    void forEachLayer(Consumer<Layer> consumer) {
        store.scan(StateColumns.LAYERS, NOTHING, (key, value) -> {
            consumer.accept(Layer.decode(key, value));
            return true;
        });
    }

    /** The block that the flat columns and the tries describe. */
    Optional<Bytes32> disk() {
        return hash(DISK);
    }

    Optional<Bytes32> floor() {
        return hash(FLOOR);
    }

    Optional<Bytes32> genesis() {
        return hash(GENESIS);
    }

    Optional<String> layout() {
        return store.get(StateColumns.META, LAYOUT).map(name -> new String(name, StandardCharsets.UTF_8));
    }

    private Optional<Bytes32> hash(byte[] key) {
        return store.get(StateColumns.META, key).map(Bytes32::of);
    }

    void write(Batch batch) {
        store.write(batch, Durability.BUFFERED);
    }

    static void putDisk(Batch batch, Layer layer) {
        batch.put(StateColumns.META, DISK, layer.hash().toArray());
    }

    static void putFloor(Batch batch, Layer layer) {
        batch.put(StateColumns.META, FLOOR, layer.hash().toArray());
    }

    static void putGenesis(Batch batch, Bytes32 hash) {
        batch.put(StateColumns.META, GENESIS, hash.toArray());
    }

    static void putLayout(Batch batch, String layout) {
        batch.put(StateColumns.META, LAYOUT, key(layout));
    }

    static void putLayer(Batch batch, Layer layer) {
        batch.put(StateColumns.LAYERS, layer.hash().toArray(), layer.encode());
    }

    static void putChanges(Batch batch, Layer layer, byte[] changes) {
        batch.put(StateColumns.CHANGES, layer.hash().toArray(), changes);
    }

    static void deleteLayer(Batch batch, Layer layer) {
        batch.delete(StateColumns.LAYERS, layer.hash().toArray());
        deleteChanges(batch, layer);
    }

    static void deleteChanges(Batch batch, Layer layer) {
        batch.delete(StateColumns.CHANGES, layer.hash().toArray());
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
