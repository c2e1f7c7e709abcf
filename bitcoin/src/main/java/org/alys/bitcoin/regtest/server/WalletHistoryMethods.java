package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.TransactionChecks;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.regtest.wallet.WalletAddress;
import org.alys.bitcoin.regtest.wallet.WalletTransaction;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Hex;

/** The transactions of a wallet. */
final class WalletHistoryMethods {
    private static final int USUAL_COUNT = 10;

    private final WalletDoor door;
    private final ChainState chain;

    WalletHistoryMethods(WalletDoor door, ChainState chain) {
        this.door = door;
        this.chain = chain;
    }

    void addTo(MethodTable table) {
        table.add("listtransactions [label|dummy] [count] [skip] [include_watchonly]", this::list);
        table.add("gettransaction txid [include_watchonly] [verbose]", this::get);
        table.add("abandontransaction txid", this::abandon);
    }

    static WalletTransaction find(Wallet wallet, RpcParams params) throws RpcException {
        return wallet.transaction(params.txid(0, "txid"))
                .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Invalid or non-wallet transaction id"));
    }

    private JsonNode list(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        String label = params.text(0, "*");
        int count = params.number(1, USUAL_COUNT);
        int skip = params.number(2, 0);
        if (count < 0 || skip < 0) {
            throw RpcError.INVALID_PARAMETER.with(count < 0 ? "Negative count" : "Negative from");
        }
        List<ObjectNode> rows = new ArrayList<>();
        List<WalletTransaction> ordered = new ArrayList<>(wallet.transactions());
        // the sort is stable: within a second the order of arrival stays
        ordered.sort(Comparator.comparingLong(WalletTransaction::time));
        for (WalletTransaction transaction : ordered.reversed()) {
            if (rows.size() >= (long) count + skip) {
                break;
            }
            for (ObjectNode row : details(wallet, transaction).reversed()) {
                if (label.equals("*") || row.path("label").asText().equals(label)) {
                    row.setAll(common(wallet, transaction));
                    rows.add(row);
                }
            }
        }
        List<ObjectNode> wanted =
                rows.subList(Math.min(skip, rows.size()), (int) Math.min((long) skip + count, rows.size()));
        ArrayNode json = Json.array();
        wanted.reversed().forEach(json::add);
        return json;
    }

    private JsonNode get(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        WalletTransaction found = find(wallet, params);
        Transaction transaction = found.transaction();
        long debit = wallet.debit(transaction);
        long credit = transaction.outputs().stream()
                .filter(wallet::owns)
                .mapToLong(output -> output.value().value())
                .sum();
        long fee = debit > 0 ? TransactionChecks.totalOut(transaction).value() - debit : 0;
        ObjectNode json = Json.object();
        boolean immature = isImmature(wallet, found);
        json.set("amount", Json.signedAmount(immature ? 0 : credit - debit - fee));
        if (debit > 0) {
            json.set("fee", Json.signedAmount(fee));
        }
        json.setAll(common(wallet, found));
        json.set("details", Json.array().addAll(details(wallet, found)));
        json.put("hex", Hex.encode(transaction.encode()));
        if (params.flag(2, false)) {
            json.set("decoded", TransactionJson.withoutHex(transaction, Optional.empty(), false));
        }
        BlockEntry tip = chain.active().tip();
        json.putObject("lastprocessedblock").put("hash", tip.hash().toDisplay()).put("height", tip.height());
        return json;
    }

    private static boolean isImmature(Wallet wallet, WalletTransaction transaction) {
        return transaction.transaction().isCoinbase() && wallet.depth(transaction) <= RegtestRules.COINBASE_MATURITY;
    }

    private ObjectNode common(Wallet wallet, WalletTransaction transaction) {
        ObjectNode json = Json.object();
        int depth = wallet.depth(transaction);
        json.put("confirmations", depth);
        if (transaction.transaction().isCoinbase()) {
            json.put("generated", true);
        }
        transaction
                .block()
                .ifPresentOrElse(
                        block -> json.put("blockhash", block.hash().toDisplay())
                                .put("blockheight", block.height())
                                .put("blockindex", transaction.indexInBlock())
                                .put("blocktime", block.header().time()),
                        () -> json.put("trusted", depth == 0 && wallet.isOwn(transaction.transaction())));
        json.put("txid", transaction.txid().toDisplay());
        json.put("wtxid", transaction.transaction().wtxid().reversed().toHex());
        json.set(
                "walletconflicts",
                Json.texts(wallet.rivals(transaction).stream()
                        .map(WalletTransaction::txid)
                        .toList()));
        json.put("time", transaction.time());
        json.put("timereceived", transaction.time());
        json.put("bip125-replaceable", replaceable(transaction, depth));
        return json;
    }

    private static String replaceable(WalletTransaction transaction, int depth) {
        boolean signals = depth == 0
                && transaction.transaction().inputs().stream().anyMatch(input -> input.sequence() < 0xffff_fffeL);
        return signals ? "yes" : "no";
    }

    /** One row for each payment out and each payment in; change is neither. */
    private List<ObjectNode> details(Wallet wallet, WalletTransaction found) {
        Transaction transaction = found.transaction();
        long debit = wallet.debit(transaction);
        long fee = TransactionChecks.totalOut(transaction).value() - debit;
        List<ObjectNode> sent = new ArrayList<>();
        List<ObjectNode> received = new ArrayList<>();
        for (int index = 0; index < transaction.outputs().size(); index++) {
            TxOutput output = transaction.outputs().get(index);
            Optional<WalletAddress> own = wallet.address(output.script());
            boolean change = debit > 0 && own.filter(WalletAddress::change).isPresent();
            if (debit > 0 && !change) {
                ObjectNode row = row(output, own, "send", -output.value().value(), index);
                row.set("fee", Json.signedAmount(fee));
                row.put("abandoned", found.isAbandoned());
                sent.add(row);
            }
            if (own.isPresent() && !change) {
                received.add(
                        row(output, own, received(wallet, found), output.value().value(), index)
                                .put("abandoned", found.isAbandoned()));
            }
        }
        sent.addAll(received);
        return sent;
    }

    private static String received(Wallet wallet, WalletTransaction found) {
        if (!found.transaction().isCoinbase()) {
            return "receive";
        }
        if (wallet.depth(found) < 1) {
            return "orphan";
        }
        return isImmature(wallet, found) ? "immature" : "generate";
    }

    private static ObjectNode row(
            TxOutput output, Optional<WalletAddress> own, String category, long amount, int index) {
        ObjectNode row = Json.object();
        TransactionJson.address(output.script()).ifPresent(address -> row.put("address", address));
        row.put("category", category);
        row.set("amount", Json.signedAmount(amount));
        own.filter(address -> !address.change()).ifPresent(address -> row.put("label", address.label()));
        row.put("vout", index);
        return row;
    }

    private JsonNode abandon(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        WalletTransaction transaction = find(wallet, params);
        if (wallet.depth(transaction) != 0 || wallet.isInMempool(transaction)) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with("Transaction not eligible for abandonment");
        }
        wallet.abandon(transaction);
        return Json.nothing();
    }
}
