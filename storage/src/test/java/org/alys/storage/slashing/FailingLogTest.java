package org.alys.storage.slashing;

import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingLogTest {
    private static final SignRecord BEFORE = SignRecord.notarize(1, root(1));
    private static final SignRecord DURING = SignRecord.notarize(2, root(2));
    private static final SignRecord AFTER = SignRecord.notarize(3, root(3));

    private enum Fault {
        WRITE,
        TRUNCATE,
        SYNC
    }

    @TempDir
    Path directory;

    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    private SlashingProtection protection;

    @BeforeEach
    void open() {
        protection = SlashingProtection.open(directory, SigningChild.IDENTITY, this::faulty);
        assertThat(protection.permit(BEFORE).allowed()).isTrue();
    }

    @AfterEach
    void close() {
        protection.close();
    }

    private LogFile faulty(Path file) throws IOException {
        LogFile disk = LogFile.onDisk(file);
        return new LogFile() {
            @Override
            public void write(long position, byte[] bytes) throws IOException {
                if (faults.contains(Fault.WRITE)) {
                    disk.write(position, Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("No space left on device");
                }
                disk.write(position, bytes);
            }

            @Override
            public void truncate(long length) throws IOException {
                failOn(Fault.TRUNCATE);
                disk.truncate(length);
            }

            @Override
            public void sync() throws IOException {
                failOn(Fault.SYNC);
                disk.sync();
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
    }

    private void failOn(Fault fault) throws IOException {
        if (faults.contains(fault)) {
            throw new IOException("injected " + fault);
        }
    }

    private void assertRefusal(SignRecord record, Class<? extends StorageFailure> kind) {
        assertThatThrownBy(() -> protection.permit(record))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.failure()).isInstanceOf(kind));
    }

    private void reopenWithoutFaults() {
        protection.close();
        faults.clear();
        protection = SlashingProtection.open(directory, SigningChild.IDENTITY, this::faulty);
    }

    @Test
    void goesOnAfterAFullDiskHasSpaceAgain() {
        faults.add(Fault.WRITE);
        assertRefusal(DURING, StorageFailure.DiskFull.class);
        faults.clear();

        assertThat(protection.permit(AFTER)).isInstanceOf(Permit.Granted.class);
        reopenWithoutFaults();
        assertThat(protection.ballotsAbove(-1)).containsExactly(BEFORE, AFTER);
    }

    @Test
    void doesNotTakeAFailedRecordForSigned() {
        faults.add(Fault.WRITE);
        assertRefusal(DURING, StorageFailure.DiskFull.class);
        faults.clear();

        assertThat(protection.permit(DURING)).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void signsNothingMoreWhenTheEndOfTheFileIsUnknown() {
        faults.addAll(Set.of(Fault.WRITE, Fault.TRUNCATE));
        assertRefusal(DURING, StorageFailure.DiskFull.class);
        faults.clear();

        assertRefusal(AFTER, StorageFailure.SigningHistoryUncertain.class);
        reopenWithoutFaults();
        assertThat(protection.ballotsAbove(-1)).containsExactly(BEFORE);
    }

    @Test
    void signsNothingMoreAfterAFailedSync() {
        faults.add(Fault.SYNC);
        assertRefusal(DURING, StorageFailure.InputOutput.class);
        faults.clear();

        assertRefusal(DURING, StorageFailure.SigningHistoryUncertain.class);
        reopenWithoutFaults();
        assertThat(protection.permit(DURING).allowed()).isTrue();
        assertThat(protection.ballotsAbove(-1)).containsExactly(BEFORE, DURING);
    }

    @Test
    void keepsTheOldFileWhenItCannotBeRewritten() {
        faults.add(Fault.WRITE);
        SigningHistory history = new SigningHistory(SigningChild.IDENTITY, 9, List.of());
        assertThatThrownBy(() -> protection.importHistory(history)).isInstanceOf(StorageException.class);
        faults.clear();

        assertThat(protection.watermarkSlot()).isEqualTo(-1);
        reopenWithoutFaults();
        assertThat(protection.ballotsAbove(-1)).containsExactly(BEFORE);
    }

    @Test
    void aWatermarkThatCouldNotBeWrittenHoldsAllTheSame() {
        faults.add(Fault.WRITE);
        assertThatThrownBy(() -> protection.raiseWatermark(5)).isInstanceOf(StorageException.class);
        faults.clear();

        assertThat(protection.permit(AFTER).allowed()).isFalse();
        reopenWithoutFaults();
        assertThat(protection.watermarkSlot()).isEqualTo(5);
    }
}
