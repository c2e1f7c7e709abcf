package org.alys.p2p.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.fuzz.Stranger;

/** Fuzzing of the framing of requests and answers. */
public final class ExchangeTargets {
    private static final int MAX_LENGTH = 1 << 20;

    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of("snappy-frames", IOException.class, ExchangeTargets::frames, seed(300), seed(70_000)));

    private ExchangeTargets() {}

    /** The first three bytes are the length that the remote announced. */
    private static void frames(byte[] input) throws IOException {
        if (input.length > 3) {
            int length = ((input[0] & 0xff) << 16 | (input[1] & 0xff) << 8 | (input[2] & 0xff)) % MAX_LENGTH;
            byte[] content = SnappyFrames.decode(new Stranger(Arrays.copyOfRange(input, 3, input.length)), length);
            assertThat(content).hasSize(length);
            assertThat(SnappyFrames.decode(new Stranger(SnappyFrames.encode(content)), length))
                    .isEqualTo(content);
        }
    }

    private static byte[] seed(int length) {
        byte[] frames = SnappyFrames.encode(new byte[length]);
        byte[] out = new byte[3 + frames.length];
        out[0] = (byte) (length >> 16);
        out[1] = (byte) (length >> 8);
        out[2] = (byte) length;
        System.arraycopy(frames, 0, out, 3, frames.length);
        return out;
    }
}
