package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.wallet.AddressType;
import org.alys.bitcoin.regtest.wallet.FundingOutcome.Funded;
import org.alys.bitcoin.regtest.wallet.Payment;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.regtest.wallet.WalletAddress;
import org.alys.bitcoin.regtest.wallet.WalletTransaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Replaces an unconfirmed payment of a wallet by one that pays more: the same payments, less change. */
final class BumpFee {
    private static final long STEP_SAT_PER_KVB = 5_000;

    private final WalletDoor door;
    private final Mempool mempool;
    private final SpendMethods spending;

    BumpFee(WalletDoor door, Mempool mempool, SpendMethods spending) {
        this.door = door;
        this.mempool = mempool;
        this.spending = spending;
    }

    void addTo(MethodTable table) {
        table.add("bumpfee txid [options]", this::bump);
    }

    private JsonNode bump(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        WalletTransaction old = WalletHistoryMethods.find(wallet, params);
        MempoolEntry entry = requireBumpable(wallet, old);
        FeeRate least = FeeRate.of(entry.fee(), entry.virtualSize());
        Optional<JsonNode> wanted = RpcParams.option(params.options(1), "fee_rate");
        FeeRate rate = wanted.isPresent()
                ? SpendMethods.rate(wallet, wanted)
                : new FeeRate(Math.max(least.satPerKvb() + STEP_SAT_PER_KVB, SpendMethods.FALLBACK.satPerKvb()));
        Funded funded = spending.pay(wallet, replacement(wallet, entry, rate));
        Sats needed = entry.fee().plus(FeeRate.MINIMUM.feeFor(entry.virtualSize()));
        if (funded.fee().compareTo(needed) < 0) {
            throw RpcError.INVALID_PARAMETER.with(
                    "Insufficient total fee " + funded.fee().toBtc().toPlainString() + ", must be at least "
                            + needed.toBtc().toPlainString());
        }
        Txid txid = spending.signAndSend(wallet, funded);
        ObjectNode json = Json.object();
        json.put("txid", txid.toDisplay());
        json.set("origfee", Json.amount(entry.fee()));
        json.set("fee", Json.amount(funded.fee()));
        json.putArray("errors");
        return json;
    }

    private MempoolEntry requireBumpable(Wallet wallet, WalletTransaction old) throws RpcException {
        if (wallet.depth(old) != 0) {
            throw RpcError.WALLET.with("Transaction has been mined, or is conflicted with a mined transaction");
        }
        MempoolEntry entry =
                mempool.find(old.txid()).orElseThrow(() -> RpcError.WALLET.with("Transaction is not in the mempool"));
        if (!mempool.children(entry).isEmpty()) {
            throw RpcError.INVALID_PARAMETER.with("Transaction has descendants in the mempool");
        }
        if (!entry.signalsReplacement()) {
            throw RpcError.WALLET.with("Transaction is not BIP 125 replaceable");
        }
        if (!wallet.isOwn(old.transaction())) {
            throw RpcError.WALLET.with("Transaction contains inputs that don't belong to this wallet");
        }
        return entry;
    }

    private static Payment replacement(Wallet wallet, MempoolEntry entry, FeeRate rate) {
        List<TxOutput> payments = new ArrayList<>();
        Optional<Bytes> change = Optional.empty();
        for (TxOutput output : entry.transaction().outputs()) {
            if (wallet.address(output.script()).filter(WalletAddress::change).isPresent()) {
                change = Optional.of(output.script());
            } else {
                payments.add(output);
            }
        }
        List<TxInput> inputs = entry.transaction().inputs().stream()
                .map(input -> TxInput.unsigned(input.previous(), input.sequence()))
                .toList();
        return new Payment(
                entry.transaction().version(),
                inputs,
                true,
                payments,
                Set.of(),
                Optional.empty(),
                change.orElseGet(
                        () -> wallet.newChangeAddress(AddressType.BECH32).script()),
                rate,
                TransactionDraft.REPLACEABLE,
                entry.transaction().lockTime());
    }
}
