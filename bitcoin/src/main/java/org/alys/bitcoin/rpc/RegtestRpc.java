package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Txid;

/** Calls that only make sense on a regression-test chain or in an emergency: mining on demand, forced reorgs. */
public final class RegtestRpc {
    private final RpcConnection connection;

    RegtestRpc(RpcConnection connection) {
        this.connection = connection;
    }

    /** Mines {@code count} blocks at once, whose subsidy {@code address} gets; answers with their hashes, oldest first. */
    public RpcReply<List<BlockHash>> generateToAddress(int count, String address) {
        return BitcoinRpc.read(
                "generatetoaddress", connection.slowCall("generatetoaddress", count, address), fields -> {
                    List<BlockHash> hashes = new ArrayList<>();
                    for (JsonNode node : fields.node()) {
                        hashes.add(new JsonFields(node).blockHash());
                    }
                    return List.copyOf(hashes);
                });
    }

    /** Mines one block with exactly these transactions of the mempool, in this order; answers with its hash. */
    public RpcReply<BlockHash> generateBlock(String address, List<Txid> transactions) {
        List<String> ids = transactions.stream().map(Txid::toDisplay).toList();
        return BitcoinRpc.read(
                "generateblock",
                connection.slowCall("generateblock", address, ids),
                fields -> fields.at("hash").blockHash());
    }

    /** Takes the block and all that build on it out of the active chain, and answers when that is done. */
    public RpcReply<Boolean> invalidateBlock(BlockHash hash) {
        return connection.slowCall("invalidateblock", hash.toDisplay()).map(_ -> true);
    }

    /** Undoes {@link #invalidateBlock}. */
    public RpcReply<Boolean> reconsiderBlock(BlockHash hash) {
        return connection.slowCall("reconsiderblock", hash.toDisplay()).map(_ -> true);
    }
}
