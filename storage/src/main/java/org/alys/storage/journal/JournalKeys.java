package org.alys.storage.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.alys.actor.durable.Journal;

/**
 * Keys: one byte for the kind, two for the length of the stream's name, the name, and for events eight for the number, big
 * endian, so that the events of a stream lie together in order.
 */
final class JournalKeys {
    private static final byte EVENT = 'E';
    private static final byte SNAPSHOT = 'S';
    private static final byte LAST = 'L';

    private JournalKeys() {}

    static byte[] event(String stream, long number) {
        byte[] prefix = key(EVENT, stream);
        return ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(number)
                .array();
    }

    static byte[] snapshot(String stream) {
        return key(SNAPSHOT, stream);
    }

    static byte[] last(String stream) {
        return key(LAST, stream);
    }

    private static byte[] key(byte kind, String stream) {
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > Journal.LONGEST_NAME) {
            throw new IllegalArgumentException("the name of a stream has 1 to 512 bytes, not " + name.length);
        }
        return ByteBuffer.allocate(3 + name.length)
                .put(kind)
                .putShort((short) name.length)
                .put(name)
                .array();
    }

    static byte[] value(Journal.Stored stored) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + stored.bytes().length)
                .putLong(stored.number())
                .putInt(stored.version())
                .put(stored.bytes())
                .array();
    }

    static Journal.Stored stored(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        long number = buffer.getLong();
        int version = buffer.getInt();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new Journal.Stored(number, version, bytes);
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
