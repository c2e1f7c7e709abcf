package org.alys.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.evm.payload.Fork;
import org.alys.evm.tool.CodeRun;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

/** CLZ (EIP-7939). */
class LeadingZerosProperties {
    /** PUSH32, MSTORE with its memory, and what it takes to return a word. */
    private static final long GAS_OF_THE_REST = 3 + 2 + 3 + 3 + 3 + 2;

    private static Machine.Result run(Fork fork, byte[] word) {
        Bytes code = Bytes.fromHex("7f" + Hex.encode(word) + "1e" + "5f52" + "60205ff3");
        return CodeRun.run(fork, code, Bytes.EMPTY, 1000, Tracer.NONE);
    }

    @Property
    void countsAsOneWouldByHand(@ForAll @Size(32) byte[] bits, @ForAll @IntRange(max = 256) int zeros) {
        byte[] word = bits.clone();
        for (int bit = 0; bit < zeros; bit++) {
            word[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        int expected = 0;
        while (expected < 256 && (word[expected / 8] & 0x80 >>> expected % 8) == 0) {
            expected++;
        }
        Machine.Result result = run(Fork.OSAKA, word);
        assertThat(UInt256.fromBytes(result.output().toArray())).isEqualTo(UInt256.of(expected));
        assertThat(1000 - result.gasLeft()).isEqualTo(GAS_OF_THE_REST + 5);
    }

    @Test
    void isNoInstructionBeforeOsaka() {
        assertThat(run(Fork.PRAGUE, new byte[32]).halt())
                .hasValueSatisfying(reason -> assertThat(reason.message()).isEqualTo("invalid opcode"));
    }
}
