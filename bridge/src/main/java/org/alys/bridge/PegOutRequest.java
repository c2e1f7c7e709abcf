package org.alys.bridge;

import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.ssz.Decoded;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * Coins that somebody burned to get bitcoin.
 *
 * @param height of the sidechain block
 * @param transaction hash of the EVM transaction
 * @param sender who burned, and who is refunded if the request cannot be paid
 * @param recipient the Bitcoin address as the sender wrote it, at most {@value #MAX_RECIPIENT_BYTES} bytes; not checked
 */
public record PegOutRequest(long height, Bytes32 transaction, EvmAddress sender, Bytes recipient, Sats amount) {
    /** The Bridge contract takes no more. */
    public static final int MAX_RECIPIENT_BYTES = 100;

    private static final SszType<PegOutRequest> SCHEMA = schema();

    /** The request as bytes; equal requests have equal bytes. */
    public Bytes encode() {
        return Bytes.of(SCHEMA.encodeToArray(this));
    }

    /** Reads what {@link #encode} made. */
    public static Decoded<PegOutRequest> decode(Bytes encoded) {
        return SCHEMA.decode(encoded);
    }

    private static SszType<PegOutRequest> schema() {
        var request = new SszContainer<PegOutRequest>("PegOutRequest");
        var height = request.field("height", Ssz.UINT64, PegOutRequest::height);
        var transaction = request.field("transaction", Ssz.BYTES32, PegOutRequest::transaction);
        var sender = request.field("sender", Ssz.EVM_ADDRESS, PegOutRequest::sender);
        var recipient = request.field("recipient", Ssz.byteList(MAX_RECIPIENT_BYTES), PegOutRequest::recipient);
        var amount = request.field("amount", Ssz.SATS, PegOutRequest::amount);
        return request.build(f ->
                new PegOutRequest(f.get(height), f.get(transaction), f.get(sender), f.get(recipient), f.get(amount)));
    }
}
