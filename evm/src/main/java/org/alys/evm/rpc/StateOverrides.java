package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;
import org.alys.evm.state.Account;
import org.alys.evm.state.DeltaView;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/**
 * What a caller imagines of the state (the state override set of {@code eth_call}).
 *
 * @param delta against the state that is
 * @param precompiles when an overridden account is a precompiled contract: it is one no longer, or elsewhere
 */
record StateOverrides(StateDelta delta, Optional<Precompiles> precompiles) {
    private static final int MAX_ACCOUNTS = 1000;
    private static final int MAX_SLOTS = 10_000;
    private static final StateOverrides NONE = new StateOverrides(StateDelta.NONE, Optional.empty());

    private static final int MOVED_ITSELF = -38022;
    private static final int MOVED_TO_SAME = -38023;

    /** Of an object that maps addresses to what is overridden of their accounts. */
    static StateOverrides of(Optional<JsonNode> object, StateView base, Fork fork) {
        if (object.isEmpty() || object.get().isEmpty()) {
            return NONE;
        }
        if (object.get().size() > MAX_ACCOUNTS) {
            throw RpcException.invalidParams("state overrides for more than " + MAX_ACCOUNTS + " accounts");
        }
        Map<EvmAddress, JsonNode> accounts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.get().properties()) {
            EvmAddress address = Parse.address(EthJson.JSON.textNode(entry.getKey()), "overridden account");
            if (accounts.put(address, entry.getValue()) != null) {
                throw RpcException.invalidParams("account " + address + " is overridden twice");
            }
        }
        Optional<Precompiles> precompiles = precompiles(accounts, Precompiles.of(fork));
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        accounts.forEach(
                (address, node) -> change(address, node, base, code).ifPresent(change -> changes.put(address, change)));
        return new StateOverrides(new StateDelta(changes, code), precompiles);
    }

    private static Optional<Precompiles> precompiles(Map<EvmAddress, JsonNode> accounts, Precompiles standard) {
        Set<EvmAddress> vacated = new HashSet<>();
        Map<EvmAddress, EvmAddress> moves = new HashMap<>();
        accounts.forEach((address, node) -> {
            boolean isPrecompile = standard.at(address).isPresent();
            if (isPrecompile) {
                vacated.add(address);
            }
            Parse.field(node, "movePrecompileToAddress", Parse::address).ifPresent(to -> {
                if (!isPrecompile) {
                    throw RpcException.server("account " + address + " is not a precompile");
                }
                if (to.equals(address)) {
                    throw new RpcException(MOVED_ITSELF, "account " + address + " is moved to itself");
                }
                if (accounts.containsKey(to)) {
                    throw RpcException.server("account " + to + " is already overridden");
                }
                if (moves.containsValue(to)) {
                    throw new RpcException(MOVED_TO_SAME, "two precompiles are moved to account " + to);
                }
                moves.put(address, to);
            });
        });
        return vacated.isEmpty() ? Optional.empty() : Optional.of(standard.rearranged(vacated, moves));
    }

    private static Optional<AccountChange> change(
            EvmAddress address, JsonNode node, StateView base, Map<Bytes32, Bytes> code) {
        Optional<UInt256> balance = Parse.field(node, "balance", Parse::word);
        Optional<Long> nonce = Parse.field(node, "nonce", Parse::unsigned);
        Optional<Bytes> newCode = Parse.field(node, "code", Parse::data);
        boolean replaces = node.path("state").isObject();
        boolean differs = node.path("stateDiff").isObject();
        if (replaces && differs) {
            throw RpcException.server("account " + address + " has both 'state' and 'stateDiff'");
        }
        if (balance.isEmpty() && nonce.isEmpty() && newCode.isEmpty() && !replaces && !differs) {
            return Optional.empty();
        }
        Optional<Bytes32> codeHash = newCode.map(known -> Bytes32.of(Hashes.keccak256(known.toArray())));
        codeHash.ifPresent(hash -> newCode.ifPresent(known -> code.put(hash, known)));
        Account account = base.account(address).orElse(Account.EMPTY);
        Account imagined = new Account(
                nonce.orElse(account.nonce()), balance.orElse(account.balance()), codeHash.orElse(account.codeHash()));
        Map<UInt256, UInt256> storage = storage(replaces ? node.path("state") : node.path("stateDiff"));
        return Optional.of(new AccountChange(Optional.of(imagined), replaces, storage));
    }

    private static Map<UInt256, UInt256> storage(JsonNode slots) {
        if (slots.size() > MAX_SLOTS) {
            throw RpcException.invalidParams("overrides for more than " + MAX_SLOTS + " slots of an account");
        }
        Map<UInt256, UInt256> storage = new HashMap<>();
        slots.properties()
                .forEach(entry -> storage.put(
                        Parse.word(EthJson.JSON.textNode(entry.getKey()), "slot"),
                        Parse.word(entry.getValue(), "slot content")));
        return storage;
    }

    /** {@code base} itself when nothing is overridden. */
    StateView over(StateView base) {
        return delta.isEmpty() ? base : new DeltaView(base, delta);
    }

    /** An executor that finds the precompiled contracts where they are imagined to be. */
    TransactionExecutor over(TransactionExecutor executor) {
        return precompiles.map(executor::with).orElse(executor);
    }
}
