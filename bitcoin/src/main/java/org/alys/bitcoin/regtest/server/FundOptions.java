package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.wallet.AddressType;
import org.alys.primitives.Bytes;

/**
 * The options of {@code fundrawtransaction} and its kin.
 *
 * @param rate of the option {@code feeRate}, in BTC for a thousand virtual bytes
 */
record FundOptions(
        boolean addInputs,
        Optional<Integer> changePosition,
        Optional<Bytes> changeScript,
        AddressType changeType,
        Set<Integer> feeFrom,
        Optional<FeeRate> rate,
        boolean lockUnspents,
        boolean replaceable) {
    static FundOptions read(JsonNode options, int outputs) throws RpcException {
        Optional<JsonNode> position =
                RpcParams.option(options, "changePosition").or(() -> RpcParams.option(options, "change_position"));
        Optional<Integer> change =
                position.isPresent() ? Optional.of(RpcParams.number(position.get())) : Optional.empty();
        if (change.filter(index -> index < 0 || index > outputs).isPresent()) {
            throw RpcError.INVALID_PARAMETER.with("changePosition out of bounds");
        }
        Optional<JsonNode> address =
                RpcParams.option(options, "changeAddress").or(() -> RpcParams.option(options, "change_address"));
        Optional<JsonNode> rate = RpcParams.option(options, "feeRate");
        if (rate.isPresent() && RpcParams.option(options, "fee_rate").isPresent()) {
            throw RpcError.INVALID_PARAMETER.with("Cannot specify both fee_rate (sat/vB) and feeRate (BTC/kvB)");
        }
        return new FundOptions(
                flag(options, "add_inputs", true),
                change,
                address.isPresent()
                        ? Optional.of(PayoutScripts.ofAddress(
                                RpcParams.text(address.get()),
                                RpcError.INVALID_ADDRESS_OR_KEY.with("Change address must be a valid bitcoin address")))
                        : Optional.empty(),
                changeType(options),
                feeFrom(options, outputs),
                rate.isPresent()
                        ? Optional.of(new FeeRate(RpcParams.amount(rate.get()).value()))
                        : Optional.empty(),
                flag(options, "lockUnspents", false) || flag(options, "lock_unspents", false),
                flag(options, "replaceable", true));
    }

    private static boolean flag(JsonNode options, String name, boolean absent) throws RpcException {
        Optional<JsonNode> given = RpcParams.option(options, name);
        return given.isPresent() ? RpcParams.flag(given.get()) : absent;
    }

    private static AddressType changeType(JsonNode options) throws RpcException {
        Optional<JsonNode> given = RpcParams.option(options, "change_type");
        if (given.isEmpty()) {
            return AddressType.BECH32;
        }
        return AddressType.named(RpcParams.text(given.get()))
                .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Unknown change type"));
    }

    private static Set<Integer> feeFrom(JsonNode options, int outputs) throws RpcException {
        Optional<JsonNode> given = RpcParams.option(options, "subtractFeeFromOutputs")
                .or(() -> RpcParams.option(options, "subtract_fee_from_outputs"));
        Set<Integer> indexes = new HashSet<>();
        if (given.isPresent()) {
            for (JsonNode node : RpcParams.array(given.get())) {
                int index = RpcParams.number(node);
                if (index < 0 || index >= outputs || !indexes.add(index)) {
                    throw RpcError.INVALID_PARAMETER.with(
                            "Invalid parameter, position out of bounds or named twice: " + index);
                }
            }
        }
        return indexes;
    }
}
