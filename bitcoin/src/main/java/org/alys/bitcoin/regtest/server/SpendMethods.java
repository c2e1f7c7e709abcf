package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.wallet.AddressType;
import org.alys.bitcoin.regtest.wallet.Funding;
import org.alys.bitcoin.regtest.wallet.FundingOutcome;
import org.alys.bitcoin.regtest.wallet.FundingOutcome.Funded;
import org.alys.bitcoin.regtest.wallet.Payment;
import org.alys.bitcoin.regtest.wallet.TransactionSigner;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/** Paying from a wallet. */
final class SpendMethods {
    /** 20 satoshis for each virtual byte, where the user names no rate. */
    static final FeeRate FALLBACK = new FeeRate(20_000);

    private static final long FINAL_BUT_LOCKABLE = 0xffff_fffeL;

    private final WalletDoor door;
    private final ChainState chain;
    private final SigningMethods signing;
    private final BroadcastMethods broadcast;

    SpendMethods(WalletDoor door, ChainState chain, SigningMethods signing, BroadcastMethods broadcast) {
        this.door = door;
        this.chain = chain;
        this.signing = signing;
        this.broadcast = broadcast;
    }

    void addTo(MethodTable table) {
        table.add(
                "sendtoaddress address amount [comment] [comment_to] [subtractfeefromamount] [replaceable]"
                        + " [conf_target] [estimate_mode] [avoid_reuse] [fee_rate] [verbose]",
                this::sendToAddress);
        table.add(
                "sendmany dummy amounts [minconf] [comment] [subtractfeefrom] [replaceable] [conf_target]"
                        + " [estimate_mode] [fee_rate] [verbose]",
                this::sendMany);
        table.add("send outputs [conf_target] [estimate_mode] [fee_rate] [options]", this::send);
        table.add("fundrawtransaction hexstring [options] [iswitness]", this::fundRaw);
        table.add("settxfee amount", this::setFee);
    }

    private JsonNode sendToAddress(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        Bytes script = PayoutScripts.ofAddress(
                params.text(0),
                RpcError.INVALID_ADDRESS_OR_KEY.with("Invalid Bitcoin address: " + RpcParams.bounded(params.text(0))));
        TxOutput output = new TxOutput(positive(params.node(1)), script);
        Set<Integer> feeFrom = params.flag(4, false) ? Set.of(0) : Set.of();
        FeeRate rate = rate(wallet, params.optional(9));
        Funded funded = pay(wallet, payment(wallet, List.of(output), feeFrom, rate, params.flag(5, true)));
        return sent(signAndSend(wallet, funded), params.flag(10, false));
    }

    private static JsonNode sent(Txid txid, boolean verbose) {
        return verbose
                ? Json.object().put("txid", txid.toDisplay()).put("fee_reason", "Fallback fee")
                : Json.text(txid.toDisplay());
    }

    private static Sats positive(JsonNode node) throws RpcException {
        Sats amount = RpcParams.amount(node);
        if (amount.value() == 0) {
            throw RpcError.TYPE.with("Invalid amount for send");
        }
        return amount;
    }

    private JsonNode sendMany(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        if (!params.text(0).isEmpty()) {
            throw RpcError.INVALID_PARAMETER.with("Dummy value must be set to \"\"");
        }
        List<TxOutput> outputs = TransactionDraft.outputs(RpcParams.object(params.node(1)));
        Set<Integer> feeFrom = new HashSet<>();
        if (params.has(4)) {
            List<String> addresses =
                    params.node(1).properties().stream().map(Map.Entry::getKey).toList();
            for (JsonNode address : params.array(4)) {
                int index = addresses.indexOf(RpcParams.text(address));
                if (index < 0 || !feeFrom.add(index)) {
                    throw RpcError.INVALID_PARAMETER.with("Invalid parameter 'subtract fee from output', "
                            + "not a destination or named twice: " + address.asText());
                }
            }
        }
        FeeRate rate = rate(wallet, params.optional(8));
        Funded funded = pay(wallet, payment(wallet, outputs, feeFrom, rate, params.flag(5, true)));
        return sent(signAndSend(wallet, funded), params.flag(9, false));
    }

    private JsonNode send(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        JsonNode options = params.options(4);
        Optional<JsonNode> rate = params.optional(3).or(() -> RpcParams.option(options, "fee_rate"));
        List<TxOutput> outputs = TransactionDraft.outputs(params.node(0));
        Funded funded = pay(wallet, payment(wallet, outputs, Set.of(), rate(wallet, rate), true));
        Optional<JsonNode> handIn = RpcParams.option(options, "add_to_wallet");
        if (handIn.isPresent() && !RpcParams.flag(handIn.get())) {
            Transaction signed = sign(wallet, funded);
            return Json.object()
                    .put("complete", true)
                    .put("txid", signed.txid().toDisplay())
                    .put("hex", Hex.encode(signed.encode()));
        }
        return Json.object()
                .put("txid", signAndSend(wallet, funded).toDisplay())
                .put("complete", true);
    }

    private Payment payment(
            Wallet wallet, List<TxOutput> outputs, Set<Integer> feeFrom, FeeRate rate, boolean replaceable) {
        return new Payment(
                2,
                List.of(),
                true,
                outputs,
                feeFrom,
                Optional.empty(),
                wallet.newChangeAddress(AddressType.BECH32).script(),
                rate,
                replaceable ? TransactionDraft.REPLACEABLE : FINAL_BUT_LOCKABLE,
                chain.active().height());
    }

    /** In satoshis for each virtual byte, as the user named it for this call or this session. */
    static FeeRate rate(Wallet wallet, Optional<JsonNode> given) throws RpcException {
        if (given.isEmpty()) {
            return wallet.payRate().orElse(FALLBACK);
        }
        BigDecimal satPerVb = decimal(given.get());
        try {
            return new FeeRate(satPerVb.movePointRight(3).longValueExact());
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw RpcError.TYPE.with("Invalid amount");
        }
    }

    private static BigDecimal decimal(JsonNode node) throws RpcException {
        try {
            if (node.isNumber()) {
                return node.decimalValue();
            }
            if (node.isTextual()) {
                return new BigDecimal(RpcParams.bounded(node.textValue()));
            }
        } catch (NumberFormatException _) {
            throw RpcError.TYPE.with("Invalid amount");
        }
        throw RpcError.TYPE.with("Amount is not a number or string");
    }

    Funded pay(Wallet wallet, Payment payment) throws RpcException {
        return fund(wallet, payment, RpcError.INSUFFICIENT_FUNDS);
    }

    private Funded fund(Wallet wallet, Payment payment, RpcError insufficient) throws RpcException {
        return switch (Funding.fund(payment, wallet, signing::output)) {
            case Funded funded -> funded;
            case FundingOutcome.Insufficient _ -> throw insufficient.with("Insufficient funds");
            case FundingOutcome.TooSmallForFee _ ->
                throw insufficient.with("The transaction amount is too small to pay the fee");
            case FundingOutcome.UnknownInput _ -> throw RpcError.WALLET.with("Unable to find UTXO for external input");
        };
    }

    private Transaction sign(Wallet wallet, Funded funded) throws RpcException {
        List<Optional<TxOutput>> spent = Funding.spentBy(funded.transaction(), wallet, signing::output);
        Transaction signed = TransactionSigner.sign(funded.transaction(), spent, wallet::key);
        boolean complete = signed.inputs().stream()
                .noneMatch(input -> input.script().isEmpty() && input.witness().isEmpty());
        if (!complete) {
            throw RpcError.WALLET.with("Signing transaction failed");
        }
        return signed;
    }

    Txid signAndSend(Wallet wallet, Funded funded) throws RpcException {
        return broadcast.send(sign(wallet, funded), Optional.empty());
    }

    private JsonNode fundRaw(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        Transaction draft =
                TransactionText.read(params.text(0), params.optional(2)).orElseThrow(TransactionText::undecodable);
        if (draft.outputs().isEmpty()) {
            throw RpcError.INVALID_PARAMETER.with("TX must have at least one output");
        }
        FundOptions options =
                FundOptions.read(params.options(1), draft.outputs().size());
        FeeRate rate = options.rate().isPresent()
                ? options.rate().get()
                : rate(wallet, RpcParams.option(params.options(1), "fee_rate"));
        Bytes change = options.changeScript()
                .orElseGet(() -> wallet.newChangeAddress(options.changeType()).script());
        long sequence = options.replaceable() ? TransactionDraft.REPLACEABLE : FINAL_BUT_LOCKABLE;
        Payment payment = new Payment(
                draft.version(),
                draft.inputs(),
                options.addInputs(),
                draft.outputs(),
                options.feeFrom(),
                options.changePosition(),
                change,
                rate,
                sequence,
                draft.lockTime());
        Funded funded = fund(wallet, payment, RpcError.WALLET);
        if (options.lockUnspents()) {
            funded.transaction().inputs().stream().map(TxInput::previous).forEach(wallet.locked()::add);
        }
        ObjectNode json = Json.object();
        json.put("hex", Hex.encode(funded.transaction().encode()));
        json.set("fee", Json.amount(funded.fee()));
        json.put("changepos", funded.changePosition());
        return json;
    }

    private JsonNode setFee(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        FeeRate rate = new FeeRate(RpcParams.amount(params.node(0)).value());
        if (rate.satPerKvb() == 0) {
            wallet.setPayRate(Optional.empty());
            return Json.flag(true);
        }
        if (rate.satPerKvb() < FeeRate.MINIMUM.satPerKvb()) {
            throw RpcError.INVALID_PARAMETER.with(
                    "txfee cannot be less than min relay tx fee (" + FeeRate.MINIMUM + ")");
        }
        wallet.setPayRate(Optional.of(rate));
        return Json.flag(true);
    }
}
