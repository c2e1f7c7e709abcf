package org.alys.evm.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;

/**
 * The blocks whose states can be reached, and which of them the disk describes. Every change is one batch. Not thread-safe: the
 * database has the lock.
 */
final class Layers {
    private final StateStorage storage;
    private final History history;
    private final StateSettings settings;
    private final LayerTree tree;
    private Layer disk;

    private Layers(StateStorage storage, StateSettings settings, LayerTree tree, Layer disk) {
        this.storage = storage;
        this.history = new History(storage);
        this.settings = settings;
        this.tree = tree;
        this.disk = disk;
    }

    /** What the store holds; in an empty store the state before the genesis block, of hash zero, is put. */
    static Layers load(StateStorage storage, StateSettings settings) {
        if (storage.floor().isEmpty()) {
            return create(storage, settings);
        }
        List<Layer> stored = new ArrayList<>();
        storage.forEachLayer(stored::add);
        stored.sort((a, b) -> Long.compare(a.number(), b.number()));
        LayerTree tree = new LayerTree(named(stored, storage.floor()));
        stored.stream().filter(layer -> !layer.equals(tree.floor())).forEach(tree::add);
        return new Layers(storage, settings, tree, named(stored, storage.disk()));
    }

    private static Layers create(StateStorage storage, StateSettings settings) {
        Layer nothing = new Layer(Bytes32.ZERO, Bytes32.ZERO, -1, Trie.EMPTY_ROOT);
        Batch batch = new Batch();
        StateStorage.putLayer(batch, nothing);
        StateStorage.putDisk(batch, nothing);
        StateStorage.putFloor(batch, nothing);
        storage.write(batch);
        return new Layers(storage, settings, new LayerTree(nothing), nothing);
    }

    private static Layer named(List<Layer> layers, Optional<Bytes32> hash) {
        return layers.stream()
                .filter(layer -> hash.isPresent() && layer.hash().equals(hash.get()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the state is missing block " + hash));
    }

    Layer disk() {
        return disk;
    }

    Optional<Layer> find(Bytes32 hash) {
        return tree.find(hash);
    }

    OptionalLong archivedNumber(Bytes32 hash) {
        return settings.archive() ? history.number(hash) : OptionalLong.empty();
    }

    boolean contains(Layer layer) {
        return tree.contains(layer);
    }

    /** What lies between the disk's state and that of {@code layer}. */
    NetChanges net(Layer layer) {
        LayerTree.Route route = tree.route(disk, layer);
        NetChanges net = new NetChanges();
        route.back().forEach(step -> net.back(storage.changes(step)));
        route.on().forEach(step -> net.on(storage.changes(step)));
        return net;
    }

    /** The value of a key after {@code layer}: of the nearest block between it and the disk that changed the key, or the disk's. */
    byte[] value(Layer layer, Column column, byte[] key) {
        if (!layer.equals(disk)) {
            LayerTree.Route route = tree.route(layer, disk);
            for (Layer step : route.back()) {
                DiffTable table = storage.changes(step).table(key);
                int index = table.find(key);
                if (index >= 0) {
                    return table.after(index);
                }
            }
            for (Layer step : route.on()) {
                DiffTable table = storage.changes(step).table(key);
                int index = table.find(key);
                if (index >= 0) {
                    return table.before(index);
                }
            }
        }
        return storage.get(column, key);
    }

    /** The value of a key after an archived block. */
    byte[] archivedValue(long number, Column column, byte[] key) {
        return history.valueAfter(number, key).orElseGet(() -> value(tree.floor(), column, key));
    }

    /** What must be written to bring the disk to {@code target}. */
    private DiskMove moveTo(Layer target) {
        return moveOver(net(target), target.root());
    }

    private DiskMove moveBeyond(Layer parent, byte[] changes, Bytes32 root) {
        NetChanges net = net(parent);
        net.on(LayerChanges.decode(changes));
        return moveOver(net, root);
    }

    private DiskMove moveOver(NetChanges net, Bytes32 root) {
        DiskMove move = new DiskMove(storage, disk);
        net.slots.forEach(move::storageRoot);
        Bytes32 reached = move.stateRoot(net.accounts);
        if (!reached.equals(root)) {
            throw new IllegalStateException("the stored state does not lead to root " + root + " but to " + reached);
        }
        return move;
    }

    /**
     * Adds a block whose parent is there.
     *
     * @param changes what it changed against its parent
     * @param move what brings the disk to it, from where the disk was when it was computed
     * @param batch gets it all
     */
    void add(Layer layer, byte[] changes, DiskMove move, Batch batch) {
        Layer parent = tree.find(layer.parent()).orElseThrow();
        tree.add(layer);
        StateStorage.putLayer(batch, layer);
        StateStorage.putChanges(batch, layer, changes);
        if (parent.equals(disk) || layer.number() > disk.number()) {
            carryOut(move.from().equals(disk) ? move : moveBeyond(parent, changes, layer.root()), layer, batch);
        }
        storage.write(batch);
    }

    /** Makes the disk describe {@code layer}. */
    void follow(Layer layer) {
        if (!layer.equals(disk)) {
            Batch batch = new Batch();
            carryOut(moveTo(layer), layer, batch);
            storage.write(batch);
        }
    }

    private void carryOut(DiskMove move, Layer layer, Batch batch) {
        batch.add(move.batch());
        StateStorage.putDisk(batch, layer);
        disk = layer;
        raiseFloor(tree.ancestor(layer, layer.number() - settings.retainedBlocks()), batch);
    }

    private void raiseFloor(Layer newFloor, Batch batch) {
        if (newFloor.equals(tree.floor())) {
            return;
        }
        LayerTree.Route passed = tree.route(tree.floor(), newFloor);
        if (settings.archive()) {
            history.keepNumber(batch, tree.floor());
            for (Layer step : passed.on()) {
                history.keep(batch, step, storage.changes(step));
                if (!step.equals(newFloor)) {
                    history.keepNumber(batch, step);
                }
            }
        }
        StateStorage.putFloor(batch, newFloor);
        StateStorage.deleteChanges(batch, newFloor);
        keepOnly(tree.from(newFloor), newFloor, batch);
    }

    /** Drops all blocks that contradict {@code chosen}. If that is the disk's, the disk takes the highest that remains. */
    void settle(Layer chosen) {
        Batch batch = new Batch();
        Set<Layer> kept = tree.agreeing(chosen);
        if (!kept.contains(disk)) {
            Layer highest = Collections.max(kept, Comparator.comparingLong(Layer::number));
            carryOut(moveTo(highest), highest, batch);
        }
        if (tree.contains(chosen)) {
            keepOnly(tree.agreeing(chosen), tree.floor(), batch);
        }
        if (batch.size() > 0) {
            storage.write(batch);
        }
    }

    private void keepOnly(Set<Layer> kept, Layer floor, Batch batch) {
        tree.all().stream()
                .filter(layer -> !kept.contains(layer))
                .forEach(layer -> StateStorage.deleteLayer(batch, layer));
        tree.prune(floor, kept);
    }
}
