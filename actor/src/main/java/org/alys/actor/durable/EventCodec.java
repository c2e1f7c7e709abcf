package org.alys.actor.durable;

/**
 * Turns values into bytes and back, also from older versions. A decoder of version {@code n} reads every version up to it;
 * that is where migration happens, step by step in a {@link VersionedCodec}.
 *
 * @param <T> an event or a state
 */
public interface EventCodec<T> {
    /** The version that is written now, 0 or more. */
    int version();

    byte[] encode(T value);

    /**
     * Reads bytes of a version from 0 to {@link #version()}.
     *
     * @throws IllegalArgumentException if they are damaged; any other exception is taken for that too
     */
    T decode(int version, byte[] bytes);
}
