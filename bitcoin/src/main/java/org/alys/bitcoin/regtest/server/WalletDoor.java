package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.regtest.wallet.WalletShelf;

/** Making, loading and naming wallets, and finding the one that a call is for. */
final class WalletDoor {
    private final WalletShelf shelf;

    WalletDoor(WalletShelf shelf) {
        this.shelf = shelf;
    }

    void addTo(MethodTable table) {
        table.add(
                "createwallet wallet_name [disable_private_keys] [blank] [passphrase] [avoid_reuse] [descriptors]"
                        + " [load_on_startup] [external_signer]",
                this::create);
        table.add("loadwallet filename [load_on_startup]", this::load);
        table.add("unloadwallet [wallet_name] [load_on_startup]", this::unload);
        table.add(
                "listwallets",
                _ -> Json.texts(shelf.loaded().stream().map(Wallet::name).toList()));
        table.add("listwalletdir", _ -> directory());
    }

    /** The wallet that the address of the request names, or the only one. */
    Wallet wallet(RpcParams params) throws RpcException {
        if (params.wallet().isPresent()) {
            return shelf.loaded(params.wallet().get())
                    .orElseThrow(
                            () -> RpcError.WALLET_NOT_FOUND.with("Requested wallet does not exist or is not loaded"));
        }
        return switch (shelf.loaded().size()) {
            case 0 ->
                throw RpcError.WALLET_NOT_FOUND.with("No wallet is loaded. Load a wallet using loadwallet or create a"
                        + " new one with createwallet. (Note: A default wallet is no longer automatically created)");
            case 1 -> shelf.loaded().iterator().next();
            default ->
                throw RpcError.WALLET_NOT_SPECIFIED.with("Multiple wallets are loaded. Please select which wallet to"
                        + " use by requesting the RPC through the /wallet/<walletname> URI path.");
        };
    }

    private JsonNode create(RpcParams params) throws RpcException {
        String name = params.text(0);
        if (!WalletShelf.isName(name)) {
            throw RpcError.INVALID_PARAMETER.with("a wallet's name has at most 80 characters");
        }
        boolean plain = !params.flag(1, false)
                && !params.flag(2, false)
                && params.text(3, "").isEmpty()
                && params.flag(5, true)
                && !params.flag(7, false);
        if (!plain) {
            throw RpcError.WALLET.with("The embedded node has plain wallets with private keys only:"
                    + " not watch-only, blank, encrypted, legacy or external ones");
        }
        if (shelf.exists(name)) {
            throw RpcError.WALLET.with("Wallet file verification failed. Failed to create database path '" + name
                    + "'. Database already exists.");
        }
        return open(name);
    }

    private JsonNode load(RpcParams params) throws RpcException {
        String name = params.text(0);
        if (shelf.loaded(name).isPresent()) {
            throw RpcError.WALLET_ALREADY_LOADED.with("Wallet \"" + name + "\" is already loaded.");
        }
        if (!WalletShelf.isName(name) || !shelf.exists(name)) {
            throw RpcError.WALLET_NOT_FOUND.with("Wallet file verification failed. Failed to load database path '"
                    + RpcParams.bounded(name) + "'. Path does not exist.");
        }
        return open(name);
    }

    private JsonNode open(String name) throws RpcException {
        try {
            return Json.object().put("name", shelf.open(name).name());
        } catch (IOException e) {
            throw RpcError.WALLET.with("Wallet file verification failed. " + e.getMessage());
        }
    }

    private JsonNode unload(RpcParams params) throws RpcException {
        Wallet wallet = params.has(0)
                ? shelf.loaded(params.text(0))
                        .orElseThrow(() ->
                                RpcError.WALLET_NOT_FOUND.with("Requested wallet does not exist or is not loaded"))
                : wallet(params);
        shelf.unload(wallet);
        return Json.object();
    }

    private JsonNode directory() {
        ObjectNode json = Json.object();
        ArrayNode wallets = json.putArray("wallets");
        shelf.names().forEach(name -> wallets.addObject().put("name", name));
        return json;
    }
}
