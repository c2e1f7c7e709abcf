package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.wallet.AddressType;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.regtest.wallet.WalletAddress;
import org.alys.bitcoin.regtest.wallet.WalletCoin;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.taproot.ParsedAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Addresses and coins of a wallet. */
final class WalletCoinMethods {
    private static final int MAX_LABEL = 1_000;
    private static final int MAX_CONFIRMATIONS = 9_999_999;

    private final WalletDoor door;
    private final ChainState chain;

    WalletCoinMethods(WalletDoor door, ChainState chain) {
        this.door = door;
        this.chain = chain;
    }

    void addTo(MethodTable table) {
        table.add("getnewaddress [label] [address_type]", this::newAddress);
        table.add("getrawchangeaddress [address_type]", this::changeAddress);
        table.add("getaddressinfo address", this::addressInfo);
        table.add("getbalance [dummy] [minconf] [include_watchonly] [avoid_reuse]", this::balance);
        table.add("getbalances", this::balances);
        table.add("getwalletinfo", this::walletInfo);
        table.add("listunspent [minconf] [maxconf] [addresses] [include_unsafe] [query_options]", this::listUnspent);
        table.add("lockunspent unlock [transactions] [persistent]", this::lock);
        table.add("listlockunspent", this::locked);
    }

    static AddressType type(RpcParams params, int index) throws RpcException {
        String name = params.text(index, AddressType.BECH32.coreName());
        return AddressType.named(name)
                .orElseThrow(() ->
                        RpcError.INVALID_ADDRESS_OR_KEY.with("Unknown address type '" + RpcParams.bounded(name) + "'"));
    }

    private JsonNode newAddress(RpcParams params) throws RpcException {
        String label = params.text(0, "");
        if (label.length() > MAX_LABEL) {
            throw RpcError.INVALID_PARAMETER.with("a label has at most " + MAX_LABEL + " characters");
        }
        return text(door.wallet(params).newAddress(type(params, 1), label).script());
    }

    private JsonNode changeAddress(RpcParams params) throws RpcException {
        return text(door.wallet(params).newChangeAddress(type(params, 0)).script());
    }

    private static JsonNode text(Bytes script) {
        return Json.text(TransactionJson.address(script).orElseThrow());
    }

    private JsonNode addressInfo(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        if (!(BitcoinAddress.parse(params.text(0), BitcoinNetwork.REGTEST)
                instanceof ParsedAddress.Payable(BitcoinAddress address))) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with("Invalid or unsupported Segwit (Bech32) or Base58 encoding.");
        }
        Optional<WalletAddress> own = wallet.address(address.scriptPubKey());
        ObjectNode json = Json.object();
        AddressJson.describe(json, address);
        json.put("ismine", own.isPresent());
        json.put("solvable", own.isPresent());
        json.put("iswatchonly", false);
        json.put("ischange", own.filter(WalletAddress::change).isPresent());
        ArrayNode labels = json.putArray("labels");
        own.ifPresent(found -> {
            json.put("hdkeypath", found.path());
            wallet.key(found.script())
                    .ifPresent(key -> json.put("pubkey", key.publicKey().toHex()));
            if (!found.change()) {
                labels.add(found.label());
            }
        });
        return json;
    }

    private static Sats sum(Wallet wallet, Predicate<WalletCoin> wanted) {
        return wallet.coins().stream()
                .filter(wanted)
                .map(coin -> coin.output().value())
                .reduce(Sats.ZERO, Sats::plus);
    }

    private JsonNode balance(RpcParams params) throws RpcException {
        if (params.has(0) && !params.text(0).equals("*")) {
            throw RpcError.MISC.with("dummy first argument must be excluded or set to \"*\".");
        }
        int depth = params.number(1, 0);
        return Json.amount(sum(door.wallet(params), coin -> coin.trusted() && coin.mature() && coin.depth() >= depth));
    }

    private JsonNode balances(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        ObjectNode json = Json.object();
        ObjectNode mine = json.putObject("mine");
        mine.set("trusted", Json.amount(sum(wallet, coin -> coin.trusted() && coin.mature())));
        mine.set("untrusted_pending", Json.amount(sum(wallet, coin -> !coin.trusted())));
        mine.set("immature", Json.amount(sum(wallet, coin -> coin.trusted() && !coin.mature())));
        json.set("lastprocessedblock", lastProcessed());
        return json;
    }

    private ObjectNode lastProcessed() {
        BlockEntry tip = chain.active().tip();
        return Json.object().put("hash", tip.hash().toDisplay()).put("height", tip.height());
    }

    private JsonNode walletInfo(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        ObjectNode json = Json.object();
        json.put("walletname", wallet.name());
        json.put("walletversion", 169_900);
        json.put("format", "sqlite");
        json.set("balance", Json.amount(sum(wallet, coin -> coin.trusted() && coin.mature())));
        json.set("unconfirmed_balance", Json.amount(sum(wallet, coin -> !coin.trusted())));
        json.set("immature_balance", Json.amount(sum(wallet, coin -> coin.trusted() && !coin.mature())));
        json.put("txcount", wallet.transactions().size());
        json.put("keypoolsize", 0);
        json.set(
                "paytxfee",
                Json.signedAmount(wallet.payRate().map(FeeRate::satPerKvb).orElse(0L)));
        json.put("private_keys_enabled", true);
        json.put("avoid_reuse", false);
        json.put("scanning", false);
        json.put("descriptors", true);
        json.put("external_signer", false);
        json.put("blank", false);
        json.set("lastprocessedblock", lastProcessed());
        return json;
    }

    private JsonNode listUnspent(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        int least = params.number(0, 1);
        int most = params.number(1, MAX_CONFIRMATIONS);
        Set<Bytes> scripts = new HashSet<>();
        if (params.has(2)) {
            for (JsonNode address : params.array(2)) {
                Bytes script = PayoutScripts.ofAddress(RpcParams.text(address));
                if (!scripts.add(script)) {
                    throw RpcError.INVALID_PARAMETER.with("Invalid parameter, duplicated address: " + address.asText());
                }
            }
        }
        boolean unsafe = params.flag(3, true);
        UnspentFilter filter = UnspentFilter.of(params.options(4));
        ArrayNode json = Json.array();
        for (WalletCoin coin : wallet.coins()) {
            boolean wanted = coin.depth() >= least
                    && coin.depth() <= most
                    && (scripts.isEmpty() || scripts.contains(coin.output().script()))
                    && (unsafe || coin.trusted())
                    && !wallet.locked().contains(coin.outPoint())
                    && filter.takes(coin);
            if (wanted && json.size() < filter.maximumCount()) {
                json.add(unspent(wallet, coin));
            }
        }
        return json;
    }

    /** Core's query options. */
    private record UnspentFilter(Sats minimum, Sats maximum, int maximumCount, boolean immature) {
        static UnspentFilter of(JsonNode options) throws RpcException {
            Optional<JsonNode> minimum = RpcParams.option(options, "minimumAmount");
            Optional<JsonNode> maximum = RpcParams.option(options, "maximumAmount");
            Optional<JsonNode> count = RpcParams.option(options, "maximumCount");
            Optional<JsonNode> immature = RpcParams.option(options, "include_immature_coinbase");
            return new UnspentFilter(
                    minimum.isPresent() ? RpcParams.amount(minimum.get()) : Sats.ZERO,
                    maximum.isPresent() ? RpcParams.amount(maximum.get()) : Sats.MAX_MONEY,
                    count.isPresent() ? RpcParams.number(count.get()) : Integer.MAX_VALUE,
                    immature.isPresent() && RpcParams.flag(immature.get()));
        }

        boolean takes(WalletCoin coin) {
            Sats value = coin.output().value();
            return value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0 && (immature || coin.mature());
        }
    }

    private static ObjectNode unspent(Wallet wallet, WalletCoin coin) {
        WalletAddress address = coin.address();
        ObjectNode json = Json.object();
        json.put("txid", coin.outPoint().txid().toDisplay());
        json.put("vout", coin.outPoint().index());
        json.set("address", text(address.script()));
        if (!address.change()) {
            json.put("label", address.label());
        }
        json.put("scriptPubKey", address.script().toHex());
        json.set("amount", Json.amount(coin.output().value()));
        json.put("confirmations", coin.depth());
        json.put("spendable", true);
        json.put("solvable", true);
        wallet.key(address.script()).ifPresent(key -> json.put("desc", WalletDescriptor.of(address, key.publicKey())));
        json.putArray("parent_descs");
        json.put("safe", coin.trusted());
        return json;
    }

    private JsonNode lock(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        boolean unlock = RpcParams.flag(params.node(0));
        if (!params.has(1)) {
            if (unlock) {
                wallet.locked().clear();
            }
            return Json.flag(true);
        }
        Set<OutPoint> named = new HashSet<>();
        for (JsonNode object : params.array(1)) {
            OutPoint outPoint = TransactionDraft.outPoint(object);
            if (wallet.output(outPoint).isEmpty()) {
                throw RpcError.INVALID_PARAMETER.with("Invalid parameter, unknown transaction");
            }
            if (wallet.isSpent(outPoint)) {
                throw RpcError.INVALID_PARAMETER.with("Invalid parameter, expected unspent output");
            }
            if (unlock != wallet.locked().contains(outPoint)) {
                throw RpcError.INVALID_PARAMETER.with(
                        unlock
                                ? "Invalid parameter, expected locked output"
                                : "Invalid parameter, output already locked");
            }
            named.add(outPoint);
        }
        if (unlock) {
            wallet.locked().removeAll(named);
        } else {
            wallet.locked().addAll(named);
        }
        return Json.flag(true);
    }

    private JsonNode locked(RpcParams params) throws RpcException {
        ArrayNode json = Json.array();
        for (OutPoint outPoint : door.wallet(params).locked()) {
            json.addObject().put("txid", outPoint.txid().toDisplay()).put("vout", outPoint.index());
        }
        return json;
    }
}
