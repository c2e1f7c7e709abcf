package org.alys.storage.slashing;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain data and the signing log of a member are lost, kept, restored and exchanged, each without the other. */
class LogRegisterTest {
    private static final SigningIdentity MEMBER = new SigningIdentity(GENESIS, bytes("the member's public key"));
    private static final SigningIdentity OTHER = new SigningIdentity(GENESIS, bytes("another public key"));
    private static final String FILE = "slashing-protection.log";

    @TempDir
    Path directory;

    private Path signing() {
        return directory.resolve("signing");
    }

    private ChainDatabase chain() {
        return ChainDatabase.open(directory.resolve("chain"), GENESIS, DatabaseOptions.standard());
    }

    /** A run of the node: it signs for the slot, or would if it had not signed the same before. */
    private Permit run(SigningIdentity identity, long slot) {
        try (ChainDatabase chain = chain();
                SlashingProtection protection = SlashingProtection.open(signing(), identity, new LogRegister(chain))) {
            return protection.permit(SignRecord.notarize(slot, root(slot)));
        }
    }

    private void assertRuns(long slot) {
        assertThat(run(MEMBER, slot).allowed()).isTrue();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> run(MEMBER, 9)).isInstanceOfSatisfying(StorageException.class, e -> {
            assertThat(e.failure()).isInstanceOf(StorageFailure.SigningHistoryMissing.class);
            assertThat(e.failure().line()).startsWith("STO014: ").contains(why, "alys slashing accept");
        });
    }

    private void remove(String name) throws IOException {
        Path removed = directory.resolve(name);
        try (Stream<Path> files = Files.list(removed)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(removed);
    }

    /** As releases wrote it that gave logs no id. */
    private void forgetId() throws IOException {
        byte[] log = Files.readAllBytes(signing().resolve(FILE));
        byte[] header = LogCodec.header(new LogHeader(MEMBER, Bytes32.ZERO));
        System.arraycopy(header, 0, log, 0, header.length);
        Files.write(signing().resolve(FILE), log);
    }

    private LogHeader header() throws IOException {
        return LogReader.header(signing().resolve(FILE));
    }

    @Test
    void aNewMemberGetsALogThatItKeeps() throws IOException {
        assertRuns(1);
        LogHeader first = header();
        assertThat(first.id()).isNotEqualTo(Bytes32.ZERO);
        assertRuns(2);
        assertThat(header()).isEqualTo(first);
        try (SlashingProtection protection = SlashingProtection.open(signing(), MEMBER)) {
            assertThat(protection.ballotsAbove(-1)).hasSize(2);
        }
    }

    @Test
    void aLogThatIsGoneIsNoNewMember() throws IOException {
        assertRuns(1);
        remove("signing");
        assertRefused("is not there");
        assertThat(signing()).doesNotExist();
        Files.createDirectory(signing());
        assertRefused("is not there");
        assertThat(signing()).isEmptyDirectory();
    }

    @Test
    void aLogThatIsBackIsTheSame() throws IOException {
        assertRuns(1);
        Files.move(signing(), directory.resolve("elsewhere"));
        assertRefused("is not there");
        Files.move(directory.resolve("elsewhere"), signing());
        assertRuns(2);
    }

    @Test
    void anotherLogOfTheSameKeyIsRefusedAndLeftAsItIs() throws IOException {
        assertRuns(1);
        remove("signing");
        try (SlashingProtection other = SlashingProtection.open(signing(), MEMBER)) {
            assertThat(other.permit(SignRecord.notarize(1, root(7))).allowed()).isTrue();
        }
        byte[] before = Files.readAllBytes(signing().resolve(FILE));
        assertRefused("is another one");
        assertThat(signing().resolve(FILE)).hasBinaryContent(before);
    }

    @Test
    void newChainDataLearnOfTheLogThatWasKept() throws IOException {
        assertRuns(1);
        remove("chain");
        assertRuns(2);
        remove("signing");
        assertRefused("is not there");
    }

    @Test
    void oldChainDataKnowTheLogThatWentOn() throws IOException {
        assertRuns(1);
        Path copy = directory.resolve("copy");
        try (ChainDatabase chain = chain()) {
            chain.snapshotTo(copy);
        }
        assertRuns(2);
        remove("chain");
        Files.move(copy, directory.resolve("chain"));
        assertRuns(3);
    }

    @Test
    void aMemberThatLostBothBegins() throws IOException {
        assertRuns(1);
        remove("signing");
        remove("chain");
        assertRuns(1);
    }

    @Test
    void chainDataOfAnotherMemberKnowNothingOfThisOne() throws IOException {
        assertThat(run(OTHER, 1).allowed()).isTrue();
        remove("signing");
        assertRuns(1);
    }

    @Test
    void theLogOfAnEarlierReleaseIsTakenOnceAndKnownFromThenOn() throws IOException {
        try (SlashingProtection before = SlashingProtection.open(signing(), MEMBER)) {
            assertThat(before.permit(SignRecord.notarize(1, root(1))).allowed()).isTrue();
        }
        forgetId();
        chain().close();

        assertThat(run(MEMBER, 1)).isInstanceOf(Permit.AlreadySigned.class);
        assertThat(header().id()).isNotEqualTo(Bytes32.ZERO);
        forgetId();
        assertRefused("did not mark it");
        assertThat(header().id()).isEqualTo(Bytes32.ZERO);
    }

    /** As {@code kill -9} between the two writes leaves it. */
    @Test
    void aLogThatTheChainDataDidNotLearnOfIsTakenAtTheNextStart() throws IOException {
        chain().close();
        SlashingProtection.open(signing(), MEMBER).close();
        LogHeader first = header();
        assertRuns(1);
        assertThat(header()).isEqualTo(first);
        remove("signing");
        assertRefused("is not there");
    }

    @Test
    void aLogOfAnotherKeyIsCalledThat() {
        assertRuns(1);
        assertThatThrownBy(() -> run(OTHER, 1))
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.failure()).isInstanceOf(StorageFailure.ForeignKey.class));
        assertRuns(2);
    }

    @Test
    void anotherLogIsAcceptedOnPurpose() throws IOException {
        assertRuns(1);
        remove("signing");
        try (ChainDatabase chain = chain();
                SlashingProtection fresh = SlashingProtection.open(signing(), MEMBER)) {
            fresh.raiseWatermark(5);
            fresh.enterIn(new LogRegister(chain));
        }
        assertThat(run(MEMBER, 5)).isInstanceOf(Permit.Refused.class);
        assertRuns(6);
    }
}
