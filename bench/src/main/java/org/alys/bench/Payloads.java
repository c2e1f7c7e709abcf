package org.alys.bench;

import java.nio.ByteBuffer;
import java.util.List;
import org.alys.chain.block.PayloadRules;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;

/** Payloads that nothing executed. Their hash covers what tells them apart: parent, number, time and transactions. */
final class Payloads {
    private static final long GAS_LIMIT = 30_000_000;
    private static final int BLOOM_BYTES = 256;

    private Payloads() {}

    static ExecutionPayload genesis(long timestampSeconds) {
        return payload(Bytes32.ZERO, 0, timestampSeconds, Bytes32.ZERO, List.of(), List.of());
    }

    /** The payload after the one with that hash and number. */
    static ExecutionPayload next(
            Bytes32 parentHash,
            long parentNumber,
            long timestampSeconds,
            Bytes32 prevRandao,
            List<Withdrawal> withdrawals,
            List<Bytes> transactions) {
        return payload(parentHash, parentNumber + 1, timestampSeconds, prevRandao, withdrawals, transactions);
    }

    private static ExecutionPayload payload(
            Bytes32 parentHash,
            long number,
            long timestampSeconds,
            Bytes32 prevRandao,
            List<Withdrawal> withdrawals,
            List<Bytes> transactions) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                parentHash,
                PayloadRules.FEE_SINK,
                Bytes32.of(Hashes.sha256(parentHash.toArray())),
                Bytes32.ZERO,
                Bytes.of(new byte[BLOOM_BYTES]),
                prevRandao,
                number,
                GAS_LIMIT,
                0,
                timestampSeconds,
                Bytes.EMPTY,
                Wei.ofGwei(1),
                hash(parentHash, number, timestampSeconds, transactions),
                transactions,
                withdrawals,
                0,
                0,
                List.of());
    }

    static Bytes32 hash(ExecutionPayload payload) {
        return hash(payload.parentHash(), payload.blockNumber(), payload.timestamp(), payload.transactions());
    }

    private static Bytes32 hash(Bytes32 parentHash, long number, long timestampSeconds, List<Bytes> transactions) {
        byte[] place = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(number)
                .putLong(timestampSeconds)
                .array();
        byte[] digest = Hashes.sha256(parentHash.toArray(), place);
        for (Bytes transaction : transactions) {
            digest = Hashes.sha256(digest, transaction.toArray());
        }
        return Bytes32.of(digest);
    }
}
