package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Roots;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.ParsedTransaction;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionCodec;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Blocks as the Engine API carries them, to blocks and back. */
public sealed interface PayloadConversion {
    /** The block, whose hash is the payload's. */
    record Converted(Block block) implements PayloadConversion {}

    /** A transaction is malformed, or the hash is not the payload's. */
    record Refused(BlockProblem problem) implements PayloadConversion {}

    /**
     * The block that a payload stands for.
     *
     * @param parentBeaconBlockRoot part of the header from Cancun on
     * @param known transactions whose senders need not be recovered again, by hash
     */
    static PayloadConversion toBlock(
            ExecutionPayload payload,
            Bytes32 parentBeaconBlockRoot,
            Function<Bytes32, Optional<SignedTransaction>> known) {
        List<ParsedTransaction> parsed = payload.transactions().parallelStream()
                .map(encoded -> parse(encoded, known))
                .toList();
        Optional<BlockProblem> malformed = IntStream.range(0, parsed.size())
                .boxed()
                .<BlockProblem>mapMulti((index, sink) -> {
                    if (parsed.get(index) instanceof ParsedTransaction.Refused(String reason)) {
                        sink.accept(new BlockProblem.Malformed("transaction " + index + ": " + reason));
                    }
                })
                .findFirst();
        if (malformed.isPresent()) {
            return new Refused(malformed.get());
        }
        List<SignedTransaction> transactions = parsed.stream()
                .map(one -> ((ParsedTransaction.Accepted) one).transaction())
                .toList();
        BlockHeader header = header(payload, parentBeaconBlockRoot, transactions);
        Bytes32 hash = HeaderCodec.hash(header);
        return hash.equals(payload.blockHash())
                ? new Converted(new Block(hash, header, transactions, payload.withdrawals()))
                : new Refused(new BlockProblem.WrongBlockHash(payload.blockHash(), hash));
    }

    private static ParsedTransaction parse(Bytes encoded, Function<Bytes32, Optional<SignedTransaction>> known) {
        return known.apply(Bytes32.of(Hashes.keccak256(encoded.toArray())))
                .<ParsedTransaction>map(ParsedTransaction.Accepted::new)
                .orElseGet(() -> TransactionCodec.parse(encoded));
    }

    private static BlockHeader header(
            ExecutionPayload payload, Bytes32 parentBeaconBlockRoot, List<SignedTransaction> transactions) {
        boolean cancun = payload.fork().includes(Fork.CANCUN);
        return new BlockHeader(
                payload.parentHash(),
                payload.feeRecipient(),
                payload.stateRoot(),
                Roots.ofTransactions(transactions),
                payload.receiptsRoot(),
                payload.logsBloom(),
                payload.blockNumber(),
                payload.gasLimit(),
                payload.gasUsed(),
                payload.timestamp(),
                payload.extraData(),
                payload.prevRandao(),
                UInt256.of(payload.baseFeePerGas()),
                Roots.ofWithdrawals(payload.withdrawals()),
                cancun ? Optional.of(payload.blobGasUsed()) : Optional.empty(),
                cancun ? Optional.of(payload.excessBlobGas()) : Optional.empty(),
                cancun ? Optional.of(parentBeaconBlockRoot) : Optional.empty(),
                payload.fork().includes(Fork.PRAGUE)
                        ? Optional.of(Roots.ofRequests(payload.executionRequests()))
                        : Optional.empty());
    }

    /**
     * The payload of a block.
     *
     * @param fork that of the block's time
     * @param requests to which the header commits (EIP-7685)
     */
    static ExecutionPayload toPayload(Block block, Fork fork, List<Bytes> requests) {
        BlockHeader header = block.header();
        return new ExecutionPayload(
                fork,
                header.parentHash(),
                header.feeRecipient(),
                header.stateRoot(),
                header.receiptsRoot(),
                header.logsBloom(),
                header.prevRandao(),
                header.number(),
                header.gasLimit(),
                header.gasUsed(),
                header.timestamp(),
                header.extraData(),
                header.baseFeePerGas().toWei(),
                block.hash(),
                block.transactions().stream().map(SignedTransaction::encoded).toList(),
                block.withdrawals(),
                header.blobGasUsed().orElse(0L),
                header.excessBlobGas().orElse(0L),
                requests);
    }
}
