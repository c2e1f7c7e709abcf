package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** A state with the changes that a caller imagines (the state override set of {@code eth_call}). */
final class OverriddenState implements StateView {
    private static final int MAX_ACCOUNTS = 1000;
    private static final int MAX_SLOTS = 10_000;

    private final StateView base;
    private final Map<EvmAddress, Imagined> overrides;
    private final Map<Bytes32, Bytes> code;

    /**
     * What is imagined of one account.
     *
     * @param replacesStorage whether slots that are not named are empty
     */
    private record Imagined(
            Optional<UInt256> balance,
            Optional<Long> nonce,
            Optional<Bytes32> codeHash,
            boolean replacesStorage,
            Map<UInt256, UInt256> storage) {}

    private OverriddenState(StateView base, Map<EvmAddress, Imagined> overrides, Map<Bytes32, Bytes> code) {
        this.base = base;
        this.overrides = overrides;
        this.code = code;
    }

    /** {@code base} itself when nothing is overridden. */
    static StateView over(StateView base, Optional<JsonNode> object) {
        if (object.isEmpty() || object.get().isEmpty()) {
            return base;
        }
        if (object.get().size() > MAX_ACCOUNTS) {
            throw RpcException.invalidParams("state overrides for more than " + MAX_ACCOUNTS + " accounts");
        }
        Map<EvmAddress, Imagined> overrides = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        object.get().properties().forEach(entry -> {
            EvmAddress address = Parse.address(EthJson.JSON.textNode(entry.getKey()), "overridden account");
            overrides.put(address, read(entry.getValue(), code));
        });
        return new OverriddenState(base, overrides, code);
    }

    private static Imagined read(JsonNode node, Map<Bytes32, Bytes> code) {
        if (node.has("movePrecompileToAddress")) {
            throw RpcException.invalidParams("movePrecompileToAddress is not supported");
        }
        if (node.has("state") && node.has("stateDiff")) {
            throw RpcException.invalidParams("account has both state and stateDiff overrides");
        }
        Optional<Bytes> newCode = Parse.field(node, "code", Parse::data);
        Optional<Bytes32> codeHash = newCode.map(known -> Bytes32.of(Hashes.keccak256(known.toArray())));
        newCode.ifPresent(known -> code.put(Bytes32.of(Hashes.keccak256(known.toArray())), known));
        Map<UInt256, UInt256> storage = new HashMap<>();
        JsonNode slots = node.has("state") ? node.path("state") : node.path("stateDiff");
        if (slots.size() > MAX_SLOTS) {
            throw RpcException.invalidParams("overrides for more than " + MAX_SLOTS + " slots of an account");
        }
        slots.properties()
                .forEach(entry -> storage.put(
                        Parse.word(EthJson.JSON.textNode(entry.getKey()), "slot"),
                        Parse.word(entry.getValue(), "slot content")));
        return new Imagined(
                Parse.field(node, "balance", Parse::word),
                Parse.field(node, "nonce", Parse::number),
                codeHash,
                node.has("state"),
                storage);
    }

    @Override
    public Optional<Account> account(EvmAddress address) {
        Optional<Account> known = base.account(address);
        Imagined override = overrides.get(address);
        if (override == null) {
            return known;
        }
        Account account = known.orElse(Account.EMPTY);
        return Optional.of(new Account(
                override.nonce.orElse(account.nonce()),
                override.balance.orElse(account.balance()),
                override.codeHash.orElse(account.codeHash())));
    }

    @Override
    public UInt256 storage(EvmAddress address, UInt256 slot) {
        Imagined override = overrides.get(address);
        if (override == null) {
            return base.storage(address, slot);
        }
        UInt256 imagined = override.storage.get(slot);
        if (imagined != null) {
            return imagined;
        }
        return override.replacesStorage ? UInt256.ZERO : base.storage(address, slot);
    }

    @Override
    public Bytes code(Bytes32 codeHash) {
        Bytes imagined = code.get(codeHash);
        return imagined == null ? base.code(codeHash) : imagined;
    }

    @Override
    public boolean hasStorage(EvmAddress address) {
        Imagined override = overrides.get(address);
        if (override == null) {
            return base.hasStorage(address);
        }
        boolean imagined = override.storage.values().stream().anyMatch(content -> !content.isZero());
        return imagined || (!override.replacesStorage && base.hasStorage(address));
    }
}
