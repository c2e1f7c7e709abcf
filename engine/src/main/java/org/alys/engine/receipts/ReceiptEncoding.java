package org.alys.engine.receipts;

import java.util.ArrayList;
import java.util.List;
import org.alys.engine.receipts.ReceiptClaim.LogClaim;
import org.alys.evm.trie.OrderedTrie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/** Consensus encoding of receipts: yellow paper section 4.3.1 with EIP-658 and EIP-2718. */
final class ReceiptEncoding {
    private static final int BLOOM_SIZE = 256;

    private ReceiptEncoding() {}

    static Bytes32 root(List<Bytes> transactions, List<ReceiptClaim> receipts) {
        List<byte[]> encoded = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            encoded.add(encode(transactions.get(i).get(0), receipts.get(i)));
        }
        return OrderedTrie.root(encoded);
    }

    private static byte[] encode(int firstByteOfTransaction, ReceiptClaim receipt) {
        byte[] body = Rlp.list(
                Rlp.number(receipt.succeeded() ? 1 : 0),
                Rlp.number(receipt.cumulativeGasUsed()),
                Rlp.string(bloom(receipt.logs())),
                Rlp.list(receipt.logs().stream().map(ReceiptEncoding::encode).toList()));
        boolean legacy = firstByteOfTransaction >= 0xc0;
        if (legacy) {
            return body;
        }
        byte[] typed = new byte[body.length + 1];
        typed[0] = (byte) firstByteOfTransaction;
        System.arraycopy(body, 0, typed, 1, body.length);
        return typed;
    }

    private static byte[] encode(LogClaim log) {
        return Rlp.list(
                Rlp.string(log.address().toArray()),
                Rlp.list(log.topics().stream()
                        .map(topic -> Rlp.string(topic.toArray()))
                        .toList()),
                Rlp.string(log.data().toArray()));
    }

    private static byte[] bloom(List<LogClaim> logs) {
        byte[] bloom = new byte[BLOOM_SIZE];
        for (LogClaim log : logs) {
            add(bloom, log.address().toArray());
            log.topics().forEach(topic -> add(bloom, topic.toArray()));
        }
        return bloom;
    }

    /** Sets the three bits that the low 11 bits of the first three 16-bit words of the hash name. */
    private static void add(byte[] bloom, byte[] item) {
        byte[] hash = Hashes.keccak256(item);
        for (int word = 0; word < 6; word += 2) {
            int bit = ((hash[word] & 0x07) << 8) | (hash[word + 1] & 0xff);
            int index = BLOOM_SIZE - 1 - bit / 8;
            bloom[index] = (byte) (bloom[index] | 1 << (bit % 8));
        }
    }
}
