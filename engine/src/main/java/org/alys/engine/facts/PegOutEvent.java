package org.alys.engine.facts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.engine.EventLog;
import org.alys.engine.Receipt;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;

/**
 * The event {@code RequestPegOut(address indexed, bytes, uint256)}, decoded strictly: only the bytes that the contract
 * itself produces pass. Source: Solidity ABI specification, sections Events and Use of Dynamic Types.
 */
final class PegOutEvent {
    static final Bytes32 TOPIC =
            Bytes32.of(Hashes.keccak256("RequestPegOut(address,bytes,uint256)".getBytes(StandardCharsets.US_ASCII)));

    private static final int WORD = 32;
    private static final int MAX_ADDRESS_BYTES = 100;
    private static final BigInteger ADDRESS_OFFSET = BigInteger.valueOf(2 * WORD);

    private PegOutEvent() {}

    /** What decoding gave. */
    sealed interface Result {}

    record Decoded(PegOutRequest request) implements Result {}

    record Refused(String reason) implements Result {}

    static boolean isRequest(EventLog log, EvmAddress bridge) {
        return log.address().equals(bridge)
                && !log.topics().isEmpty()
                && log.topics().getFirst().equals(TOPIC);
    }

    static Result decode(Receipt receipt, EventLog log) {
        if (log.topics().size() != 2) {
            return new Refused(log.topics().size() + " topics instead of 2");
        }
        byte[] sender = log.topics().get(1).toArray();
        if (!isZero(sender, 0, WORD - EvmAddress.SIZE)) {
            return new Refused("the sender is longer than an address");
        }
        byte[] data = log.data().toArray();
        if (data.length < 3 * WORD) {
            return new Refused("data of " + data.length + " bytes is too short");
        }
        Wei amount = new Wei(word(data, 1));
        BigInteger length = word(data, 2);
        if (!word(data, 0).equals(ADDRESS_OFFSET)) {
            return new Refused("the address is not where the contract puts it");
        }
        if (length.signum() == 0 || length.compareTo(BigInteger.valueOf(MAX_ADDRESS_BYTES)) > 0) {
            return new Refused("a Bitcoin address of " + length + " bytes");
        }
        int end = 3 * WORD + length.intValue();
        int padded = (end + WORD - 1) / WORD * WORD;
        if (data.length != padded || !isZero(data, end, padded)) {
            return new Refused("the address is not padded with zeros to whole words");
        }
        if (!amount.isWholeSats() || amount.equals(Wei.ZERO)) {
            return new Refused("an amount of " + amount + " is not a whole number of satoshis above 0");
        }
        return new Decoded(new PegOutRequest(
                receipt.transactionHash(),
                receipt.transactionIndex(),
                log.logIndex(),
                EvmAddress.of(Arrays.copyOfRange(sender, WORD - EvmAddress.SIZE, WORD)),
                Bytes.of(Arrays.copyOfRange(data, 3 * WORD, end)),
                amount));
    }

    private static BigInteger word(byte[] data, int index) {
        return new BigInteger(1, Arrays.copyOfRange(data, index * WORD, (index + 1) * WORD));
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
