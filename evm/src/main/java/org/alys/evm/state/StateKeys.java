package org.alys.evm.state;

import java.util.Arrays;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;

/** Keys and values of the secure tries and of the columns. */
final class StateKeys {
    private StateKeys() {}

    static byte[] hash(EvmAddress address) {
        return Hashes.keccak256(address.toArray());
    }

    static byte[] hash(UInt256 slot) {
        return Hashes.keccak256(slot.toArray());
    }

    /** What a storage trie holds for a value that is not zero. */
    static byte[] trieValue(UInt256 value) {
        return Rlp.string(value.toMinimalArray());
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    static byte[] concat(Bytes32 first, byte[] second) {
        byte[] all = new byte[Bytes32.SIZE + second.length];
        first.copyTo(all, 0);
        System.arraycopy(second, 0, all, Bytes32.SIZE, second.length);
        return all;
    }
}
