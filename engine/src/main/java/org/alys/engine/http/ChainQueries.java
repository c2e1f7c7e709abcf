package org.alys.engine.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.EngineMethods;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.Receipt;
import org.alys.engine.SyncProgress;
import org.alys.engine.receipts.ReceiptCheck;
import org.alys.engine.receipts.ReceiptClaim;
import org.alys.engine.receipts.ReceiptVerdict;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/** The {@code eth_} methods. */
final class ChainQueries {
    private static final String RECEIPTS = "eth_getBlockReceipts";
    private static final int UNKNOWN_BLOCK = -39001;

    private final HttpCaller http;
    private final CallLimits limits;
    private final EngineCalls engine;
    private final BlockCodec blocks;

    ChainQueries(HttpCaller http, EngineApiSettings settings, EngineCalls engine) {
        this.http = http;
        this.limits = settings.limits();
        this.engine = engine;
        this.blocks = new BlockCodec(settings.fork());
    }

    Optional<BlockHeader> headerByHash(Bytes32 hash) {
        return blockByHash(hash).map(BlockCodec::readHeader);
    }

    Optional<BlockHeader> headerAt(BlockRef block) {
        return blockAt(block).map(BlockCodec::readHeader);
    }

    Optional<ExecutionPayload> payloadByHash(Bytes32 hash) {
        return blockByHash(hash).map(this::withTransactions);
    }

    Optional<ExecutionPayload> payloadAt(BlockRef block) {
        return blockAt(block).map(this::withTransactions);
    }

    private Optional<Answer> blockByHash(Bytes32 hash) {
        ArrayNode params = http.params().add(hash.toHex0x()).add(false);
        Optional<Answer> block = aboutBlock("eth_getBlockByHash", params, limits.query());
        block.filter(found -> !found.field("hash").hash().equals(hash)).ifPresent(ChainQueries::refuseOther);
        return block;
    }

    private Optional<Answer> blockAt(BlockRef reference) {
        ArrayNode params = http.params().add(BlockCodec.reference(reference)).add(false);
        Optional<Answer> block = aboutBlock("eth_getBlockByNumber", params, limits.query());
        if (reference instanceof BlockRef.Height(long number)) {
            block.filter(found -> found.field("number").number() != number).ifPresent(ChainQueries::refuseOther);
        }
        return block;
    }

    private static void refuseOther(Answer block) {
        throw block.bad("another block than the one asked for");
    }

    /** The answer about a block; clients say that they lack it with null or with an error, as they please. */
    private Optional<Answer> aboutBlock(String method, ArrayNode params, Duration limit) {
        try {
            return BlockCodec.present(http.call(method, params, limit));
        } catch (ExecutionFailedException e) {
            if (e.failure() instanceof ExecutionFailure.RpcError error && saysUnknown(error)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean saysUnknown(ExecutionFailure.RpcError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        return error.rpcCode() == UNKNOWN_BLOCK || message.contains("unknown block") || message.contains("not found");
    }

    private ExecutionPayload withTransactions(Answer block) {
        List<Bytes32> hashes = BlockCodec.readTransactionHashes(block);
        return blocks.readPayload(block, hashes.isEmpty() ? List.of() : transactions(block, hashes));
    }

    private List<Bytes> transactions(Answer block, List<Bytes32> hashes) {
        Bytes32 blockHash = block.field("hash").hash();
        List<Bytes> transactions = engine.payloadBodiesByHash(List.of(blockHash))
                .getFirst()
                .orElseThrow(() -> new ExecutionFailedException(
                        new ExecutionFailure.UnknownBlock(EngineMethods.BODIES_BY_HASH, blockHash)))
                .transactions();
        if (!BlockCodec.hashes(transactions).equals(hashes)) {
            throw block.bad("its transaction hashes are not those of its body");
        }
        return transactions;
    }

    List<Receipt> receipts(ExecutionPayload payload) {
        List<ReceiptClaim> claims = payload.transactions().isEmpty() ? List.of() : claims(payload);
        return switch (ReceiptCheck.check(payload, claims)) {
            case ReceiptVerdict.Proven(List<Receipt> receipts) -> receipts;
            case ReceiptVerdict.Mismatch(String reason) ->
                throw new ExecutionFailedException(new ExecutionFailure.BadAnswer(RECEIPTS, reason));
        };
    }

    /** By number first: every client has that, while some do not find a block by its hash here. */
    private List<ReceiptClaim> claims(ExecutionPayload payload) {
        List<ReceiptClaim> canonical = claims(PayloadCodec.quantity(payload.blockNumber()));
        if (isOf(payload, canonical)) {
            return canonical;
        }
        List<ReceiptClaim> exact = claims(payload.blockHash().toHex0x());
        if (isOf(payload, exact)) {
            return exact;
        }
        throw new ExecutionFailedException(new ExecutionFailure.UnknownBlock(RECEIPTS, payload.blockHash()));
    }

    private static boolean isOf(ExecutionPayload payload, List<ReceiptClaim> claims) {
        return !claims.isEmpty() && claims.getFirst().blockHash().equals(payload.blockHash());
    }

    private List<ReceiptClaim> claims(String block) {
        return aboutBlock(RECEIPTS, http.params().add(block), limits.receipts())
                .map(answer -> answer.items(PayloadCodec.MAX_TRANSACTIONS))
                .orElse(List.of())
                .stream()
                .map(BlockCodec::readReceipt)
                .toList();
    }

    Wei balance(EvmAddress address, BlockRef block) {
        return query("eth_getBalance", at(address, block)).wei();
    }

    Bytes code(EvmAddress address, BlockRef block) {
        return query("eth_getCode", at(address, block)).data();
    }

    private ArrayNode at(EvmAddress address, BlockRef block) {
        return http.params().add(address.toHex0x()).add(BlockCodec.reference(block));
    }

    long chainId() {
        return query("eth_chainId", http.params()).number();
    }

    Optional<SyncProgress> syncProgress() {
        Answer answer = query("eth_syncing", http.params());
        if (answer.node().isBoolean() && !answer.node().booleanValue()) {
            return Optional.empty();
        }
        return Optional.of(new SyncProgress(
                answer.field("currentBlock").number(),
                answer.field("highestBlock").number()));
    }

    Bytes32 sendRawTransaction(Bytes transaction) {
        ArrayNode params = http.params().add(transaction.toHex0x());
        return http.callOnce("eth_sendRawTransaction", params, limits.query()).hash();
    }

    private Answer query(String method, ArrayNode params) {
        return http.call(method, params, limits.query());
    }
}
