package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.Receipt;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.chain.ChainReader.TransactionPlace;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/** What is asked of blocks, transactions and accounts. */
final class ChainMethods {
    private final ChainReader chain;
    private final TransactionPool pending;

    ChainMethods(ChainReader chain, TransactionPool pending) {
        this.chain = chain;
        this.pending = pending;
    }

    Map<String, RpcMethod> methods() {
        Map<String, RpcMethod.Plain> plain = new LinkedHashMap<>();
        plain.put("eth_chainId", params -> text(chain.chainId().toHex()));
        plain.put("net_version", params -> text(chain.chainId().toBigInteger().toString()));
        plain.put(
                "eth_blockNumber",
                params -> EthJson.number(chain.head().header().number()));
        plain.put("eth_getBlockByNumber", params -> block(params.block(0).in(chain), params.flag(1)));
        plain.put("eth_getBlockByHash", params -> block(chain.blockByHash(params.hash(0)), params.flag(1)));
        plain.put(
                "eth_getBlockTransactionCountByNumber",
                params -> count(params.block(0).in(chain)));
        plain.put("eth_getBlockTransactionCountByHash", params -> count(chain.blockByHash(params.hash(0))));
        plain.put(
                "eth_getUncleCountByBlockNumber",
                params -> noUncles(params.block(0).in(chain)));
        plain.put("eth_getUncleCountByBlockHash", params -> noUncles(chain.blockByHash(params.hash(0))));
        plain.put("eth_getUncleByBlockNumberAndIndex", params -> NullNode.getInstance());
        plain.put("eth_getUncleByBlockHashAndIndex", params -> NullNode.getInstance());
        plain.put("eth_getBlockReceipts", params -> receipts(params.block(0).in(chain)));
        plain.put("eth_getTransactionByHash", params -> transaction(params.hash(0)));
        plain.put("eth_getRawTransactionByHash", params -> rawTransaction(params.hash(0)));
        plain.put("eth_getTransactionReceipt", params -> receipt(params.hash(0)));
        plain.put(
                "eth_getTransactionByBlockHashAndIndex",
                params -> inBlock(chain.blockByHash(params.hash(0)), params.number(1)));
        plain.put(
                "eth_getTransactionByBlockNumberAndIndex",
                params -> inBlock(params.block(0).in(chain), params.number(1)));
        plain.put("eth_getBalance", params -> text(account(params).balance().toHex()));
        plain.put("eth_getTransactionCount", this::nonce);
        plain.put("eth_getCode", params -> {
            Account account = account(params);
            Bytes code = state(params.block(1)).code(account.codeHash());
            return text(code.toHex0x());
        });
        plain.put("eth_getStorageAt", params -> {
            UInt256 content = state(params.block(2)).storage(params.address(0), params.word(1));
            return text(content.toBytes32().toHex0x());
        });
        plain.put(
                "debug_getRawBlock",
                params -> text(Hex.encode0x(BlockCodec.encode(params.block(0).requiredIn(chain)))));
        Map<String, RpcMethod> methods = new LinkedHashMap<>();
        plain.forEach((name, method) -> methods.put(name, RpcMethod.of(method)));
        return methods;
    }

    private static JsonNode text(String text) {
        return EthJson.JSON.textNode(text);
    }

    private JsonNode block(Optional<Block> block, boolean full) {
        return orNull(block.map(known -> EthJson.block(known, BlockCodec.encode(known).length, full)));
    }

    private static JsonNode orNull(Optional<? extends JsonNode> node) {
        return node.<JsonNode>map(known -> known).orElse(NullNode.getInstance());
    }

    private static JsonNode count(Optional<Block> block) {
        return orNull(block.map(known -> EthJson.number(known.transactions().size())));
    }

    private static JsonNode noUncles(Optional<Block> block) {
        return orNull(block.map(known -> EthJson.number(0)));
    }

    private JsonNode receipts(Optional<Block> block) {
        return orNull(
                block.flatMap(known -> chain.receipts(known.hash()).map(receipts -> ReceiptJson.all(known, receipts))));
    }

    private JsonNode transaction(Bytes32 hash) {
        Optional<ObjectNode> mined = chain.findTransaction(hash)
                .map(place -> EthJson.minedTransaction(at(place), place.block(), place.index()));
        return orNull(mined.or(() -> pending.find(hash).map(EthJson::pendingTransaction)));
    }

    private JsonNode rawTransaction(Bytes32 hash) {
        Optional<SignedTransaction> found =
                chain.findTransaction(hash).map(ChainMethods::at).or(() -> pending.find(hash));
        return orNull(found.map(signed -> text(signed.encoded().toHex0x())));
    }

    private static SignedTransaction at(TransactionPlace place) {
        return place.block().transactions().get(place.index());
    }

    private static JsonNode inBlock(Optional<Block> block, long index) {
        return orNull(block.filter(known -> index < known.transactions().size())
                .map(known -> EthJson.minedTransaction(known.transactions().get((int) index), known, (int) index)));
    }

    private JsonNode receipt(Bytes32 hash) {
        return orNull(chain.findTransaction(hash)
                .flatMap(place -> chain.receipts(place.block().hash())
                        .map(receipts -> ReceiptJson.one(
                                place.block(),
                                receipts.get(place.index()),
                                place.index(),
                                logsBefore(receipts, place.index())))));
    }

    private static int logsBefore(List<Receipt> receipts, int index) {
        return receipts.subList(0, index).stream()
                .mapToInt(receipt -> receipt.logs().size())
                .sum();
    }

    private JsonNode nonce(Params params) {
        EvmAddress address = params.address(0);
        long mined = account(params).nonce();
        boolean isPending = params.block(1) == BlockParam.Tag.PENDING;
        return EthJson.number(isPending ? pending.nextNonce(address) : mined);
    }

    private Account account(Params params) {
        return state(params.block(1)).account(params.address(0)).orElse(Account.EMPTY);
    }

    private StateView state(BlockParam param) {
        return stateAfter(param.requiredIn(chain));
    }

    /** The state after a block; an error when it is not kept any more. */
    StateView stateAfter(Block block) {
        return chain.stateAfter(block)
                .orElseThrow(() -> RpcException.server(
                        "missing trie node: state of block " + block.header().number() + " is pruned"));
    }
}
