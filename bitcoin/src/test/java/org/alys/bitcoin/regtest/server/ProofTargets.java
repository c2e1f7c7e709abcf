package org.alys.bitcoin.regtest.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Txid;
import org.alys.fuzzing.FuzzTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/** Fuzzing of Merkle blocks and of descriptors. */
public final class ProofTargets {
    public static final List<FuzzTarget> ALL = List.of(
            FuzzTarget.of("merkle-block", MalformedBytesException.class, ProofTargets::merkleBlock, proof()),
            FuzzTarget.total(
                    "descriptor",
                    input -> assertThat(Descriptor.infer(Bytes.of(input))).isNotEmpty(),
                    new byte[] {0x51}));

    private ProofTargets() {}

    private static void merkleBlock(byte[] input) throws MalformedBytesException {
        PartialMerkleTree.Proven proven = PartialMerkleTree.read(new BitcoinReader(input));
        assertThat(proven.txids().size()).isLessThanOrEqualTo(proven.transactions());
    }

    private static byte[] proof() {
        List<Txid> all = List.of(txid(1), txid(2), txid(3), txid(4), txid(5));
        BlockHeader header =
                new BlockHeader(2, BlockHash.ZERO, Bytes32.ZERO, 1_700_000_000L, CompactTarget.REGTEST_LIMIT, 0);
        return PartialMerkleTree.prove(header, all, List.of(false, true, false, false, true));
    }

    private static Txid txid(int number) {
        return new Txid(Hashes.sha256d(new byte[] {(byte) number}));
    }
}
