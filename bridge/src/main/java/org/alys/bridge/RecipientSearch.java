package org.alys.bridge;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bridge.Eligibility.AddressProblem;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;

/**
 * Finds the EVM address that a deposit names: an OP_RETURN whose only push is 20 raw bytes, or 40 hex characters with or
 * without {@code 0x}. What a push means follows from its length alone, so raw bytes that happen to be text stay raw bytes.
 */
final class RecipientSearch {
    private static final int OP_RETURN = 0x6a;
    private static final int OP_PUSHDATA1 = 0x4c;
    private static final int LONGEST_DIRECT_PUSH = 0x4b;

    private RecipientSearch() {}

    /** What was found. */
    sealed interface Result {
        record Found(EvmAddress recipient) implements Result {}

        record NotFound(AddressProblem problem) implements Result {}
    }

    static Result in(Transaction transaction) {
        Set<EvmAddress> named = new LinkedHashSet<>();
        for (TxOutput output : transaction.outputs()) {
            push(output.script()).flatMap(RecipientSearch::address).ifPresent(named::add);
        }
        if (named.size() != 1) {
            return new Result.NotFound(named.isEmpty() ? AddressProblem.NONE : AddressProblem.SEVERAL);
        }
        EvmAddress only = named.iterator().next();
        return only.isZero() ? new Result.NotFound(AddressProblem.ZERO) : new Result.Found(only);
    }

    /** The data of a script that is OP_RETURN and exactly one push. */
    private static Optional<byte[]> push(Bytes script) {
        if (script.size() < 2 || script.get(0) != OP_RETURN) {
            return Optional.empty();
        }
        int opcode = script.get(1);
        boolean direct = opcode <= LONGEST_DIRECT_PUSH;
        int start = direct ? 2 : 3;
        if (!direct && (opcode != OP_PUSHDATA1 || script.size() < start)) {
            return Optional.empty();
        }
        int length = direct ? opcode : script.get(2);
        if (script.size() != start + length) {
            return Optional.empty();
        }
        byte[] data = new byte[length];
        System.arraycopy(script.toArray(), start, data, 0, length);
        return Optional.of(data);
    }

    private static Optional<EvmAddress> address(byte[] data) {
        if (data.length == EvmAddress.SIZE) {
            return Optional.of(EvmAddress.of(data));
        }
        String text = new String(data, StandardCharsets.US_ASCII);
        boolean prefixed = data.length == 2 * EvmAddress.SIZE + 2 && text.startsWith("0x");
        if (data.length != 2 * EvmAddress.SIZE && !prefixed) {
            return Optional.empty();
        }
        try {
            return Optional.of(EvmAddress.of(Hex.decode(text)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }
}
