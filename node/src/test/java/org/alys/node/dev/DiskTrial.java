package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.alys.primitives.Bytes32;

/** A network of three members, two of which certify a block. One is on a disk of its own, and is watched from outside while that fails. */
final class DiskTrial implements AutoCloseable {
    private static final int WITNESS = 0;
    private static final int SPARE = 1;
    private static final int MEMBER = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningTestnet network;
    private final Path scratch;

    private DiskTrial(RunningTestnet network, Path scratch) {
        this.network = network;
        this.scratch = scratch;
    }

    /** Starts the network; the member has run, has data, and has ended. */
    static DiskTrial start(Path directory) throws IOException, InterruptedException {
        DiskTrial trial = new DiskTrial(RunningTestnet.start(directory, 3, 0), directory);
        trial.network.startMiner(WITNESS);
        trial.network.awaitHeight(MEMBER, 2);
        trial.network.kill(MEMBER);
        return trial;
    }

    /** What the member stores is here. */
    Path memberData() {
        return memberHome().resolve("data");
    }

    /** What the member signed, as the store on its disk says. */
    SeenSignatures signaturesOn(PrivateMount disk) throws IOException, InterruptedException {
        return new SeenSignatures(
                disk.path("signing"),
                scratch,
                memberHome().resolve("bls.secret"),
                Bytes32.fromHex(network.info(WITNESS).path("genesisRoot").asText()));
    }

    /** Starts the member and leaves the spare member out: from then on no block has a certificate without the member's vote. */
    void makeIndispensable(PrivateMount disk) throws IOException, InterruptedException {
        network.testnet().restart(MEMBER, disk::inside);
        network.awaitHeight(MEMBER, network.height(WITNESS).orElseThrow() + 1);
        network.kill(SPARE);
        // A vote of the spare member may still be on its way to the first.
        network.awaitHeight(WITNESS, network.height(WITNESS).orElseThrow() + 2);
    }

    /** The member is started and ends, and says why in a line of this pattern. */
    void doesNotStart(PrivateMount disk, String complaint) throws IOException, InterruptedException {
        network.testnet().restart(MEMBER, disk::inside);
        awaitStatusOne(() -> {});
        assertThat(log()).containsPattern("alys: " + complaint);
    }

    /** What is done again and again. */
    interface Look {
        void look() throws IOException;
    }

    /**
     * The member, whose disk fails, ends by itself and says why in a line of this pattern.
     *
     * @return the height that was final when it was last asked
     */
    long ends(String complaint, Look look) throws IOException, InterruptedException {
        long height = awaitStatusOne(look);
        assertThat(log()).containsPattern("SYS002 .*" + complaint).contains("stopped by itself");
        return height;
    }

    /**
     * The store of a member that has ended has every vote of it that is in a certificate, except those that it may forget. It cannot have forgotten
     * the vote for the newest block, which has no certificate without the member.
     */
    void storedEveryVote(PrivateMount disk) throws IOException, InterruptedException {
        SeenSignatures stored = signaturesOn(disk);
        stored.look();
        List<JsonNode> blocks = new ArrayList<>();
        long newest = network.height(WITNESS).orElseThrow();
        for (long height = 1; height <= newest; height++) {
            blocks.add(network.block(WITNESS, height));
        }
        List<JsonNode> remembered = blocks.stream()
                .filter(DiskTrial::isSigned)
                .filter(block -> !stored.mayHaveForgotten(block))
                .toList();
        assertThat(remembered).as("certificates with its vote").contains(blocks.getLast());
        assertThat(remembered).as("its votes are stored").allMatch(stored::hasVoteFor);
    }

    /** The others go on without the member; it is started again, has all that it knew to be final, and votes. */
    void goesOn(PrivateMount disk, SeenSignatures signed, long kept) throws IOException, InterruptedException {
        signed.look();
        long before = signed.lastSlot();
        network.restart(SPARE);
        long others = network.height(WITNESS).orElseThrow() + 2;
        network.awaitHeight(WITNESS, others);
        network.testnet().restart(MEMBER, disk::inside);
        assertThat(awaitHead()).as("the head at the start").isGreaterThanOrEqualTo(kept);
        network.awaitHeight(MEMBER, others + 1);
        network.awaitHeight(SPARE, others + 1);
        network.agreeUpTo(others + 1);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (signed.lastSlot() <= before) {
            assertThat(System.nanoTime()).as("the member votes again").isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
            signed.look();
        }
        assertThat(network.evidence(WITNESS)).isEmpty();
        assertThat(network.evidence(SPARE)).isEmpty();
    }

    /** Its disk can be taken away then. */
    void killMember() {
        network.kill(MEMBER);
    }

    private long awaitStatusOne(Look look) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long height = 0;
        while (network.testnet().exitStatus(MEMBER).isEmpty()) {
            look.look();
            height = Math.max(
                    height,
                    network.info(MEMBER).path("federationFinal").path("height").asLong());
            assertThat(System.nanoTime())
                    .as(() -> "the member ends: " + network.testnet().lastWords(MEMBER))
                    .isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
        }
        look.look();
        assertThat(network.testnet().exitStatus(MEMBER))
                .as(() -> network.testnet().lastWords(MEMBER))
                .isEqualTo(OptionalInt.of(1));
        return height;
    }

    /** The height of the head in the first answer of the member. */
    private long awaitHead() throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OptionalLong height = network.height(MEMBER);
            if (height.isPresent()) {
                return height.getAsLong();
            }
            assertThat(System.nanoTime())
                    .as(() -> "the member answers: " + network.testnet().lastWords(MEMBER))
                    .isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
        }
    }

    private static boolean isSigned(JsonNode block) {
        return StreamSupport.stream(block.path("signers").spliterator(), false).anyMatch(by -> by.asInt() == MEMBER);
    }

    private Path memberHome() {
        return network.testnet().nodes().get(MEMBER).directory();
    }

    private String log() throws IOException {
        return Files.readString(memberHome().resolve("node.log"));
    }

    @Override
    public void close() {
        network.close();
    }
}
