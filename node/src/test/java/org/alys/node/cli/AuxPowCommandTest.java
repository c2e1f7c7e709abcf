package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.mining.MergedMiner;
import org.alys.bitcoin.mining.MergedMiningTree;
import org.alys.bitcoin.mining.MiningOutcome;
import org.alys.bitcoin.mining.SolvedBlock;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuxPowCommandTest {
    private static final int CHAIN = 1212;
    private static final AuxHash HASH = AuxHash.of(new byte[] {1});
    private static final byte[] PROOF = mine();

    @TempDir
    Path directory = Path.of("");

    private static byte[] mine() {
        MergedMiner miner = new MergedMiner(
                ScriptedBitcoin.template(),
                Bytes.fromHex("51"),
                MergedMiningTree.single(CHAIN, HASH),
                CompactTarget.REGTEST_LIMIT);
        while (true) {
            if (miner.mine(1000, () -> false) instanceof MiningOutcome.Solved(SolvedBlock block, long _)
                    && block.meetsAuxTarget()) {
                return block.proofFor(CHAIN).orElseThrow().encode();
            }
        }
    }

    private static Run verify(String... more) {
        String[] start = {"auxpow", "verify", "--hash", HASH.toDisplay()};
        String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Run.of(all);
    }

    @Test
    void acceptsAGoodProof() {
        assertThat(verify("--chain-id", "1212", "--bits", "207fffff", Hex.encode(PROOF)))
                .isEqualTo(new Run(0, "accepted\n", ""));
    }

    @Test
    void acceptsWithoutLookingAtWorkWhenNoBitsAreGiven() {
        assertThat(verify("--chain-id", "1212", Hex.encode(PROOF)).out()).isEqualTo("accepted\n");
    }

    @Test
    void readsAFileOfHexOrOfBytes() throws IOException {
        Path hex = Files.writeString(directory.resolve("proof.hex"), "\n" + Hex.encode(PROOF) + "\n");
        Path bytes = Files.write(directory.resolve("proof.bin"), PROOF);
        assertThat(verify("--chain-id", "1212", hex.toString()).out()).isEqualTo("accepted\n");
        assertThat(verify("--chain-id", "1212", bytes.toString()).out()).isEqualTo("accepted\n");
    }

    @Test
    void rejectsWithReasonAndFacts() {
        Run run = verify("--chain-id", "1212", "--bits", "03000001", Hex.encode(PROOF));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("rejected: HashAboveTarget: ");
    }

    @Test
    void rejectsAnotherBlocksProof() {
        Run run = Run.of("auxpow", "verify", "--hash", "00".repeat(32), "--chain-id", "1212", Hex.encode(PROOF));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("rejected: RootMismatch: ");
    }

    @Test
    void namesWhatIsNoProof() {
        assertThat(verify("--chain-id", "1212", "0100").out()).startsWith("rejected: Undecodable: ");
        assertThat(verify("--chain-id", "1212", Hex.encode(PROOF) + "00").out())
                .isEqualTo("rejected: TrailingBytes: 1 bytes after the proof\n");
    }

    @Test
    void refusesMistakesWithStatus2() {
        assertThat(verify("--chain-id", "1212", "no such file").status()).isEqualTo(2);
        assertThat(verify("--chain-id", "70000", "00").status()).isEqualTo(2);
        assertThat(verify("--chain-id", "1212", "--bits", "xyz", "00").status()).isEqualTo(2);
        assertThat(Run.of("auxpow", "verify", "--hash", "12", "--chain-id", "1", "00")
                        .status())
                .isEqualTo(2);
    }
}
