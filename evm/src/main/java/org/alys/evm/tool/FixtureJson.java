package org.alys.evm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.Account;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/** The terms that the fixtures of Ethereum's tests have in common. Throws {@link FixtureException} on what is none. */
public final class FixtureJson {
    private FixtureJson() {}

    /** The member {@code name}, which must be there. */
    public static JsonNode member(JsonNode node, String name) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw new FixtureException("there is no \"" + name + "\"");
        }
        return member;
    }

    /** The member {@code name}, if it is there. */
    public static Optional<JsonNode> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).filter(member -> !member.isNull());
    }

    /** A number of at most 256 bits. */
    public static UInt256 word(JsonNode node) {
        String text = text(node);
        try {
            return text.equals("0x") ? UInt256.ZERO : UInt256.fromHex(text);
        } catch (IllegalArgumentException e) {
            throw new FixtureException("not a number of 256 bits: " + text);
        }
    }

    /** A number of at most 64 bits, to be taken as unsigned. */
    public static long number(JsonNode node) {
        BigInteger value = word(node).toBigInteger();
        if (value.bitLength() > 64) {
            throw new FixtureException("not a number of 64 bits: " + text(node));
        }
        return value.longValue();
    }

    public static Bytes bytes(JsonNode node) {
        try {
            return Bytes.fromHex(text(node));
        } catch (IllegalArgumentException e) {
            throw new FixtureException("not hexadecimal: " + text(node));
        }
    }

    /** 32 bytes, or a number of fewer. */
    public static Bytes32 bytes32(JsonNode node) {
        return word(node).toBytes32();
    }

    public static EvmAddress address(JsonNode node) {
        return address(text(node));
    }

    private static EvmAddress address(String text) {
        try {
            return EvmAddress.of(Hex.decode(text));
        } catch (IllegalArgumentException e) {
            throw new FixtureException("not an address: " + text);
        }
    }

    /** The accounts of a {@code pre}, {@code postState} or {@code alloc}. */
    public static MemoryState accounts(JsonNode accounts) {
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        Map<Bytes32, Bytes> codes = new HashMap<>();
        accounts.properties().forEach(property -> {
            JsonNode account = property.getValue();
            Bytes code = optional(account, "code").map(FixtureJson::bytes).orElse(Bytes.EMPTY);
            Bytes32 codeHash = Bytes32.of(Hashes.keccak256(code.toArray()));
            codes.put(codeHash, code);
            long nonce = optional(account, "nonce").map(FixtureJson::number).orElse(0L);
            Account fields = new Account(nonce, word(member(account, "balance")), codeHash);
            changes.put(address(property.getKey()), new AccountChange(Optional.of(fields), false, storage(account)));
        });
        return MemoryState.EMPTY.with(new StateDelta(changes, codes));
    }

    private static Map<UInt256, UInt256> storage(JsonNode account) {
        Map<UInt256, UInt256> storage = new HashMap<>();
        optional(account, "storage")
                .ifPresent(slots -> slots.properties()
                        .forEach(slot -> storage.put(UInt256.fromHex(slot.getKey()), word(slot.getValue()))));
        return storage;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new FixtureException("not a string: " + node);
        }
        return node.textValue();
    }
}
