package org.alys.evm.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;
import org.alys.primitives.rlp.RlpReader;

/** Receipts as consensus encodes them (yellow paper 4.3.1, EIP-658, EIP-2718), and with all their fields as a store keeps them. */
public final class ReceiptCodec {
    private ReceiptCodec() {}

    /** What the receipts root is over. */
    public static byte[] encode(Receipt receipt) {
        byte[] body = Rlp.list(
                Rlp.number(receipt.succeeded() ? 1 : 0),
                HeaderCodec.number(receipt.cumulativeGasUsed()),
                Rlp.string(receipt.logsBloom().toArray()),
                logs(receipt.logs()));
        if (receipt.type() == TransactionType.LEGACY) {
            return body;
        }
        byte[] typed = new byte[body.length + 1];
        typed[0] = (byte) receipt.type().id();
        System.arraycopy(body, 0, typed, 1, body.length);
        return typed;
    }

    /** All receipts of a block for a store; blooms are left out, they follow from the logs. */
    public static byte[] store(List<Receipt> receipts) {
        return Rlp.list(receipts.stream().map(ReceiptCodec::storeOne).toList());
    }

    private static byte[] storeOne(Receipt receipt) {
        return Rlp.list(
                Rlp.number(receipt.type().id()),
                Rlp.number(receipt.succeeded() ? 1 : 0),
                HeaderCodec.number(receipt.cumulativeGasUsed()),
                HeaderCodec.number(receipt.gasUsed()),
                Rlp.string(receipt.effectiveGasPrice().toMinimalArray()),
                Rlp.string(receipt.contractAddress().map(EvmAddress::toArray).orElse(new byte[0])),
                logs(receipt.logs()));
    }

    /**
     * Reads what {@link #store} wrote.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static List<Receipt> load(byte[] stored) {
        RlpReader reader = RlpReader.ofList(stored, 0);
        List<Receipt> receipts = new ArrayList<>();
        while (reader.hasNext()) {
            receipts.add(loadOne(reader.list()));
        }
        return receipts;
    }

    private static Receipt loadOne(RlpReader reader) {
        TransactionType type = TransactionType.of(Math.toIntExact(Math.min(Integer.MAX_VALUE, number(reader))));
        boolean succeeded = reader.number().signum() != 0;
        long cumulativeGasUsed = number(reader);
        long gasUsed = number(reader);
        UInt256 price = UInt256.fromBytes(reader.string());
        byte[] contract = reader.string();
        List<Log> logs = loadLogs(reader.list());
        reader.end();
        return new Receipt(
                type,
                succeeded,
                cumulativeGasUsed,
                Bloom.of(logs),
                logs,
                gasUsed,
                price,
                contract.length == 0 ? Optional.empty() : Optional.of(EvmAddress.of(contract)));
    }

    private static long number(RlpReader reader) {
        BigInteger number = reader.number();
        if (number.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("a number of more than 63 bits in a receipt");
        }
        return number.longValue();
    }

    private static byte[] logs(List<Log> logs) {
        return Rlp.list(logs.stream().map(ReceiptCodec::encode).toList());
    }

    private static byte[] encode(Log log) {
        return Rlp.list(
                Rlp.string(log.address().toArray()),
                Rlp.list(log.topics().stream()
                        .map(topic -> Rlp.string(topic.toArray()))
                        .toList()),
                Rlp.string(log.data().toArray()));
    }

    private static List<Log> loadLogs(RlpReader reader) {
        List<Log> logs = new ArrayList<>();
        while (reader.hasNext()) {
            RlpReader log = reader.list();
            EvmAddress address = EvmAddress.of(log.string());
            RlpReader topicItems = log.list();
            List<Bytes32> topics = new ArrayList<>();
            while (topicItems.hasNext()) {
                topics.add(Bytes32.of(topicItems.string()));
            }
            logs.add(new Log(address, topics, Bytes.of(log.string())));
            log.end();
        }
        return logs;
    }
}
