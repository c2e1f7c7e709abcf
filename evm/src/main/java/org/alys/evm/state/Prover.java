package org.alys.evm.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.trie.NodeSource;
import org.alys.evm.trie.SortedChanges;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Makes proofs. Only the disk's tries are stored: those of another block are theirs with what lies between put on top in memory. */
final class Prover {
    private final StateStorage storage;
    private final Layer disk;
    private final Layer target;
    private final NetChanges net;

    /** @param net from the disk to the target */
    Prover(StateStorage storage, Layer disk, Layer target, NetChanges net) {
        this.storage = storage;
        this.disk = disk;
        this.target = target;
        this.net = net;
    }

    /** @param betweenSlots may end the work with an exception */
    StateProof prove(EvmAddress address, List<UInt256> slots, Runnable betweenSlots) {
        Bytes32 owner = Bytes32.of(StateKeys.hash(address));
        NodeSource accountNodes =
                nodes(disk.root(), storage.accountNodes(), DiskMove.accountChanges(net.accounts), target.root());
        byte[] stored = storage.get(StateColumns.ACCOUNTS, owner.toArray());
        byte[] account = net.accounts.getOrDefault(owner, stored);
        Bytes32 storageRoot = AccountCodec.storageRoot(account);
        Map<Bytes32, byte[]> slotsBetween = net.slots.getOrDefault(owner, Map.of());
        NodeSource slotNodes = nodes(
                AccountCodec.storageRoot(stored),
                storage.slotNodes(owner),
                DiskMove.slotChanges(slotsBetween),
                storageRoot);
        List<StateProof.SlotProof> slotProofs = new ArrayList<>();
        for (UInt256 slot : slots) {
            betweenSlots.run();
            byte[] key = StateKeys.hash(slot);
            List<Bytes> proof = Trie.prove(storageRoot, slotNodes, key);
            slotProofs.add(new StateProof.SlotProof(slot, value(owner, key, slotsBetween), proof));
        }
        return new StateProof(
                address,
                target.root(),
                account.length == 0
                        ? Optional.empty()
                        : Optional.of(AccountCodec.decode(account).account()),
                storageRoot,
                Trie.prove(target.root(), accountNodes, owner.toArray()),
                slotProofs);
    }

    private UInt256 value(Bytes32 owner, byte[] slotKey, Map<Bytes32, byte[]> between) {
        byte[] changed = between.get(Bytes32.of(slotKey));
        return UInt256.fromBytes(
                changed == null ? storage.get(StateColumns.SLOTS, StateKeys.concat(owner, slotKey)) : changed);
    }

    private static NodeSource nodes(
            Bytes32 storedRoot, NodeSource stored, SortedChanges changes, Bytes32 expectedRoot) {
        if (changes.isEmpty()) {
            return stored;
        }
        NodeOverlay overlay = new NodeOverlay(stored);
        Bytes32 root = Trie.update(storedRoot, stored, changes, overlay);
        if (!root.equals(expectedRoot)) {
            throw new IllegalStateException(
                    "the stored trie does not lead to root " + expectedRoot + " but to " + root);
        }
        return overlay;
    }
}
