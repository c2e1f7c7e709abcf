package org.alys.evm.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.store.KeyValueStore;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * The states after the last blocks, on a disk. A block's hash names its state: blocks with equal roots are different.
 *
 * <p>One complete state is stored, flat and as tries with nodes by path: that of the block committed last, normally the head. Of
 * every other block in the window it is stored what it changed, with the values before and after, so that any of them can be read,
 * built on and proved by stepping back and on from the disk's; the cost is linear in the distance. A commit that continues the disk's
 * block, or a longer branch, takes the disk there.
 *
 * <p>Every commit is one write: whenever the process dies, the database opens with all blocks whose commit returned, and perhaps the one
 * that was being committed. Loss of power can take the last commits, the newest first. Safe for concurrent use; when a write fails, all
 * further calls fail until it is opened again.
 */
public final class StateDatabase {
    private static final String LAYOUT = "1 ";

    private final StateStorage storage;
    private final Layers layers;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean broken;

    private StateDatabase(StateStorage storage, Layers layers) {
        this.storage = storage;
        this.layers = layers;
    }

    /**
     * Opens the states in {@code store}, which has the columns {@link StateColumns#ALL} and stays the caller's to close.
     *
     * @throws IllegalStateException when it was made by another release or with another choice of archive
     */
    public static StateDatabase open(KeyValueStore store, StateSettings settings) {
        StateStorage storage = new StateStorage(store, settings.cacheBytes());
        String layout = LAYOUT + (settings.archive() ? "archive" : "pruned");
        if (storage.layout().isEmpty()) {
            Batch batch = new Batch();
            StateStorage.putLayout(batch, layout);
            storage.write(batch);
        } else if (!storage.layout().get().equals(layout)) {
            throw new IllegalStateException(
                    "the stored state has layout '" + storage.layout().get() + "', not '" + layout
                            + "': change the setting back, or remove the state and execute the blocks again");
        }
        return new StateDatabase(storage, Layers.load(storage, settings));
    }

    /**
     * Makes {@code allocation} the state after the genesis block, number 0. With the same hash again it does nothing.
     *
     * @throws IllegalStateException when there is another genesis block
     */
    public void commitGenesis(Bytes32 blockHash, StateDelta allocation) {
        Optional<Bytes32> known = reading(storage::genesis);
        if (known.isPresent()) {
            if (!known.get().equals(blockHash)) {
                throw new IllegalStateException(
                        "the state belongs to genesis block " + known.get() + ", not " + blockHash);
            }
            return;
        }
        Batch genesis = new Batch();
        StateStorage.putGenesis(genesis, blockHash);
        prepare(Bytes32.ZERO, allocation).orElseThrow().commit(blockHash, genesis);
    }

    public Optional<Bytes32> genesis() {
        return reading(storage::genesis);
    }

    /** The block with the complete state, which is found again after a crash; empty before the genesis block. */
    public Optional<StateHead> durableHead() {
        return reading(() ->
                Optional.of(layers.disk()).filter(layer -> layer.number() >= 0).map(StateDatabase::head));
    }

    /** A block in the window with number and root. */
    public Optional<StateHead> find(Bytes32 blockHash) {
        return reading(() -> layers.find(blockHash).map(StateDatabase::head));
    }

    private static StateHead head(Layer layer) {
        return new StateHead(layer.hash(), layer.number(), layer.root());
    }

    /**
     * The state after a block; empty when it is not known or no longer kept. Reading from a view later than that throws
     * {@link PrunedStateException}. In an archive the states of final blocks remain.
     */
    public Optional<StateView> at(Bytes32 blockHash) {
        return reading(() -> {
            boolean known = layers.find(blockHash).isPresent()
                    || layers.archivedNumber(blockHash).isPresent();
            return known ? Optional.of(new LayerView(new Raw(blockHash))) : Optional.empty();
        });
    }

    /**
     * The state after a block that is not known yet.
     *
     * @param parent a block in the window; in an archive too, older ones cannot be built on
     * @return empty when the parent is not in the window
     */
    public Optional<PendingState> prepare(Bytes32 parent, StateDelta delta) {
        return reading(() -> layers.find(parent).map(layer -> draft(layer, delta)));
    }

    /** The root after {@code delta} on top of {@code parent}; empty when that is not in the window. */
    public Optional<Bytes32> root(Bytes32 parent, StateDelta delta) {
        return prepare(parent, delta).map(PendingState::root);
    }

    private PendingState draft(Layer parent, StateDelta delta) {
        BlockDraft draft = new BlockDraft(storage, layers.net(parent), new DiskMove(storage, layers.disk()));
        Bytes32 root = draft.apply(delta);
        return new Pending(parent, root, draft.encodedChanges(), draft.move(), delta.code());
    }

    /**
     * The answer to {@code eth_getProof}: cheap at the head, linear in the distance elsewhere.
     *
     * @param betweenSlots may end the work with an exception
     * @return empty when the block is not in the window; archived states have no proofs
     */
    public Optional<StateProof> proof(
            Bytes32 blockHash, EvmAddress address, List<UInt256> slots, Runnable betweenSlots) {
        return reading(() -> layers.find(blockHash)
                .map(layer -> new Prover(storage, layers.disk(), layer, layers.net(layer))
                        .prove(address, slots, betweenSlots)));
    }

    /**
     * Takes the disk to the block that the fork choice prefers, if it is in the window. Nothing but speed depends on it: building
     * on another block than the disk's costs more.
     */
    public void follow(Bytes32 blockHash) {
        writing(() -> layers.find(blockHash).ifPresent(layer -> changing(() -> layers.follow(layer))));
    }

    /** Drops all blocks that contradict {@code blockHash}, which is final. A block that is no longer in the window has done so. */
    public void finalise(Bytes32 blockHash) {
        writing(() -> layers.find(blockHash).ifPresent(layer -> changing(() -> layers.settle(layer))));
    }

    private <T> T reading(Supplier<T> body) {
        lock.readLock().lock();
        try {
            checkUsable();
            return body.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void writing(Runnable body) {
        lock.writeLock().lock();
        try {
            checkUsable();
            body.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** When a write fails it is unknown whether the disk has it. Only within {@link #writing}. */
    private void changing(Runnable body) {
        broken = true;
        body.run();
        broken = false;
    }

    private void checkUsable() {
        if (broken) {
            throw new IllegalStateException("a write to the state failed: it must be opened again");
        }
    }

    private final class Pending implements PendingState {
        private final Layer parent;
        private final Bytes32 root;
        private final byte[] changes;
        private final DiskMove move;
        private final Map<Bytes32, Bytes> code;

        Pending(Layer parent, Bytes32 root, byte[] changes, DiskMove move, Map<Bytes32, Bytes> code) {
            this.parent = parent;
            this.root = root;
            this.changes = changes;
            this.move = move;
            this.code = Map.copyOf(code);
        }

        @Override
        public Bytes32 root() {
            return root;
        }

        @Override
        public long number() {
            return parent.number() + 1;
        }

        @Override
        public void commit(Bytes32 blockHash) {
            commit(blockHash, new Batch());
        }

        @Override
        public void commit(Bytes32 blockHash, Batch also) {
            Layer layer = new Layer(blockHash, parent.hash(), number(), root);
            writing(() -> {
                Optional<Layer> known = layers.find(blockHash);
                if (!layers.contains(parent)) {
                    throw new PrunedStateException(parent.hash());
                }
                if (known.isPresent() && !known.get().equals(layer)) {
                    throw new IllegalStateException("block " + blockHash + " has another state already");
                }
                Batch batch = new Batch().add(also);
                changing(() -> {
                    if (known.isPresent()) {
                        storage.write(batch);
                    } else {
                        add(layer, batch);
                    }
                });
            });
        }

        private void add(Layer layer, Batch batch) {
            code.forEach((hash, bytes) -> batch.put(StateColumns.CODE, hash.toArray(), bytes.toArray()));
            layers.add(layer, changes, move, batch);
        }
    }

    /** Values after one block, wherever they are at the moment. */
    private final class Raw implements LayerView.RawState {
        private final Bytes32 blockHash;

        Raw(Bytes32 blockHash) {
            this.blockHash = blockHash;
        }

        @Override
        public byte[] account(byte[] key) {
            return value(StateColumns.ACCOUNTS, key);
        }

        @Override
        public byte[] slot(byte[] key) {
            return value(StateColumns.SLOTS, key);
        }

        @Override
        public Optional<byte[]> code(Bytes32 codeHash) {
            return reading(() -> Optional.of(storage.get(StateColumns.CODE, codeHash.toArray()))
                    .filter(code -> code.length > 0));
        }

        private byte[] value(Column column, byte[] key) {
            return reading(() -> {
                Optional<Layer> layer = layers.find(blockHash);
                if (layer.isPresent()) {
                    return layers.value(layer.get(), column, key);
                }
                OptionalLong archived = layers.archivedNumber(blockHash);
                return layers.archivedValue(
                        archived.orElseThrow(() -> new PrunedStateException(blockHash)), column, key);
            });
        }
    }
}
