package org.alys.storage.slashing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * The bytes of the log: a header of 192 and then entries of 64, so that no entry crosses a disk sector. Numbers are
 * big-endian; each part ends with the CRC-32C of what is before it in that part.
 *
 * <pre>
 * header: "ALYSSIGN", version u32, genesis root 32, key length u16, key padded to 96, id of the log 32, zeros, crc u32
 * entry:  kind u8 (5 is a watermark), 7 zeros, from slot u64, to slot u64, root 32, entry number u32, crc u32
 * </pre>
 */
final class LogCodec {
    static final int HEADER_SIZE = 192;
    static final int ENTRY_SIZE = 64;

    private static final byte[] MAGIC = "ALYSSIGN".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int ID_AT = 8 + Integer.BYTES + Bytes32.SIZE + Short.BYTES + SigningIdentity.MAX_KEY;
    private static final byte WATERMARK = 5;

    /** What one entry says. */
    sealed interface Entry {
        record Signed(SignRecord record) implements Entry {}

        record Watermark(long slot) implements Entry {}
    }

    private LogCodec() {}

    static byte[] header(LogHeader log) {
        SigningIdentity identity = log.identity();
        byte[] bytes = new byte[HEADER_SIZE];
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.put(MAGIC).putInt(VERSION).put(identity.genesisRoot().toArray());
        header.putShort((short) identity.publicKey().size())
                .put(identity.publicKey().toArray());
        log.id().copyTo(bytes, ID_AT);
        return sealed(bytes);
    }

    /** @throws IllegalArgumentException when it is not a header of a known version */
    static LogHeader header(byte[] bytes) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        if (bytes.length != HEADER_SIZE
                || !isSealed(bytes)
                || !ByteBuffer.wrap(MAGIC).equals(read(header, magic))) {
            throw new IllegalArgumentException("the header is not one of slashing protection");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + " of the file is not known");
        }
        byte[] genesisRoot = new byte[Bytes32.SIZE];
        read(header, genesisRoot);
        int keySize = header.getShort();
        if (keySize < 1 || keySize > SigningIdentity.MAX_KEY) {
            throw new IllegalArgumentException("the header names a key of " + keySize + " bytes");
        }
        byte[] key = new byte[keySize];
        read(header, key);
        return new LogHeader(new SigningIdentity(Bytes32.of(genesisRoot), Bytes.of(key)), Bytes32.copyOf(bytes, ID_AT));
    }

    static byte[] entry(int number, Entry entry) {
        byte[] bytes = new byte[ENTRY_SIZE];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        switch (entry) {
            case Entry.Signed(SignRecord record) ->
                buffer.put(record.kind().code())
                        .put(new byte[7])
                        .putLong(record.fromSlot())
                        .putLong(record.toSlot())
                        .put(record.root().toArray());
            case Entry.Watermark(long slot) ->
                buffer.put(WATERMARK)
                        .put(new byte[7])
                        .putLong(slot)
                        .putLong(slot)
                        .put(Bytes32.ZERO.toArray());
        }
        buffer.putInt(number);
        return sealed(bytes);
    }

    /** Empty when the bytes are not the intact entry with this number. */
    static Optional<Entry> entry(int number, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length != ENTRY_SIZE || !isSealed(bytes) || buffer.getInt(56) != number) {
            return Optional.empty();
        }
        long fromSlot = buffer.getLong(8);
        if (bytes[0] == WATERMARK) {
            return Optional.of(new Entry.Watermark(fromSlot));
        }
        Bytes32 root = Bytes32.copyOf(bytes, 24);
        try {
            SignRecord record = new SignRecord(
                    SignKind.ofCode(bytes[0]), fromSlot, buffer.getLong(16), root.isZero() ? Bytes32.ZERO : root);
            return Optional.of(new Entry.Signed(record));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer read(ByteBuffer source, byte[] target) {
        source.get(target);
        return ByteBuffer.wrap(target);
    }

    private static byte[] sealed(byte[] bytes) {
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, crc(bytes));
        return bytes;
    }

    private static boolean isSealed(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES) == crc(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
