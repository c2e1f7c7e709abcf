package org.alys.evm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CachedStoreProperties {
    private static final Column CACHED = new Column("cached");
    private static final Column PLAIN = new Column("plain");

    @Property(tries = 200)
    void readsAsWithoutACache(@ForAll long seed, @ForAll @IntRange(max = 40_000) int cacheBytes) {
        Random random = new Random(seed);
        MemoryStore plain = new MemoryStore();
        CachedStore cached = new CachedStore(new MemoryStore(), Set.of(CACHED), cacheBytes);
        for (int i = 0; i < 200; i++) {
            Column column = random.nextBoolean() ? CACHED : PLAIN;
            byte[] key = {(byte) random.nextInt(60)};
            if (random.nextInt(3) > 0) {
                assertThat(cached.get(column, key)).isEqualTo(plain.get(column, key));
                continue;
            }
            Batch batch = new Batch().put(column, key, new byte[1 + random.nextInt(300)]);
            if (random.nextBoolean()) {
                batch.delete(column, new byte[] {(byte) random.nextInt(60)});
            }
            plain.write(batch, Durability.BUFFERED);
            cached.write(batch, Durability.BUFFERED);
        }
    }

    @Property(tries = 50)
    void theCacheStaysWithinItsBytes(@ForAll long seed, @ForAll @IntRange(max = 100_000) int capacity) {
        Random random = new Random(seed);
        ByteCache cache = new ByteCache(capacity);
        for (int i = 0; i < 500; i++) {
            byte[] key = {(byte) random.nextInt(), (byte) random.nextInt(2)};
            cache.put(new ByteCache.Key(CACHED, key), new byte[random.nextInt(2000)]);
            assertThat(cache.bytes()).isBetween(0L, (long) capacity);
        }
    }

    @Test
    void keepsWhatIsReadOften() {
        ByteCache cache = new ByteCache(16 * 1000);
        ByteCache.Key often = new ByteCache.Key(CACHED, new byte[] {0});
        cache.put(often, new byte[100]);
        for (int i = 1; i < 1000; i++) {
            cache.put(new ByteCache.Key(CACHED, new byte[] {(byte) i, (byte) (i >> 8)}), new byte[100]);
            assertThat(cache.get(often)).isPresent();
        }
    }

    @Test
    void refusesValuesThatWouldReadAsAbsentBeforeWritingAnything() {
        MemoryStore store = new MemoryStore();
        CachedStore cached = new CachedStore(store, Set.of(CACHED), 1000);
        Batch batch = new Batch().put(PLAIN, new byte[] {1}, new byte[0]).put(CACHED, new byte[] {1}, new byte[0]);
        assertThatThrownBy(() -> cached.write(batch, Durability.BUFFERED)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.size(PLAIN)).isZero();
    }
}
