package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/**
 * Transactions as hex. One without inputs looks in the old encoding as if it had a segwit marker, so both readings are
 * tried, in the order in which Bitcoin Core tries them.
 */
final class TransactionText {
    private TransactionText() {}

    static RpcException undecodable() {
        return RpcError.UNDECODABLE.with("TX decode failed. Make sure the tx has at least one input.");
    }

    /**
     * The transaction, or empty when the text is none.
     *
     * @param witness whether the text is in the segwit encoding; when that is not said, it is found out
     */
    static Optional<Transaction> read(String hex, Optional<JsonNode> witness) throws RpcException {
        byte[] bytes;
        try {
            bytes = Hex.decode(hex);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        boolean trySegwit = witness.isEmpty() || RpcParams.flag(witness.get());
        boolean tryOld = witness.isEmpty() || !RpcParams.flag(witness.get());
        Optional<Transaction> segwit = trySegwit ? Transaction.decode(bytes).toOptional() : Optional.empty();
        return segwit.filter(found -> !found.inputs().isEmpty() || !tryOld)
                .or(() -> tryOld ? withoutInputs(bytes).or(() -> old(bytes)) : Optional.empty())
                .or(() -> segwit);
    }

    private static Optional<Transaction> old(byte[] bytes) {
        return Transaction.decode(bytes).toOptional().filter(found -> !found.hasWitness());
    }

    private static Optional<Transaction> withoutInputs(byte[] bytes) {
        return Decoded.decode(bytes, Transaction.MAX_SIZE, TransactionText::readWithoutInputs)
                .toOptional();
    }

    private static Transaction readWithoutInputs(BitcoinReader reader) throws MalformedBytesException {
        int version = reader.readInt32();
        if (reader.readByte() != 0) {
            throw new MalformedBytesException(4, "there are inputs");
        }
        int count = reader.readCount(9);
        List<TxOutput> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int start = reader.position();
            long value = reader.readInt64();
            if (value < 0 || value > Sats.MAX_MONEY.value()) {
                throw new MalformedBytesException(start, "amount out of range");
            }
            outputs.add(new TxOutput(new Sats(value), reader.readVarBytes()));
        }
        return new Transaction(version, List.of(), outputs, reader.readUnsignedInt32());
    }

    /** A required transaction. */
    static Transaction require(RpcParams params, int index) throws RpcException {
        return read(params.text(index), Optional.empty()).orElseThrow(TransactionText::undecodable);
    }
}
