package org.alys.engine.http;

import java.util.List;
import java.util.Optional;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.receipts.ReceiptClaim;
import org.alys.evm.block.Log;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** Blocks and receipts as the JSON of the {@code eth_} methods. */
final class BlockCodec {
    /** The hash over no requests at all (EIP-7685). */
    private static final Bytes32 NO_REQUESTS = Bytes32.of(Hashes.sha256(new byte[0]));

    private static final int MAX_TOPICS = 4;
    private static final int MAX_LOGS = 1 << 20;

    private final Fork fork;

    BlockCodec(Fork fork) {
        this.fork = fork;
    }

    static String reference(BlockRef block) {
        return switch (block) {
            case BlockRef.Height(long number) -> PayloadCodec.quantity(number);
            case BlockRef.Tag.LATEST -> "latest";
            case BlockRef.Tag.SAFE -> "safe";
            case BlockRef.Tag.FINALIZED -> "finalized";
        };
    }

    static BlockHeader readHeader(Answer json) {
        return new BlockHeader(
                json.field("hash").hash(),
                json.field("parentHash").hash(),
                json.field("number").number(),
                json.field("timestamp").number(),
                json.field("stateRoot").hash(),
                json.field("gasLimit").number(),
                json.field("gasUsed").number(),
                json.field("baseFeePerGas").wei());
    }

    static List<Bytes32> readTransactionHashes(Answer json) {
        return json.field("transactions").items(PayloadCodec.MAX_TRANSACTIONS).stream()
                .map(Answer::hash)
                .toList();
    }

    static List<Bytes32> hashes(List<Bytes> transactions) {
        return transactions.stream()
                .map(transaction -> Bytes32.of(Hashes.keccak256(transaction.toArray())))
                .toList();
    }

    /** The payload in a block whose transactions came from elsewhere. */
    ExecutionPayload readPayload(Answer json, List<Bytes> transactions) {
        boolean blobFields = fork.includes(Fork.CANCUN);
        if (fork.includes(Fork.PRAGUE) && !json.field("requestsHash").hash().equals(NO_REQUESTS)) {
            throw json.bad("the block commits to execution requests, which JSON-RPC cannot give back");
        }
        return new ExecutionPayload(
                fork,
                json.field("parentHash").hash(),
                json.field("miner").address(),
                json.field("stateRoot").hash(),
                json.field("receiptsRoot").hash(),
                Bytes.of(json.field("logsBloom").exactly(256)),
                json.field("mixHash").hash(),
                json.field("number").number(),
                json.field("gasLimit").number(),
                json.field("gasUsed").number(),
                json.field("timestamp").number(),
                json.field("extraData").data(PayloadCodec.MAX_EXTRA_DATA),
                json.field("baseFeePerGas").wei(),
                json.field("hash").hash(),
                transactions,
                PayloadCodec.withdrawals(json.field("withdrawals")),
                blobFields ? json.field("blobGasUsed").number() : 0,
                blobFields ? json.field("excessBlobGas").number() : 0,
                List.of());
    }

    static ReceiptClaim readReceipt(Answer json) {
        return new ReceiptClaim(
                json.field("transactionHash").hash(),
                json.field("blockHash").hash(),
                json.field("from").address(),
                json.optional("to").map(Answer::address),
                json.optional("contractAddress").map(Answer::address),
                json.field("status").zeroOrOne(),
                json.field("cumulativeGasUsed").number(),
                json.field("logs").items(MAX_LOGS).stream()
                        .map(BlockCodec::readLog)
                        .toList());
    }

    private static Log readLog(Answer json) {
        return new Log(
                json.field("address").address(),
                json.field("topics").items(MAX_TOPICS).stream()
                        .map(Answer::hash)
                        .toList(),
                json.field("data").data());
    }

    static Optional<Answer> present(Answer json) {
        return json.isAbsent() ? Optional.empty() : Optional.of(json);
    }
}
