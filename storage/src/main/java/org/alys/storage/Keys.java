package org.alys.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.primitives.Bytes32;

/** The byte layout of keys. Numbers are big-endian so that RocksDB's byte order is their order. */
final class Keys {
    static final byte[] SCHEMA = name("alys/schema");
    static final byte[] GENESIS = name("alys/genesis");
    static final byte[] HEAD = name("alys/head");
    static final byte[] FINAL = name("alys/final");

    private static final int MAX_NAME = 256;

    private Keys() {}

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long number(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("a number has " + Long.BYTES + " bytes, not " + bytes.length);
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_NAME) {
            throw new IllegalArgumentException("a name has 1 to " + MAX_NAME + " bytes, not " + bytes.length);
        }
        return bytes;
    }

    /** Named values of callers; the prefix keeps them apart from the database's own. */
    static byte[] value(String name) {
        return name("value/" + name);
    }

    static byte[] tail(long slot, Bytes32 root) {
        byte[] key = new byte[Long.BYTES + Bytes32.SIZE];
        ByteBuffer.wrap(key).putLong(slot);
        root.copyTo(key, Long.BYTES);
        return key;
    }

    static TailBlock tail(byte[] key) {
        if (key.length != Long.BYTES + Bytes32.SIZE) {
            throw new IllegalArgumentException("a tail key has 40 bytes, not " + key.length);
        }
        return new TailBlock(ByteBuffer.wrap(key).getLong(), Bytes32.copyOf(key, Long.BYTES));
    }

    /** The first key above all that begin with {@code prefix}, which has a byte that is not 0xff. */
    static byte[] afterAllWith(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xff) {
            last--;
        }
        byte[] after = Arrays.copyOf(prefix, last + 1);
        after[last]++;
        return after;
    }

    /** The last slot comes first: the certificates that reach a slot are those from there on. */
    static byte[] certificate(StoredCertificate.Kind kind, long fromSlot, long toSlot) {
        return ByteBuffer.allocate(2 * Long.BYTES + 1)
                .putLong(toSlot)
                .put(kind.code())
                .putLong(fromSlot)
                .array();
    }
}
