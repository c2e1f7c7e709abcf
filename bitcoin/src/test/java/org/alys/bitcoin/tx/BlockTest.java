package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;

class BlockTest {
    /** Bitcoin's genesis block. */
    private static final String GENESIS = "01000000" + "00".repeat(32)
            + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a" + "29ab5f49" + "ffff001d" + "1dac2b7c"
            + "01"
            + "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d01044554"
            + "68652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e642062"
            + "61696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828"
            + "e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

    @Test
    void readsTheGenesisBlock() {
        Block block = Block.decode(Hex.decode(GENESIS)).orElseThrow();
        assertThat(block.hash()).hasToString("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(block.header().bits().isMetBy(block.hash())).isTrue();
        assertThat(block.isCommittedByHeader()).isTrue();
        assertThat(Hex.encode(block.encode())).isEqualTo(GENESIS);
    }

    @Test
    void findsTransactionsTheHeaderDoesNotCommitTo() {
        Block block = Block.decode(Hex.decode(GENESIS)).orElseThrow();
        List<Transaction> twice = new ArrayList<>(block.transactions());
        twice.addAll(block.transactions());
        Bytes32 root = MerkleTree.root(new Block(block.header(), twice)
                .txids().stream().map(Txid::bytes).toList());
        BlockHeader h = block.header();
        BlockHeader forTwo = new BlockHeader(h.version(), h.previous(), root, h.time(), h.bits(), h.nonce());

        assertThat(new Block(h, twice).isCommittedByHeader()).isFalse();
        assertThat(new Block(forTwo, twice).isCommittedByHeader())
                .as("a list that repeats its end")
                .isFalse();
        assertThat(new Block(h, List.of()).isCommittedByHeader()).isFalse();
    }

    @Test
    void refusesTruncationsAndExtraBytes() {
        byte[] whole = Hex.decode(GENESIS);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Block.decode(Arrays.copyOf(whole, length))).isInstanceOf(Decoded.Malformed.class);
        }
        assertThat(Block.decode(Hex.decode(GENESIS + "00"))).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void refusesMoreBytesThanABlockMayHave() {
        assertThat(Block.decode(new byte[Block.MAX_SIZE + 1]))
                .isEqualTo(new Decoded.Malformed<Block>(0, "4000001 bytes exceed the limit of 4000000"));
    }
}
