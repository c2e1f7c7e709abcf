package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.chain.ChainReader;
import org.alys.primitives.Bytes32;

/** The block that a call names: by height, by tag, or by hash (EIP-1898). */
sealed interface BlockParam {
    record Height(long number) implements BlockParam {}

    record Hash(Bytes32 hash, boolean requireCanonical) implements BlockParam {}

    /** There is no block of its own for what is pending: it is the latest, and only nonces look into the pool. */
    enum Tag implements BlockParam {
        LATEST,
        PENDING,
        SAFE,
        FINALIZED,
        EARLIEST
    }

    static BlockParam of(JsonNode node, String what) {
        if (node.isObject()) {
            boolean canonical = node.path("requireCanonical").asBoolean(false);
            Optional<Bytes32> hash = Parse.field(node, "blockHash", Parse::hash);
            return hash.<BlockParam>map(known -> new Hash(known, canonical))
                    .or(() -> Parse.field(node, "blockNumber", Parse::number).map(Height::new))
                    .orElseThrow(() -> Parse.invalid(what, "needs blockHash or blockNumber"));
        }
        return switch (node.asText("")) {
            case "latest", "" -> Tag.LATEST;
            case "pending" -> Tag.PENDING;
            case "safe" -> Tag.SAFE;
            case "finalized" -> Tag.FINALIZED;
            case "earliest" -> Tag.EARLIEST;
            default ->
                node.asText("").length() == 66
                        ? new Hash(Parse.hash(node, what), false)
                        : new Height(Parse.number(node, what));
        };
    }

    /** The block, if there is one. */
    default Optional<Block> in(ChainReader chain) {
        return switch (this) {
            case Height(long number) -> chain.blockAt(number);
            case Hash(Bytes32 hash, boolean requireCanonical) -> {
                Optional<Block> block = chain.blockByHash(hash);
                if (requireCanonical && block.isPresent() && !chain.isCanonical(block.get())) {
                    throw RpcException.server("hash is not currently canonical");
                }
                yield block;
            }
            case Tag.LATEST, Tag.PENDING -> Optional.of(chain.head());
            case Tag.SAFE -> chain.safe();
            case Tag.FINALIZED -> chain.finalized();
            case Tag.EARLIEST -> chain.blockAt(0);
        };
    }

    /** The block; an error when there is none. */
    default Block requiredIn(ChainReader chain) {
        return in(chain).orElseThrow(() -> switch (this) {
            case Tag.SAFE -> new RpcException(-39001, "safe block not found");
            case Tag.FINALIZED -> new RpcException(-39001, "finalized block not found");
            default -> RpcException.server("header not found");
        });
    }
}
