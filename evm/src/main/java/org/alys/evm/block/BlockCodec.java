package org.alys.evm.block;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;

/** The RLP of whole blocks, from Shanghai on: header, transactions, no uncles, withdrawals. */
public final class BlockCodec {
    private static final int FIRST_LIST_PREFIX = 0xc0;

    private BlockCodec() {}

    public static byte[] encode(Block block) {
        return Rlp.list(
                HeaderCodec.encode(block.header()),
                Rlp.list(block.transactions().stream().map(BlockCodec::item).toList()),
                Rlp.list(),
                Rlp.list(block.withdrawals().stream().map(Roots::encode).toList()));
    }

    /** A legacy transaction is a list itself; the others are strings. */
    private static byte[] item(SignedTransaction transaction) {
        byte[] encoded = transaction.encoded().toArray();
        return (encoded[0] & 0xff) >= FIRST_LIST_PREFIX ? encoded : Rlp.string(encoded);
    }

    /**
     * The block that {@code encoded} is; whether header and body belong together is not checked.
     *
     * @throws IllegalArgumentException when it is none, in its one encoding
     */
    public static Block decode(byte[] encoded) {
        RlpReader reader = RlpReader.ofList(encoded, 0);
        byte[] header = reader.item();
        RlpReader items = reader.list();
        List<SignedTransaction> transactions = new ArrayList<>();
        while (items.hasNext()) {
            transactions.add(transaction(items.nextIsList() ? items.item() : typed(items.string())));
        }
        reader.list().end();
        List<Withdrawal> withdrawals = withdrawals(reader.list());
        reader.end();
        return new Block(Bytes32.of(Hashes.keccak256(header)), HeaderCodec.decode(header), transactions, withdrawals);
    }

    /** A body for a store, with what is costly to find again: the senders. The encoding is this program's own. */
    public static byte[] storeBody(Block block, List<Bytes> requests) {
        return Rlp.list(
                Rlp.list(block.transactions().stream().map(BlockCodec::storeOne).toList()),
                Rlp.list(block.withdrawals().stream().map(Roots::encode).toList()),
                Rlp.list(requests.stream()
                        .map(request -> Rlp.string(request.toArray()))
                        .toList()));
    }

    private static byte[] storeOne(SignedTransaction transaction) {
        return Rlp.list(
                Rlp.string(transaction.encoded().toArray()),
                Rlp.string(transaction.sender().toArray()));
    }

    /**
     * What {@link #storeBody} wrote.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static StoredBody loadBody(byte[] stored) {
        RlpReader reader = RlpReader.ofList(stored, 0);
        RlpReader items = reader.list();
        List<SignedTransaction> transactions = new ArrayList<>();
        while (items.hasNext()) {
            RlpReader one = items.list();
            transactions.add(TransactionCodec.trusted(Bytes.of(one.string()), EvmAddress.of(one.string())));
        }
        List<Withdrawal> withdrawals = withdrawals(reader.list());
        RlpReader requestItems = reader.list();
        List<Bytes> requests = new ArrayList<>();
        while (requestItems.hasNext()) {
            requests.add(Bytes.of(requestItems.string()));
        }
        return new StoredBody(transactions, withdrawals, requests);
    }

    /** A block without its header, with its execution requests (EIP-7685). */
    public record StoredBody(List<SignedTransaction> transactions, List<Withdrawal> withdrawals, List<Bytes> requests) {
        public StoredBody {
            transactions = List.copyOf(transactions);
            withdrawals = List.copyOf(withdrawals);
            requests = List.copyOf(requests);
        }
    }

    private static byte[] typed(byte[] bytes) {
        if (bytes.length > 0 && (bytes[0] & 0xff) >= FIRST_LIST_PREFIX) {
            throw new IllegalArgumentException("a legacy transaction inside a string");
        }
        return bytes;
    }

    private static SignedTransaction transaction(byte[] encoded) {
        return switch (TransactionCodec.parse(Bytes.of(encoded))) {
            case ParsedTransaction.Accepted(SignedTransaction transaction) -> transaction;
            case ParsedTransaction.Refused(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    private static List<Withdrawal> withdrawals(RlpReader items) {
        List<Withdrawal> withdrawals = new ArrayList<>();
        while (items.hasNext()) {
            RlpReader fields = items.list();
            withdrawals.add(new Withdrawal(
                    unsigned(fields), unsigned(fields), EvmAddress.of(fields.string()), unsigned(fields)));
            fields.end();
        }
        return withdrawals;
    }

    private static long unsigned(RlpReader fields) {
        UInt256 word = UInt256.of(fields.number());
        if ((word.w3() | word.w2() | word.w1()) != 0) {
            throw new IllegalArgumentException("expected a number of at most 64 bits");
        }
        return word.w0();
    }
}
