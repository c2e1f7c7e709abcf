package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.primitives.UInt256;

/** Another block for a call to run in than the one it would see (the block override set of {@code eth_call}). */
final class BlockOverrides {
    private BlockOverrides() {}

    static BlockEnvironment over(BlockEnvironment base, Optional<JsonNode> object) {
        if (object.isEmpty()) {
            return base;
        }
        JsonNode node = object.get();
        return new BlockEnvironment(
                base.fork(),
                base.chainId(),
                Parse.field(node, "number", Parse::number).orElse(base.number()),
                Parse.field(node, "time", Parse::number)
                        .or(() -> Parse.field(node, "timestamp", Parse::number))
                        .orElse(base.timestamp()),
                Parse.field(node, "feeRecipient", Parse::address)
                        .or(() -> Parse.field(node, "coinbase", Parse::address))
                        .orElse(base.feeRecipient()),
                Parse.field(node, "prevRandao", Parse::hash)
                        .or(() -> Parse.field(node, "random", Parse::hash))
                        .orElse(base.prevRandao()),
                Parse.field(node, "gasLimit", Parse::number).orElse(base.gasLimit()),
                Parse.field(node, "baseFeePerGas", Parse::word)
                        .or(() -> Parse.field(node, "baseFee", Parse::word))
                        .orElse(base.baseFeePerGas()),
                Parse.field(node, "blobBaseFee", Parse::word).orElse(base.blobBaseFee()),
                base.blockHashes());
    }

    /** Without a base fee, for a caller that names no price (geth's NoBaseFee). */
    static BlockEnvironment free(BlockEnvironment base) {
        return new BlockEnvironment(
                base.fork(),
                base.chainId(),
                base.number(),
                base.timestamp(),
                base.feeRecipient(),
                base.prevRandao(),
                base.gasLimit(),
                UInt256.ZERO,
                base.blobBaseFee(),
                base.blockHashes());
    }
}
