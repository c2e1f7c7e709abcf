package org.alys.node.federation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.alys.engine.EventLog;
import org.alys.engine.genesis.BridgeContract;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;

/**
 * The only transaction of the fake execution layer: its sender pays fees and burns coins in the Bridge.
 *
 * @param tipGwei for each unit of gas
 * @param burned asked for as a peg-out; may be zero
 */
record Spend(long nonce, EvmAddress sender, long tipGwei, Sats burned) {
    static final long GAS = 21_000;
    static final Wei BASE_FEE = Wei.ofGwei(1);

    private static final byte TYPE = 2;
    private static final int SIZE = 1 + 8 + EvmAddress.SIZE + 8 + 8;
    private static final byte[] BITCOIN_ADDRESS = "bcrt1qscripted".getBytes(StandardCharsets.US_ASCII);
    private static final Bytes32 TOPIC =
            Bytes32.of(Hashes.keccak256("RequestPegOut(address,bytes,uint256)".getBytes(StandardCharsets.US_ASCII)));

    Bytes encode() {
        return Bytes.of(ByteBuffer.allocate(SIZE)
                .put(TYPE)
                .putLong(nonce)
                .put(sender.toArray())
                .putLong(tipGwei)
                .putLong(burned.value())
                .array());
    }

    static Spend decode(Bytes transaction) {
        ByteBuffer in = ByteBuffer.wrap(transaction.toArray());
        in.get();
        long nonce = in.getLong();
        byte[] sender = new byte[EvmAddress.SIZE];
        in.get(sender);
        return new Spend(nonce, EvmAddress.of(sender), in.getLong(), new Sats(in.getLong()));
    }

    Wei gasPrice() {
        return BASE_FEE.plus(Wei.ofGwei(tipGwei));
    }

    Wei tips() {
        return Wei.ofGwei(tipGwei).times(GAS);
    }

    /** Fees and burn. */
    Wei cost() {
        return gasPrice().times(GAS).plus(burned.toWei());
    }

    List<EventLog> logs(int logIndex) {
        if (burned.equals(Sats.ZERO)) {
            return List.of();
        }
        byte[] topic = new byte[Bytes32.SIZE];
        System.arraycopy(sender.toArray(), 0, topic, Bytes32.SIZE - EvmAddress.SIZE, EvmAddress.SIZE);
        ByteBuffer data = ByteBuffer.allocate(4 * Bytes32.SIZE)
                .put(word(2 * Bytes32.SIZE).toArray())
                .put(Bytes32.fromHex("%064x".formatted(burned.toWei().value())).toArray())
                .put(word(BITCOIN_ADDRESS.length).toArray())
                .put(Arrays.copyOf(BITCOIN_ADDRESS, Bytes32.SIZE));
        return List.of(new EventLog(
                BridgeContract.ADDRESS, List.of(TOPIC, Bytes32.of(topic)), Bytes.of(data.array()), logIndex));
    }

    private static Bytes32 word(long value) {
        return Bytes32.fromHex("%064x".formatted(value));
    }
}
