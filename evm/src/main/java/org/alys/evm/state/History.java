package org.alys.evm.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.evm.store.Batch;
import org.alys.primitives.Bytes32;

/**
 * The states of an archive: for every key that a final block changed, the value before it. The value after block n is the one
 * before the first later block that changed the key, and where there is none, that of the oldest state kept otherwise.
 */
final class History {
    private final StateStorage storage;

    History(StateStorage storage) {
        this.storage = storage;
    }

    /** The number of a final block whose state is only here. */
    OptionalLong number(Bytes32 blockHash) {
        byte[] number = storage.get(StateColumns.ARCHIVED, blockHash.toArray());
        return number.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(number).getLong());
    }

    /** The value before the first block above {@code number} that changed {@code key}. */
    Optional<byte[]> valueAfter(long number, byte[] key) {
        byte[] from = entryKey(key, number + 1);
        int keyEnd = from.length - Long.BYTES;
        List<byte[]> found = new ArrayList<>(1);
        storage.scan(StateColumns.HISTORY, from, (entry, before) -> {
            if (entry.length == from.length && Arrays.equals(entry, 0, keyEnd, from, 0, keyEnd)) {
                found.add(before);
            }
            return false;
        });
        return found.stream().findFirst();
    }

    /** Keeps what {@code layer} changed, because its parent's state is about to go. */
    void keep(Batch batch, Layer layer, LayerChanges changes) {
        keep(batch, layer, changes.accounts());
        keep(batch, layer, changes.slots());
    }

    void keepNumber(Batch batch, Layer layer) {
        batch.put(
                StateColumns.ARCHIVED,
                layer.hash().toArray(),
                ByteBuffer.allocate(Long.BYTES).putLong(layer.number()).array());
    }

    private static void keep(Batch batch, Layer layer, DiffTable table) {
        for (int i = 0; i < table.size(); i++) {
            batch.put(StateColumns.HISTORY, entryKey(table.key(i), layer.number()), table.before(i));
        }
    }

    /** Accounts and slots are kept apart by the length of their keys: one's keys are beginnings of the other's. */
    private static byte[] entryKey(byte[] key, long number) {
        return ByteBuffer.allocate(1 + key.length + Long.BYTES)
                .put((byte) key.length)
                .put(key)
                .putLong(number)
                .array();
    }
}
