package org.alys.evm.trie;

import java.util.List;
import org.alys.primitives.Bytes32;
import org.alys.primitives.rlp.Rlp;

/**
 * The trie that maps {@code rlp(index)} to a value, by which block headers commit to transactions, receipts and withdrawals
 * (yellow paper, section 4.3).
 */
public final class OrderedTrie {
    private OrderedTrie() {}

    /**
     * The root over {@code values} in their order.
     *
     * @param values none of them empty
     */
    public static Bytes32 root(List<byte[]> values) {
        SortedChanges.Builder entries = SortedChanges.builder();
        for (int i = 0; i < values.size(); i++) {
            entries.put(Rlp.number(i), values.get(i));
        }
        return Trie.root(entries.build());
    }
}
