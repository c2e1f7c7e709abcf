package org.alys.evm.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * Puts a block's delta on top of its parent's state: computes the new root, what the block changed against its parent, and what to
 * write so that the disk has the new state. The disk may be at another block than the parent; {@code net} leads from it to the parent.
 */
final class BlockDraft {
    private static final byte[] NOTHING = {};

    private final StateStorage storage;
    private final NetChanges net;
    private final DiskMove move;
    private final List<DiffTable.Entry> accountEntries = new ArrayList<>();
    private final List<DiffTable.Entry> slotEntries = new ArrayList<>();

    /** @param net from the disk to the parent; it is changed and leads to the new block afterwards */
    BlockDraft(StateStorage storage, NetChanges net, DiskMove move) {
        this.storage = storage;
        this.net = net;
        this.move = move;
    }

    /** The root after {@code delta}. To be called once. */
    Bytes32 apply(StateDelta delta) {
        Map<Bytes32, AccountChange> changes = new HashMap<>();
        for (Map.Entry<EvmAddress, AccountChange> entry : delta.accounts().entrySet()) {
            Bytes32 owner = Bytes32.of(StateKeys.hash(entry.getKey()));
            changes.put(owner, entry.getValue());
            changeSlots(owner, entry.getValue());
        }
        Map<Bytes32, Bytes32> storageRoots = new HashMap<>();
        net.slots.forEach((owner, slots) -> storageRoots.put(owner, move.storageRoot(owner, slots)));
        changes.forEach((owner, change) -> changeAccount(owner, change, Optional.ofNullable(storageRoots.get(owner))));
        return move.stateRoot(net.accounts);
    }

    /** What the block changes against its parent. */
    byte[] encodedChanges() {
        return LayerChanges.encode(accountEntries, slotEntries);
    }

    DiskMove move() {
        return move;
    }

    private void changeSlots(Bytes32 owner, AccountChange change) {
        Map<Bytes32, byte[]> after = new HashMap<>();
        if (change.storageCleared() || change.after().isEmpty()) {
            slotsBefore(owner).keySet().forEach(slot -> after.put(slot, NOTHING));
        }
        if (change.after().isPresent()) {
            for (Map.Entry<UInt256, UInt256> entry : change.storage().entrySet()) {
                after.put(
                        Bytes32.of(StateKeys.hash(entry.getKey())),
                        entry.getValue().toMinimalArray());
            }
        }
        after.forEach((slot, value) -> changeSlot(owner, slot, value));
    }

    private void changeSlot(Bytes32 owner, Bytes32 slot, byte[] after) {
        byte[] key = StateKeys.concat(owner, slot.toArray());
        byte[] known = net.slots.getOrDefault(owner, Map.of()).get(slot);
        byte[] before = known == null ? storage.get(StateColumns.SLOTS, key) : known;
        if (!Arrays.equals(before, after)) {
            slotEntries.add(new DiffTable.Entry(key, before, after));
            net.putSlot(owner, slot, after);
        }
    }

    private Map<Bytes32, byte[]> slotsBefore(Bytes32 owner) {
        if (AccountCodec.storageRoot(accountBefore(owner)).equals(Trie.EMPTY_ROOT)) {
            return Map.of();
        }
        Map<Bytes32, byte[]> slots = storage.slots(owner);
        slots.putAll(net.slots.getOrDefault(owner, Map.of()));
        slots.values().removeIf(value -> value.length == 0);
        return slots;
    }

    private void changeAccount(Bytes32 owner, AccountChange change, Optional<Bytes32> newStorageRoot) {
        byte[] before = accountBefore(owner);
        byte[] after = change.after()
                .map(account ->
                        AccountCodec.encode(account, newStorageRoot.orElseGet(() -> AccountCodec.storageRoot(before))))
                .orElse(NOTHING);
        if (!Arrays.equals(before, after)) {
            accountEntries.add(new DiffTable.Entry(owner.toArray(), before, after));
            net.accounts.put(owner, after);
        }
    }

    private byte[] accountBefore(Bytes32 owner) {
        byte[] known = net.accounts.get(owner);
        return known == null ? storage.get(StateColumns.ACCOUNTS, owner.toArray()) : known;
    }
}
