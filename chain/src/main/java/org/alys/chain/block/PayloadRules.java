package org.alys.chain.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;

/** What every payload holds by rule: a proposer asks the execution layer for these, a validator demands them. */
public final class PayloadRules {
    /**
     * Where the execution layer pays priority fees: the digits {@code fee} all the way. Whoever holds a key for it found a
     * preimage of 160 chosen bits. It is not the burn address, so that fees and burns can be told apart by balance.
     */
    public static final EvmAddress FEE_SINK = EvmAddress.fromHex("0xfeefeefeefeefeefeefeefeefeefeefeefeefeef");

    /** The peg-out contract. */
    public static final EvmAddress BRIDGE = EvmAddress.fromHex("0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");

    private static final byte BLOB_TRANSACTION = 3;

    private PayloadRules() {}

    /** The {@code prevRandao} of the block at {@code slot}: SHA-256 of the parent's root and the slot (8 bytes, little-endian). */
    public static Bytes32 prevRandao(Bytes32 parentRoot, long slot) {
        byte[] slotBytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(slot)
                .array();
        return Bytes32.of(Hashes.sha256(parentRoot.toArray(), slotBytes));
    }

    /** Whether a transaction in its EIP-2718 encoding carries blobs (EIP-4844). */
    public static boolean isBlobTransaction(Bytes transaction) {
        return !transaction.isEmpty() && transaction.get(0) == BLOB_TRANSACTION;
    }
}
