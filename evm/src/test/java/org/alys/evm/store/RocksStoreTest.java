package org.alys.evm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest {
    private static final Column A = new Column("a");
    private static final Column B = new Column("b");
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};
    private static final RocksSettings SMALL = new RocksSettings(8 << 20, 4 << 20, 16, 1);

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasWrittenAndColumnsThatNobodyAskedFor() {
        try (RocksStore store = RocksStore.open(directory, Set.of(A), SMALL)) {
            store.write(new Batch().put(A, KEY, VALUE), Durability.BUFFERED);
        }
        RocksStore.open(directory, Set.of(B), SMALL).close();
        try (RocksStore store = RocksStore.open(directory, Set.of(A, B), SMALL)) {
            assertThat(store.get(A, KEY)).contains(VALUE);
        }
    }

    @Test
    void isOpenOnlyOnce() {
        try (RocksStore store = RocksStore.open(directory, Set.of(A), SMALL)) {
            assertFails(StoreFailure.Kind.LOCKED, () -> RocksStore.open(directory, Set.of(A), SMALL));
            store.write(new Batch().put(A, KEY, VALUE), Durability.SYNCED);
        }
    }

    @Test
    void refusesEveryCallAfterClose() {
        RocksStore store = RocksStore.open(directory, Set.of(A), SMALL);
        store.close();
        store.close();
        assertFails(StoreFailure.Kind.CLOSED, () -> store.get(A, KEY));
        assertFails(StoreFailure.Kind.CLOSED, () -> store.write(new Batch().put(A, KEY, VALUE), Durability.SYNCED));
        assertFails(StoreFailure.Kind.CLOSED, () -> store.scan(A, KEY, (_, _) -> true));
    }

    @Test
    void refusesAPathThatIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertFails(StoreFailure.Kind.UNUSABLE, () -> RocksStore.open(file, Set.of(A), SMALL));
    }

    @Test
    void refusesADamagedManifest() throws IOException {
        RocksStore.open(directory, Set.of(A), SMALL).close();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> manifests = files.filter(
                            file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .toList();
            assertThat(manifests).isNotEmpty();
            for (Path manifest : manifests) {
                Files.write(manifest, new byte[] {1, 2, 3});
            }
        }
        assertFails(StoreFailure.Kind.CORRUPT, () -> RocksStore.open(directory, Set.of(A), SMALL));
    }

    @Test
    void aColumnItWasOpenedWithoutIsABug() {
        try (RocksStore store = RocksStore.open(directory, Set.of(A), SMALL)) {
            assertThatThrownBy(() -> store.get(B, KEY)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertFails(StoreFailure.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, exception -> {
            assertThat(exception.failure().kind()).isEqualTo(kind);
            assertThat(exception).hasMessageStartingWith(kind.code());
        });
    }
}
