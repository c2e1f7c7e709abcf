package org.alys.bitcoin.taproot;

import java.util.List;
import java.util.stream.LongStream;
import org.alys.primitives.Bytes32;

/** The secret keys 1, 2, 3 ... of development chains. */
final class TestKeys {
    private TestKeys() {}

    static BitcoinSecretKey secret(long number) {
        return BitcoinSecretKey.of(Bytes32.fromHex(String.format("%064x", number)));
    }

    static List<XOnlyPublicKey> publicKeys(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> secret(number).publicKey())
                .toList();
    }
}
