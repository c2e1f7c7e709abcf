package org.alys.evm.state;

import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;

/** An account with the root of its storage. */
record StoredAccount(Account account, Bytes32 storageRoot) {
    boolean hasStorage() {
        return !storageRoot.equals(Trie.EMPTY_ROOT);
    }
}
