package org.alys.evm.precompile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/** 0x09: the compression function F of BLAKE2b (RFC 7693) with a chosen number of rounds (EIP-152). */
final class Blake2F implements Precompile {
    private static final int SIZE = 213;
    private static final int STATE = 4;
    private static final int MESSAGE = STATE + 64;
    private static final int COUNTER = MESSAGE + 128;
    private static final int FINAL = COUNTER + 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ROUNDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long[] IV = {
        0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
    };
    private static final byte[][] SIGMA = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    @Override
    public long gas(byte[] input) {
        return input.length == SIZE ? Integer.toUnsignedLong((int) ROUNDS.get(input, 0)) : 0;
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        if (input.length != SIZE || (input[FINAL] & ~1) != 0) {
            return Optional.empty();
        }
        long[] v = new long[16];
        for (int i = 0; i < 8; i++) {
            v[i] = (long) LONG.get(input, STATE + 8 * i);
            v[8 + i] = IV[i];
        }
        v[12] ^= (long) LONG.get(input, COUNTER);
        v[13] ^= (long) LONG.get(input, COUNTER + 8);
        v[14] ^= -(long) input[FINAL];
        mix(v, message(input), gas(input));
        byte[] output = new byte[64];
        for (int i = 0; i < 8; i++) {
            LONG.set(output, 8 * i, (long) LONG.get(input, STATE + 8 * i) ^ v[i] ^ v[i + 8]);
        }
        return Optional.of(output);
    }

    private static long[] message(byte[] input) {
        long[] message = new long[16];
        for (int i = 0; i < message.length; i++) {
            message[i] = (long) LONG.get(input, MESSAGE + 8 * i);
        }
        return message;
    }

    private static void mix(long[] v, long[] m, long rounds) {
        int schedule = 0;
        for (long round = 0; round < rounds; round++) {
            round(v, m, SIGMA[schedule]);
            schedule = schedule == SIGMA.length - 1 ? 0 : schedule + 1;
        }
    }

    private static void round(long[] v, long[] m, byte[] s) {
        mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
        mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
        mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
        mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
        mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
        mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
        mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
        mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }

    /** The function G of RFC 7693. */
    private static void mix(long[] v, int ai, int bi, int ci, int di, long x, long y) {
        long a = v[ai] + v[bi] + x;
        long d = Long.rotateRight(v[di] ^ a, 32);
        long c = v[ci] + d;
        long b = Long.rotateRight(v[bi] ^ c, 24);
        a += b + y;
        d = Long.rotateRight(d ^ a, 16);
        c += d;
        v[ai] = a;
        v[bi] = Long.rotateRight(b ^ c, 63);
        v[ci] = c;
        v[di] = d;
    }
}
