package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.rpc.JsonFields.Reader;
import org.alys.bitcoin.rpc.NodeFailure.Refused;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** A {@link BitcoinNode} behind Bitcoin Core's JSON-RPC (version 0.21 or newer). Safe for use by several threads. */
public final class BitcoinRpc implements BitcoinNode, AutoCloseable {
    private static final int NOT_FOUND = -5;
    private static final int HEIGHT_OUT_OF_RANGE = -8;
    private static final int NOT_AVAILABLE = -1;
    private static final int UNDECODABLE = -22;
    private static final int MISSING_INPUTS = -25;
    private static final int REJECTED = -26;
    private static final int ALREADY_IN_CHAIN = -27;

    private final RpcConnection connection;

    /** Does not connect: the first call does. */
    public BitcoinRpc(RpcEndpoint endpoint) {
        connection = new RpcConnection(endpoint);
    }

    /** The calls that serve development chains and tests. */
    public RegtestRpc regtest() {
        return new RegtestRpc(connection);
    }

    /** The wallet of that name inside the daemon, whether it is loaded or not. */
    public WalletRpc wallet(String name) {
        return new WalletRpc(connection.wallet(name), name);
    }

    @Override
    public RpcReply<BlockchainState> blockchainState() {
        return read(
                "getblockchaininfo",
                connection.call("getblockchaininfo"),
                state -> new BlockchainState(
                        state.text("chain"),
                        state.number("blocks"),
                        state.number("headers"),
                        state.at("bestblockhash").blockHash(),
                        state.flag("initialblockdownload")));
    }

    @Override
    public RpcReply<Optional<BlockHash>> blockHash(int height) {
        return emptyOn(
                HEIGHT_OUT_OF_RANGE,
                read("getblockhash", connection.call("getblockhash", height), JsonFields::blockHash));
    }

    @Override
    public RpcReply<Optional<HeaderStatus>> header(BlockHash hash) {
        return emptyOn(
                NOT_FOUND,
                read(
                        "getblockheader",
                        connection.call("getblockheader", hash.toDisplay(), true),
                        fields -> ChainJson.headerStatus(hash, fields)));
    }

    @Override
    public RpcReply<Optional<Block>> block(BlockHash hash) {
        RpcReply<Optional<Block>> reply = emptyOn(
                NOT_FOUND,
                read(
                        "getblock",
                        connection.call("getblock", hash.toDisplay(), 0),
                        fields -> ChainJson.block(hash, fields)));
        // Core answers -1 for a block whose header it has and whose body it has not: pruned or not downloaded yet
        return isRefusedWith(NOT_AVAILABLE, reply) ? new RpcReply.Answer<>(Optional.empty()) : reply;
    }

    @Override
    public RpcReply<Optional<KnownTransaction>> transaction(Txid txid, Optional<BlockHash> inBlock) {
        RpcReply<JsonNode> reply = inBlock.map(
                        block -> connection.call("getrawtransaction", txid.toDisplay(), true, block.toDisplay()))
                .orElseGet(() -> connection.call("getrawtransaction", txid.toDisplay(), true));
        return emptyOn(NOT_FOUND, read("getrawtransaction", reply, fields -> ChainJson.transaction(txid, fields)));
    }

    @Override
    public RpcReply<Optional<UnspentOutput>> unspentOutput(OutPoint outPoint, boolean withMempool) {
        return read(
                "gettxout",
                connection.call("gettxout", outPoint.txid().toDisplay(), outPoint.index(), withMempool),
                fields -> fields.node().isNull()
                        ? Optional.empty()
                        : Optional.of(ChainJson.unspentOutput(outPoint, fields)));
    }

    @Override
    public RpcReply<UtxoScan> scanUnspent(Collection<Bytes> scripts) {
        List<String> descriptors =
                scripts.stream().map(script -> "raw(" + script.toHex() + ")").toList();
        return read("scantxoutset", connection.slowCall("scantxoutset", "start", descriptors), ChainJson::utxoScan);
    }

    @Override
    public RpcReply<Optional<FeeEstimate>> estimateFee(int blocks) {
        return read("estimatesmartfee", connection.call("estimatesmartfee", blocks), fields -> {
            if (fields.optional("feerate").isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new FeeEstimate(fields.btc("feerate").value(), fields.number("blocks")));
        });
    }

    @Override
    public RpcReply<BroadcastOutcome> broadcast(Transaction transaction) {
        RpcReply<BroadcastOutcome> reply = read(
                "sendrawtransaction",
                connection.call("sendrawtransaction", Hex.encode(transaction.encode())),
                fields -> new BroadcastOutcome.InMempool(fields.txid()));
        return refusal(reply)
                .flatMap(BitcoinRpc::outcomeOf)
                .<RpcReply<BroadcastOutcome>>map(RpcReply.Answer::new)
                .orElse(reply);
    }

    private static Optional<BroadcastOutcome> outcomeOf(Refused refused) {
        return switch (refused.rpcCode()) {
            case ALREADY_IN_CHAIN -> Optional.of(new BroadcastOutcome.AlreadyConfirmed(refused.message()));
            case MISSING_INPUTS -> Optional.of(new BroadcastOutcome.InputsUnavailable(refused.message()));
            case REJECTED, UNDECODABLE -> Optional.of(new BroadcastOutcome.Rejected(refused.message()));
            default -> Optional.empty();
        };
    }

    @Override
    public RpcReply<BlockTemplate> blockTemplate() {
        return read(
                "getblocktemplate",
                connection.slowCall("getblocktemplate", Map.of("rules", List.of("segwit"))),
                TemplateJson::blockTemplate);
    }

    @Override
    public RpcReply<Optional<String>> submitBlock(Bytes block) {
        return read(
                "submitblock",
                connection.slowCall("submitblock", block.toHex()),
                fields -> fields.node().isNull() ? Optional.empty() : Optional.of(fields.text()));
    }

    static <T> RpcReply<T> read(String method, RpcReply<JsonNode> reply, Reader<T> reader) {
        return JsonFields.read(method, reply, reader);
    }

    private static <T> RpcReply<Optional<T>> emptyOn(int code, RpcReply<T> reply) {
        return isRefusedWith(code, reply) ? new RpcReply.Answer<>(Optional.empty()) : reply.map(Optional::of);
    }

    /** The error that the daemon itself answered with, if that is what happened. */
    static Optional<Refused> refusal(RpcReply<?> reply) {
        return reply instanceof RpcReply.Failed<?>(Refused refused) ? Optional.of(refused) : Optional.empty();
    }

    static boolean isRefusedWith(int code, RpcReply<?> reply) {
        return refusal(reply).filter(refused -> refused.rpcCode() == code).isPresent();
    }

    @Override
    public void close() {
        connection.close();
    }
}
