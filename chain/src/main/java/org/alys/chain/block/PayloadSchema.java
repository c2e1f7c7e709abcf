package org.alys.chain.block;

import java.util.List;
import java.util.function.Function;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszContainer.Field;
import org.alys.primitives.ssz.SszContainer.Values;
import org.alys.primitives.ssz.SszType;

/**
 * Execution payloads in SSZ: the fields of Ethereum's consensus containers (consensus-specs, Capella and Deneb), from Prague on
 * followed by the execution requests. Lists are limited to what a block of 8 MiB can hold, because every level of a tree
 * costs hashing.
 */
final class PayloadSchema {
    static final int MAX_TRANSACTIONS = 1 << 16;
    static final int MAX_TRANSACTION_BYTES = 1 << 23;
    static final int MAX_WITHDRAWALS = 16;
    static final int MAX_REQUESTS = 16;
    static final int MAX_REQUEST_BYTES = 1 << 20;
    static final int MAX_EXTRA_DATA_BYTES = 32;
    static final int LOGS_BLOOM_BYTES = 256;

    private PayloadSchema() {}

    static SszType<ExecutionPayload> of(Fork fork) {
        var payload = new SszContainer<ExecutionPayload>("ExecutionPayload");
        var parentHash = payload.field("parentHash", Ssz.BYTES32, ExecutionPayload::parentHash);
        var feeRecipient = payload.field("feeRecipient", Ssz.EVM_ADDRESS, ExecutionPayload::feeRecipient);
        var stateRoot = payload.field("stateRoot", Ssz.BYTES32, ExecutionPayload::stateRoot);
        var receiptsRoot = payload.field("receiptsRoot", Ssz.BYTES32, ExecutionPayload::receiptsRoot);
        var logsBloom = payload.field("logsBloom", Ssz.bytes(LOGS_BLOOM_BYTES), ExecutionPayload::logsBloom);
        var prevRandao = payload.field("prevRandao", Ssz.BYTES32, ExecutionPayload::prevRandao);
        var blockNumber = payload.field("blockNumber", Ssz.UINT64, ExecutionPayload::blockNumber);
        var gasLimit = payload.field("gasLimit", Ssz.UINT64, ExecutionPayload::gasLimit);
        var gasUsed = payload.field("gasUsed", Ssz.UINT64, ExecutionPayload::gasUsed);
        var timestamp = payload.field("timestamp", Ssz.UINT64, ExecutionPayload::timestamp);
        var extraData = payload.field("extraData", Ssz.byteList(MAX_EXTRA_DATA_BYTES), ExecutionPayload::extraData);
        var baseFee = payload.field("baseFeePerGas", Ssz.WEI, ExecutionPayload::baseFeePerGas);
        var blockHash = payload.field("blockHash", Ssz.BYTES32, ExecutionPayload::blockHash);
        var transactions = payload.field(
                "transactions",
                Ssz.list(Ssz.byteList(MAX_TRANSACTION_BYTES), MAX_TRANSACTIONS),
                ExecutionPayload::transactions);
        var withdrawals =
                payload.field("withdrawals", Ssz.list(withdrawal(), MAX_WITHDRAWALS), ExecutionPayload::withdrawals);
        Later later = Later.of(fork, payload);
        return payload.build(f -> new ExecutionPayload(
                fork,
                f.get(parentHash),
                f.get(feeRecipient),
                f.get(stateRoot),
                f.get(receiptsRoot),
                f.get(logsBloom),
                f.get(prevRandao),
                f.get(blockNumber),
                f.get(gasLimit),
                f.get(gasUsed),
                f.get(timestamp),
                f.get(extraData),
                f.get(baseFee),
                f.get(blockHash),
                f.get(transactions),
                f.get(withdrawals),
                later.blobGasUsed.apply(f),
                later.excessBlobGas.apply(f),
                later.executionRequests.apply(f)));
    }

    /** The fields that came after Shanghai, each read from the payload or, before its fork, its empty value. */
    private record Later(
            Function<Values<ExecutionPayload>, Long> blobGasUsed,
            Function<Values<ExecutionPayload>, Long> excessBlobGas,
            Function<Values<ExecutionPayload>, List<Bytes>> executionRequests) {
        static Later of(Fork fork, SszContainer<ExecutionPayload> payload) {
            if (!fork.includes(Fork.CANCUN)) {
                return new Later(f -> 0L, f -> 0L, f -> List.of());
            }
            Field<ExecutionPayload, Long> used =
                    payload.field("blobGasUsed", Ssz.UINT64, ExecutionPayload::blobGasUsed);
            Field<ExecutionPayload, Long> excess =
                    payload.field("excessBlobGas", Ssz.UINT64, ExecutionPayload::excessBlobGas);
            if (!fork.includes(Fork.PRAGUE)) {
                return new Later(f -> f.get(used), f -> f.get(excess), f -> List.of());
            }
            Field<ExecutionPayload, List<Bytes>> requests = payload.field(
                    "executionRequests",
                    Ssz.list(Ssz.byteList(MAX_REQUEST_BYTES), MAX_REQUESTS),
                    ExecutionPayload::executionRequests);
            return new Later(f -> f.get(used), f -> f.get(excess), f -> f.get(requests));
        }
    }

    private static SszType<Withdrawal> withdrawal() {
        var withdrawal = new SszContainer<Withdrawal>("Withdrawal");
        var index = withdrawal.field("index", Ssz.UINT64, Withdrawal::index);
        var validator = withdrawal.field("validatorIndex", Ssz.UINT64, Withdrawal::validatorIndex);
        var address = withdrawal.field("address", Ssz.EVM_ADDRESS, Withdrawal::address);
        var amount = withdrawal.field("amount", Ssz.UINT64, Withdrawal::amountGwei);
        return withdrawal.build(f -> new Withdrawal(f.get(index), f.get(validator), f.get(address), f.get(amount)));
    }
}
