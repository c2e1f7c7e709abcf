package org.alys.evm.precompile;

import java.util.Optional;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** 0x03: RIPEMD-160, as a word. */
final class Ripemd160 implements Precompile {
    private static final int PADDING = 12;

    @Override
    public long gas(byte[] input) {
        return Input.gas(600, 120, input);
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(input, 0, input.length);
        byte[] word = new byte[Input.WORD];
        digest.doFinal(word, PADDING);
        return Optional.of(word);
    }
}
