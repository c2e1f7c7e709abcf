package org.alys.evm.state;

import java.nio.ByteBuffer;
import java.util.List;
import org.alys.primitives.Bytes32;

/** What one block changed: accounts as the account trie holds them, and slots; from it the step up or down one block can be made. */
record LayerChanges(DiffTable accounts, DiffTable slots) {
    static final int ACCOUNT_KEY_SIZE = Bytes32.SIZE;
    static final int SLOT_KEY_SIZE = 2 * Bytes32.SIZE;

    static byte[] encode(List<DiffTable.Entry> accounts, List<DiffTable.Entry> slots) {
        byte[] accountTable = DiffTable.encode(accounts);
        byte[] slotTable = DiffTable.encode(slots);
        return ByteBuffer.allocate(Integer.BYTES + accountTable.length + slotTable.length)
                .putInt(accountTable.length)
                .put(accountTable)
                .put(slotTable)
                .array();
    }

    static LayerChanges decode(byte[] encoded) {
        int accountsLength = ByteBuffer.wrap(encoded).getInt();
        return new LayerChanges(
                new DiffTable(encoded, Integer.BYTES, ACCOUNT_KEY_SIZE),
                new DiffTable(encoded, Integer.BYTES + accountsLength, SLOT_KEY_SIZE));
    }

    /** The table for keys of this length. */
    DiffTable table(byte[] key) {
        return key.length == ACCOUNT_KEY_SIZE ? accounts : slots;
    }
}
