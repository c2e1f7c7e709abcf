package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** What a caller imagines of a block (the block override set of {@code eth_call} and {@code eth_simulateV1}). */
record BlockOverrides(
        Optional<Long> number,
        Optional<Long> time,
        Optional<Long> gasLimit,
        Optional<EvmAddress> feeRecipient,
        Optional<Bytes32> prevRandao,
        Optional<UInt256> baseFeePerGas,
        Optional<UInt256> blobBaseFee,
        Optional<Bytes32> beaconRoot,
        Optional<List<Withdrawal>> withdrawals) {
    private static final int MAX_WITHDRAWALS = 1000;

    static BlockOverrides of(Optional<JsonNode> object) {
        JsonNode node = object.orElse(EthJson.JSON.objectNode());
        return new BlockOverrides(
                Parse.field(node, "number", Parse::number),
                Parse.field(node, "time", Parse::number).or(() -> Parse.field(node, "timestamp", Parse::number)),
                Parse.field(node, "gasLimit", Parse::number),
                Parse.field(node, "feeRecipient", Parse::address)
                        .or(() -> Parse.field(node, "coinbase", Parse::address)),
                Parse.field(node, "prevRandao", Parse::hash).or(() -> Parse.field(node, "random", Parse::hash)),
                Parse.field(node, "baseFeePerGas", Parse::word).or(() -> Parse.field(node, "baseFee", Parse::word)),
                Parse.field(node, "blobBaseFee", Parse::word),
                Parse.field(node, "beaconRoot", Parse::hash),
                Parse.field(node, "withdrawals", BlockOverrides::withdrawals));
    }

    private static List<Withdrawal> withdrawals(JsonNode node, String what) {
        if (!node.isArray() || node.size() > MAX_WITHDRAWALS) {
            throw Parse.invalid(what, "must be an array of at most " + MAX_WITHDRAWALS);
        }
        List<Withdrawal> list = new ArrayList<>();
        for (JsonNode one : node) {
            list.add(new Withdrawal(
                    Parse.unsigned(one.path("index"), "withdrawal index"),
                    Parse.unsigned(one.path("validatorIndex"), "validatorIndex"),
                    Parse.address(one.path("address"), "withdrawal address"),
                    Parse.unsigned(one.path("amount"), "withdrawal amount")));
        }
        return list;
    }

    /** The block that a call sees. What only a whole block can have is an error. */
    BlockEnvironment over(BlockEnvironment base) {
        if (beaconRoot.isPresent()) {
            throw RpcException.server("block override \"beaconRoot\" is not supported for this RPC method");
        }
        if (withdrawals.isPresent()) {
            throw RpcException.server("block override \"withdrawals\" is not supported for this RPC method");
        }
        return new BlockEnvironment(
                base.fork(),
                base.chainId(),
                number.orElse(base.number()),
                time.orElse(base.timestamp()),
                feeRecipient.orElse(base.feeRecipient()),
                prevRandao.orElse(base.prevRandao()),
                gasLimit.orElse(base.gasLimit()),
                baseFeePerGas.orElse(base.baseFeePerGas()),
                blobBaseFee.orElse(base.blobBaseFee()),
                base.blockHashes());
    }

    /** The same for a block of this number at this time. */
    BlockOverrides at(long chosenNumber, long chosenTime) {
        return new BlockOverrides(
                Optional.of(chosenNumber),
                Optional.of(chosenTime),
                gasLimit,
                feeRecipient,
                prevRandao,
                baseFeePerGas,
                blobBaseFee,
                beaconRoot,
                withdrawals);
    }
}
