package org.alys.evm.state;

import java.util.HashMap;
import java.util.Map;
import org.alys.primitives.Bytes32;

/** In what one state differs from another, as values in the first; an empty value means that there is nothing. */
final class NetChanges {
    /** By the Keccak of the address: what the account trie holds. */
    final Map<Bytes32, byte[]> accounts = new HashMap<>();
    /** By the Keccak of the address and that of the slot: its content without leading zeros. */
    final Map<Bytes32, Map<Bytes32, byte[]>> slots = new HashMap<>();

    /** Steps from the state before a block to that after it. */
    void on(LayerChanges changes) {
        DiffTable table = changes.accounts();
        for (int i = 0; i < table.size(); i++) {
            accounts.put(Bytes32.of(table.key(i)), table.after(i));
        }
        table = changes.slots();
        for (int i = 0; i < table.size(); i++) {
            putSlot(table.key(i), table.after(i));
        }
    }

    /** Steps from the state after a block to that before it. */
    void back(LayerChanges changes) {
        DiffTable table = changes.accounts();
        for (int i = 0; i < table.size(); i++) {
            accounts.put(Bytes32.of(table.key(i)), table.before(i));
        }
        table = changes.slots();
        for (int i = 0; i < table.size(); i++) {
            putSlot(table.key(i), table.before(i));
        }
    }

    private void putSlot(byte[] key, byte[] value) {
        putSlot(Bytes32.copyOf(key, 0), Bytes32.copyOf(key, Bytes32.SIZE), value);
    }

    void putSlot(Bytes32 owner, Bytes32 slot, byte[] value) {
        slotsOf(owner).put(slot, value);
    }

    Map<Bytes32, byte[]> slotsOf(Bytes32 owner) {
        return slots.computeIfAbsent(owner, _ -> new HashMap<>());
    }
}
