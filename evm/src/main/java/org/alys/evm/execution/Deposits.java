package org.alys.evm.execution;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Deposits out of the deposit contract's logs (EIP-6110). */
final class Deposits {
    private static final Bytes32 DEPOSIT_EVENT =
            Bytes32.fromHex("649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5");
    private static final int LOG_SIZE = 576;
    private static final byte DEPOSIT_REQUEST = 0;
    /** Where in the log's data the public key, withdrawal credentials, amount, signature and index are, and how long. */
    private static final int[][] FIELDS = {{160, 48}, {256, 32}, {320, 8}, {384, 96}, {512, 8}};

    private Deposits() {}

    /** The request of all deposits, its type alone when there are none; empty when a log is malformed. */
    static Optional<Bytes> request(EvmAddress contract, List<Log> logs) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(DEPOSIT_REQUEST);
        for (Log log : logs) {
            boolean deposit = log.address().equals(contract)
                    && !log.topics().isEmpty()
                    && log.topics().getFirst().equals(DEPOSIT_EVENT);
            if (deposit && !append(request, log.data().toArray())) {
                return Optional.empty();
            }
        }
        return Optional.of(Bytes.of(request.toByteArray()));
    }

    private static boolean append(ByteArrayOutputStream request, byte[] data) {
        if (data.length != LOG_SIZE) {
            return false;
        }
        for (int i = 0; i < FIELDS.length; i++) {
            int at = FIELDS[i][0];
            int length = FIELDS[i][1];
            boolean asExpected = UInt256.fromBytes(data, 32 * i).equals(UInt256.of(at))
                    && UInt256.fromBytes(data, at).equals(UInt256.of(length));
            if (!asExpected) {
                return false;
            }
            request.write(data, at + 32, length);
        }
        return true;
    }
}
