package org.alys.evm.state;

import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;

/** Keys and values of the secure tries. */
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
}
