package org.alys.evm.rpc.trace;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** What a transaction read, and with {@code diffMode} what it changed: go-ethereum's {@code prestateTracer}. */
public final class PrestateTracer implements Tracer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StateView before;
    private final Map<EvmAddress, Set<UInt256>> touched = new TreeMap<>();

    /**
     * A tracer for one transaction.
     *
     * @param before the state that the transaction begins with
     */
    public PrestateTracer(StateView before) {
        this.before = before;
    }

    @Override
    public void enterFrame(FrameEntry entry) {
        accountTouched(entry.from());
        accountTouched(entry.to());
    }

    @Override
    public void accountTouched(EvmAddress address) {
        touched.computeIfAbsent(address, _ -> new TreeSet<>());
    }

    @Override
    public void storageTouched(EvmAddress address, UInt256 slot) {
        touched.computeIfAbsent(address, _ -> new TreeSet<>()).add(slot);
    }

    /** All that was touched, as it was before. */
    public ObjectNode prestate() {
        ObjectNode result = JSON.objectNode();
        touched.forEach((address, slots) -> before.account(address).ifPresent(account -> {
            ObjectNode node = account(result, address, account);
            slots.forEach(slot -> putSlot(node, slot, before.storage(address, slot)));
        }));
        return result;
    }

    /**
     * What was changed, before and after.
     *
     * @param delta of the transaction
     */
    public ObjectNode diff(StateDelta delta) {
        ObjectNode pre = JSON.objectNode();
        ObjectNode post = JSON.objectNode();
        new TreeMap<>(delta.accounts()).forEach((address, change) -> {
            Optional<Account> was = before.account(address);
            was.ifPresent(account -> {
                ObjectNode node = account(pre, address, account);
                change.storage().forEach((slot, value) -> putSlot(node, slot, before.storage(address, slot)));
            });
            change.after().ifPresent(is -> {
                ObjectNode node = changedFields(was.orElse(Account.EMPTY), is, delta);
                change.storage().forEach((slot, value) -> putSlot(node, slot, value));
                post.set(address.toHex0x(), node);
            });
        });
        return JSON.objectNode().<ObjectNode>set("pre", pre).set("post", post);
    }

    private ObjectNode changedFields(Account was, Account is, StateDelta delta) {
        ObjectNode node = JSON.objectNode();
        if (!was.balance().equals(is.balance())) {
            node.put("balance", is.balance().toHex());
        }
        if (was.nonce() != is.nonce()) {
            node.put("nonce", is.nonce());
        }
        if (!was.codeHash().equals(is.codeHash())) {
            Bytes code =
                    Optional.ofNullable(delta.code().get(is.codeHash())).orElseGet(() -> before.code(is.codeHash()));
            node.put("code", code.toHex0x());
        }
        return node;
    }

    private ObjectNode account(ObjectNode into, EvmAddress address, Account account) {
        ObjectNode node = into.putObject(address.toHex0x())
                .put("balance", account.balance().toHex());
        if (account.nonce() != 0) {
            node.put("nonce", account.nonce());
        }
        if (account.hasCode()) {
            node.put("code", before.code(account.codeHash()).toHex0x());
        }
        return node;
    }

    private static void putSlot(ObjectNode account, UInt256 slot, UInt256 value) {
        if (!value.isZero()) {
            account.withObjectProperty("storage")
                    .put(slot.toBytes32().toHex0x(), value.toBytes32().toHex0x());
        }
    }
}
