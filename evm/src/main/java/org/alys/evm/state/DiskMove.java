package org.alys.evm.state;

import java.util.Map;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.trie.NodeSink;
import org.alys.evm.trie.SortedChanges;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** What must be written to turn the state on disk into another one, and the roots of that. */
final class DiskMove {
    private final StateStorage storage;
    private final Layer disk;
    private final Batch batch = new Batch();

    DiskMove(StateStorage storage, Layer disk) {
        this.storage = storage;
        this.disk = disk;
    }

    Batch batch() {
        return batch;
    }

    /** The block whose state is on disk before. */
    Layer from() {
        return disk;
    }

    /** The storage root of an account whose slots differ from those on disk. */
    Bytes32 storageRoot(Bytes32 owner, Map<Bytes32, byte[]> slots) {
        slots.forEach((slot, value) -> flat(StateColumns.SLOTS, StateKeys.concat(owner, slot.toArray()), value));
        return Trie.update(
                diskStorageRoot(owner),
                storage.slotNodes(owner),
                slotChanges(slots),
                sink(StateColumns.SLOT_NODES, owner.toArray()));
    }

    /** The root of a state whose accounts differ from those on disk. */
    Bytes32 stateRoot(Map<Bytes32, byte[]> accounts) {
        accounts.forEach((owner, account) -> flat(StateColumns.ACCOUNTS, owner.toArray(), account));
        return Trie.update(
                disk.root(),
                storage.accountNodes(),
                accountChanges(accounts),
                sink(StateColumns.ACCOUNT_NODES, new byte[0]));
    }

    private Bytes32 diskStorageRoot(Bytes32 owner) {
        return AccountCodec.storageRoot(storage.get(StateColumns.ACCOUNTS, owner.toArray()));
    }

    static SortedChanges accountChanges(Map<Bytes32, byte[]> accounts) {
        SortedChanges.Builder changes = SortedChanges.builder();
        accounts.forEach((owner, account) -> {
            if (account.length == 0) {
                changes.remove(owner.toArray());
            } else {
                changes.put(owner.toArray(), account);
            }
        });
        return changes.build();
    }

    static SortedChanges slotChanges(Map<Bytes32, byte[]> slots) {
        SortedChanges.Builder changes = SortedChanges.builder();
        slots.forEach((slot, value) -> {
            if (value.length == 0) {
                changes.remove(slot.toArray());
            } else {
                changes.put(slot.toArray(), StateKeys.trieValue(UInt256.fromBytes(value)));
            }
        });
        return changes.build();
    }

    private void flat(Column column, byte[] key, byte[] value) {
        if (value.length == 0) {
            batch.delete(column, key);
        } else {
            batch.put(column, key, value);
        }
    }

    private NodeSink sink(Column column, byte[] prefix) {
        return new NodeSink() {
            @Override
            public void put(byte[] path, byte[] node) {
                batch.put(column, StateKeys.concat(prefix, path), node);
            }

            @Override
            public void delete(byte[] path) {
                batch.delete(column, StateKeys.concat(prefix, path));
            }

            // Leaves follow from the flat columns.
            @Override
            public void putLeaf(byte[] path, byte[] node) {}

            @Override
            public void deleteLeaf(byte[] path) {}
        };
    }
}
