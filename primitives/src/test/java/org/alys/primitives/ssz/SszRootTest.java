package org.alys.primitives.ssz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.Test;

/** Roots worked out here by hand from the rules of simple-serialize.md, and zero hashes every Ethereum client has. */
class SszRootTest {
    private static final byte[] ZERO = new byte[32];

    private static byte[] chunk(String hexPrefix) {
        return Arrays.copyOf(Bytes.fromHex(hexPrefix).toArray(), 32);
    }

    private static byte[] pair(byte[] left, byte[] right) {
        return Hashes.sha256(left, right);
    }

    @Test
    void zeroHashesAreTheKnownOnes() {
        SszType<List<Bytes32>> two = Ssz.list(Ssz.BYTES32, 2);
        SszType<List<Bytes32>> four = Ssz.list(Ssz.BYTES32, 4);
        byte[] first = Bytes32.fromHex("f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b")
                .toArray();
        byte[] second = Bytes32.fromHex("db56114e00fdd4c1f85c892bf35ac9a89289aaecb1ebd0a96cde606a748b5d71")
                .toArray();

        assertThat(two.root(List.of()).toArray()).isEqualTo(pair(first, ZERO));
        assertThat(four.root(List.of()).toArray()).isEqualTo(pair(second, ZERO));
    }

    @Test
    void integersAreLittleEndianAndPadded() {
        assertThat(Ssz.UINT8.root(255).toArray()).isEqualTo(chunk("ff"));
        assertThat(Ssz.UINT16.root(0x1234).toArray()).isEqualTo(chunk("3412"));
        assertThat(Ssz.UINT32.root(0xfedcba98L).toArray()).isEqualTo(chunk("98badcfe"));
        assertThat(Ssz.UINT64.root(-2L).toArray()).isEqualTo(chunk("feffffffffffffff"));
        assertThat(Ssz.UINT256.root(BigInteger.valueOf(0x0102)).toArray()).isEqualTo(chunk("0201"));
    }

    @Test
    void vectorsOfBytesAreMerkleizedInChunks() {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) 7);

        assertThat(Ssz.bytes(48).root(Bytes.of(key)).toArray())
                .isEqualTo(pair(Arrays.copyOf(key, 32), Arrays.copyOf(Arrays.copyOfRange(key, 32, 48), 32)));
        assertThat(Ssz.bytes(20).root(Bytes.of(new byte[20])).toArray()).isEqualTo(ZERO);
    }

    @Test
    void listsOfBytesPadToTheLimitAndMixInTheirLength() {
        byte[] left = chunk("aabbcc");

        assertThat(Ssz.byteList(64).root(Bytes.fromHex("aabbcc")).toArray())
                .isEqualTo(pair(pair(left, ZERO), chunk("03")));
        assertThat(Ssz.byteList(32).root(Bytes.EMPTY).toArray()).isEqualTo(pair(ZERO, ZERO));
    }

    @Test
    void listsOfIntegersArePacked() {
        SszType<List<Long>> numbers = Ssz.list(Ssz.UINT64, 8);

        byte[] first = Bytes.fromHex("0100000000000000020000000000000003000000000000000400000000000000")
                .toArray();
        assertThat(numbers.root(List.of(1L, 2L, 3L, 4L, 5L)).toArray())
                .isEqualTo(pair(pair(first, chunk("05")), chunk("05")));
    }

    @Test
    void listsOfObjectsHashEachElement() {
        Bytes32 a = Bytes32.of(chunk("0a"));
        Bytes32 b = Bytes32.of(chunk("0b"));
        Bytes32 c = Bytes32.of(chunk("0c"));

        assertThat(Ssz.list(Ssz.BYTES32, 4).root(List.of(a, b, c)).toArray())
                .isEqualTo(pair(pair(pair(a.toArray(), b.toArray()), pair(c.toArray(), ZERO)), chunk("03")));
    }

    @Test
    void containersHashTheirFieldsInOrder() {
        Sample sample = new Sample(1, Bytes.fromHex("aa"), List.of(), Optional.of(5L));
        byte[] list = Ssz.byteList(10).root(sample.bytes()).toArray();
        byte[] many = Ssz.list(Ssz.byteList(10), 4).root(List.of()).toArray();
        byte[] maybe = pair(chunk("05"), chunk("01"));

        assertThat(Sample.TYPE.root(sample).toArray()).isEqualTo(pair(pair(chunk("01"), list), pair(many, maybe)));
    }
}
