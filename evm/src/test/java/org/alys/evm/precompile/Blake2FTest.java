package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.primitives.Hex;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

class Blake2FTest {
    private static final int BLOCK = 128;
    private static final byte[] IV = Hex.decode("08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
            + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b");

    private final Blake2F blake2F = new Blake2F();

    /** BLAKE2b-512 without a key, as RFC 7693 builds it from F. */
    private byte[] blake2b(byte[] message) {
        byte[] state = IV.clone();
        state[0] ^= 64;
        state[2] ^= 1;
        state[3] ^= 1;
        int blocks = Math.max(1, (message.length + BLOCK - 1) / BLOCK);
        for (int i = 0; i < blocks; i++) {
            boolean last = i == blocks - 1;
            byte[] block = Arrays.copyOfRange(message, i * BLOCK, (i + 1) * BLOCK);
            state = blake2F.run(input(12, state, block, last ? message.length : (i + 1) * BLOCK, last))
                    .orElseThrow();
        }
        return state;
    }

    private static byte[] input(int rounds, byte[] state, byte[] block, int counter, boolean last) {
        ByteBuffer input = ByteBuffer.allocate(213).putInt(rounds).put(state).put(block);
        input.order(ByteOrder.LITTLE_ENDIAN).putInt(counter).putInt(0).putLong(0);
        return input.put((byte) (last ? 1 : 0)).array();
    }

    @Property
    void buildsBlake2b(@ForAll @Size(max = 400) byte[] message) {
        Blake2bDigest digest = new Blake2bDigest(512);
        digest.update(message, 0, message.length);
        byte[] expected = new byte[64];
        digest.doFinal(expected, 0);
        assertThat(blake2b(message)).isEqualTo(expected);
    }

    @Test
    void costsARoundEach() {
        byte[] input = input(0x80000001, IV, new byte[BLOCK], 0, true);
        assertThat(blake2F.gas(input)).isEqualTo(0x80000001L);
        assertThat(blake2F.gas(new byte[212])).isZero();
    }

    @Test
    void refusesOtherLengths() {
        assertThat(blake2F.run(new byte[212])).isEmpty();
        assertThat(blake2F.run(new byte[214])).isEmpty();
    }

    @Test
    void refusesFlagThatIsNoBit() {
        byte[] input = input(1, IV, new byte[BLOCK], 0, true);
        input[212] = 2;
        assertThat(blake2F.run(input)).isEmpty();
    }

    /** The seventh vector of EIP-152: one round. */
    @Test
    void runsOneRound() {
        byte[] state = IV.clone();
        state[0] ^= 64;
        state[2] ^= 1;
        state[3] ^= 1;
        byte[] block = Arrays.copyOf(new byte[] {'a', 'b', 'c'}, BLOCK);
        assertThat(Hex.encode(blake2F.run(input(1, state, block, 3, true)).orElseThrow()))
                .isEqualTo("b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fb"
                        + "a551b3a8333bcdf5f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421");
    }
}
