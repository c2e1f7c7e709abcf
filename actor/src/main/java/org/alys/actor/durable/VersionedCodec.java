package org.alys.actor.durable;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A codec whose schema has a history: bytes of an older version are brought up one version at a time and then read. For
 * events, for snapshots and for messages.
 *
 * @param <T> what is written
 */
public final class VersionedCodec<T> implements EventCodec<T> {
    private final Function<T, byte[]> write;
    private final Function<byte[], T> read;
    private final List<UnaryOperator<byte[]>> upgrades;

    /**
     * A codec of version {@code upgrades.size()}.
     *
     * @param write writes the version of today
     * @param read reads the version of today; throws {@link IllegalArgumentException} if the bytes are damaged
     * @param upgrades the one at place {@code n} turns version {@code n} into version {@code n + 1}
     */
    public VersionedCodec(Function<T, byte[]> write, Function<byte[], T> read, List<UnaryOperator<byte[]>> upgrades) {
        this.write = write;
        this.read = read;
        this.upgrades = List.copyOf(upgrades);
    }

    @Override
    public int version() {
        return upgrades.size();
    }

    @Override
    public byte[] encode(T value) {
        return write.apply(value);
    }

    @Override
    public T decode(int version, byte[] bytes) {
        if (version < 0 || version > version()) {
            throw new IllegalArgumentException("version " + version + " is not among 0 to " + version());
        }
        byte[] current = bytes;
        for (UnaryOperator<byte[]> upgrade : upgrades.subList(version, version())) {
            current = upgrade.apply(current);
        }
        return read.apply(current);
    }
}
