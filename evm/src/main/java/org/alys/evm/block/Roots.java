package org.alys.evm.block;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.trie.OrderedTrie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.rlp.Rlp;

/** What a header commits to besides the state. */
public final class Roots {
    private Roots() {}

    public static Bytes32 ofTransactions(List<SignedTransaction> transactions) {
        return OrderedTrie.root(transactions.stream()
                .map(transaction -> transaction.encoded().toArray())
                .toList());
    }

    public static Bytes32 ofReceipts(List<Receipt> receipts) {
        return OrderedTrie.root(receipts.stream().map(ReceiptCodec::encode).toList());
    }

    /** EIP-4895. */
    public static Bytes32 ofWithdrawals(List<Withdrawal> withdrawals) {
        return OrderedTrie.root(withdrawals.stream().map(Roots::encode).toList());
    }

    static byte[] encode(Withdrawal withdrawal) {
        return Rlp.list(
                HeaderCodec.number(withdrawal.index()),
                HeaderCodec.number(withdrawal.validatorIndex()),
                Rlp.string(withdrawal.address().toArray()),
                HeaderCodec.number(withdrawal.amountGwei()));
    }

    /**
     * The commitment to execution requests (EIP-7685).
     *
     * @param requests each a type byte and its data; those without data do not count
     */
    public static Bytes32 ofRequests(List<Bytes> requests) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (Bytes request : requests) {
            if (request.size() > 1) {
                hashes.writeBytes(Hashes.sha256(request.toArray()));
            }
        }
        return Bytes32.of(Hashes.sha256(hashes.toByteArray()));
    }
}
