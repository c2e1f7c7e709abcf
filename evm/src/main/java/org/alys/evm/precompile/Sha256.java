package org.alys.evm.precompile;

import java.util.Optional;
import org.alys.primitives.Hashes;

/** 0x02: SHA-256. */
final class Sha256 implements Precompile {
    @Override
    public long gas(byte[] input) {
        return Input.gas(60, 12, input);
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        return Optional.of(Hashes.sha256(input));
    }
}
