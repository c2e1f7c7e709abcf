package org.alys.evm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does. */
class KeyValueStoreTest {
    private static final Column A = new Column("a");
    private static final Column B = new Column("b");

    @TempDir
    Path directory;

    private final List<KeyValueStore> opened = new ArrayList<>();

    enum Kind {
        MEMORY,
        ROCKS,
        CACHED
    }

    private KeyValueStore open(Kind kind) {
        KeyValueStore store = switch (kind) {
            case MEMORY -> new MemoryStore();
            case ROCKS -> RocksStore.open(directory, Set.of(A, B), new RocksSettings(8 << 20, 4 << 20, 16, 1));
            case CACHED -> new CachedStore(new MemoryStore(), Set.of(A), 10_000);
        };
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(KeyValueStore::close);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchPutsAndDeletesInItsColumns(Kind kind) {
        KeyValueStore store = open(kind);
        store.write(new Batch().put(A, bytes("01"), bytes("aa")).put(B, bytes("01"), bytes("bb")), Durability.SYNCED);
        store.write(new Batch().delete(A, bytes("01")), Durability.BUFFERED);
        assertThat(store.get(A, bytes("01"))).isEmpty();
        assertThat(store.get(B, bytes("01"))).contains(bytes("bb"));
        assertThat(store.get(B, bytes("02"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theLastWriteOfABatchWins(Kind kind) {
        KeyValueStore store = open(kind);
        Batch batch = new Batch()
                .put(A, bytes("01"), bytes("aa"))
                .delete(A, bytes("01"))
                .put(A, bytes("02"), bytes("aa"))
                .add(new Batch().put(A, bytes("02"), bytes("bb")));
        store.write(batch, Durability.BUFFERED);
        assertThat(store.get(A, bytes("01"))).isEmpty();
        assertThat(store.get(A, bytes("02"))).contains(bytes("bb"));
    }

    @ParameterizedTest
    @EnumSource
    void aScanIsInUnsignedOrderFromItsStartUntilItIsTold(Kind kind) {
        KeyValueStore store = open(kind);
        Batch batch = new Batch();
        Stream.of("ff", "7f", "80", "8000", "01").forEach(key -> batch.put(A, bytes(key), bytes("00")));
        store.write(batch, Durability.BUFFERED);
        List<String> seen = new ArrayList<>();
        store.scan(A, bytes("02"), (key, _) -> {
            seen.add(Hex.encode(key));
            return seen.size() < 3;
        });
        assertThat(seen).containsExactly("7f", "80", "8000");
    }

    private static byte[] bytes(String hex) {
        return Hex.decode(hex);
    }
}
