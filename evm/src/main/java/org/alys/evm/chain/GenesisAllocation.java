package org.alys.evm.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateDelta;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/** The accounts that a genesis file, or a test of the execution clients, begins with. */
record GenesisAllocation(StateDelta delta) {

    /** @param alloc an object: address to balance, nonce, code and storage */
    static GenesisAllocation of(JsonNode alloc) {
        Map<EvmAddress, StateDelta.AccountChange> accounts = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        alloc.properties().forEach(entry -> {
            EvmAddress address = EvmAddress.of(Hex.decode(entry.getKey()));
            accounts.put(address, change(entry.getValue(), code));
        });
        return new GenesisAllocation(new StateDelta(accounts, code));
    }

    private static StateDelta.AccountChange change(JsonNode node, Map<Bytes32, Bytes> code) {
        Bytes bytes = Bytes.fromHex(node.path("code").asText("0x"));
        Bytes32 codeHash = bytes.isEmpty() ? Account.NO_CODE : Bytes32.of(Hashes.keccak256(bytes.toArray()));
        if (!bytes.isEmpty()) {
            code.put(codeHash, bytes);
        }
        Map<UInt256, UInt256> storage = new HashMap<>();
        node.path("storage").properties().forEach(slot -> {
            UInt256 value = UInt256.fromHex(slot.getValue().asText());
            if (!value.isZero()) {
                storage.put(UInt256.fromHex(slot.getKey()), value);
            }
        });
        Account account =
                new Account(Quantity.unsigned(node.path("nonce")), Quantity.word(node.path("balance")), codeHash);
        return new StateDelta.AccountChange(Optional.of(account), false, storage);
    }
}
