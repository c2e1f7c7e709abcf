package org.alys.actor.durable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes a message or a state fit for a wire or a file that promises nothing: schema version, length, checksum (CRC-32C, RFC
 * 3720) and, where it helps, compression (DEFLATE, RFC 1951). Layout, big-endian: a mark of two bytes, one byte 0 for plain
 * or 1 for compressed, two bytes version, four bytes length of the content, four bytes checksum of all that and the content,
 * and the content as stored.
 *
 * @param codec turns values into bytes and back, also from older versions; of version 0 to 65,535
 * @param compressFrom content of so many bytes or more is compressed if that makes it shorter, 0 or more
 */
public record Frame<T>(EventCodec<T> codec, int compressFrom) {
    /** Longest content, before compression: 64 MiB. */
    public static final int MAX_CONTENT = 64 << 20;

    static final int HEADER = 13;
    private static final short MARK = (short) 0xa17f;
    private static final int CHECKSUM_AT = 9;

    public Frame {
        if (compressFrom < 0 || codec.version() < 0 || codec.version() > 0xffff) {
            throw new IllegalArgumentException("compression from " + compressFrom + ", version " + codec.version());
        }
    }

    /** A frame that compresses content of 512 bytes and more. */
    public static <T> Frame<T> of(EventCodec<T> codec) {
        return new Frame<>(codec, 512);
    }

    /**
     * The value in its frame.
     *
     * @throws IllegalArgumentException if its content is longer than {@link #MAX_CONTENT}
     */
    public byte[] seal(T value) {
        byte[] content = codec.encode(value);
        if (content.length > MAX_CONTENT) {
            throw new IllegalArgumentException("content of " + content.length + " bytes, at most " + MAX_CONTENT);
        }
        byte[] shorter = content.length >= compressFrom ? deflate(content) : content;
        boolean compressed = shorter.length < content.length;
        byte[] stored = compressed ? shorter : content;
        ByteBuffer frame = ByteBuffer.allocate(HEADER + stored.length)
                .putShort(MARK)
                .put((byte) (compressed ? 1 : 0))
                .putShort((short) codec.version())
                .putInt(content.length)
                .putInt(0)
                .put(stored);
        frame.putInt(CHECKSUM_AT, checksum(frame.array()));
        return frame.array();
    }

    /**
     * The value of a frame. Checked before anything is trusted; never needs more memory than the content may have.
     *
     * @throws UnreadableException if it is not a frame, damaged, too long, or of a newer version
     */
    public T open(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw new UnreadableException(UnreadableException.Reason.WRONG_LENGTH, bytes.length + " bytes");
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        if (frame.getShort() != MARK) {
            throw new UnreadableException(UnreadableException.Reason.FOREIGN, "no mark");
        }
        int kind = frame.get();
        int version = Short.toUnsignedInt(frame.getShort());
        int length = frame.getInt();
        if (frame.getInt() != checksum(bytes)) {
            throw new UnreadableException(UnreadableException.Reason.DAMAGED, "checksum");
        }
        if (kind != 0 && kind != 1) {
            throw new UnreadableException(UnreadableException.Reason.FOREIGN, "kind " + kind);
        }
        if (length < 0 || length > MAX_CONTENT) {
            throw new UnreadableException(UnreadableException.Reason.TOO_LONG, length + " bytes");
        }
        if (version > codec.version()) {
            throw new UnreadableException(
                    UnreadableException.Reason.NEWER, "version " + version + ", known is " + codec.version());
        }
        byte[] stored = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        return decode(version, kind == 1 ? inflate(stored, length) : exactly(stored, length));
    }

    private T decode(int version, byte[] content) {
        try {
            return codec.decode(version, content);
        } catch (RuntimeException malformed) {
            throw new UnreadableException(UnreadableException.Reason.MALFORMED, "version " + version, malformed);
        }
    }

    private static byte[] exactly(byte[] stored, int length) {
        if (stored.length != length) {
            throw new UnreadableException(
                    UnreadableException.Reason.WRONG_LENGTH, stored.length + " bytes, not " + length);
        }
        return stored;
    }

    /** Over everything but the place of the checksum itself. */
    private static int checksum(byte[] frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, CHECKSUM_AT);
        crc.update(frame, HEADER, frame.length - HEADER);
        return (int) crc.getValue();
    }

    /** Compressed, or as it is if that would not be shorter. */
    private static byte[] deflate(byte[] content) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] shorter = new byte[content.length];
            int length = deflater.deflate(shorter);
            return deflater.finished() ? Arrays.copyOf(shorter, length) : content;
        }
    }

    private static byte[] inflate(byte[] stored, int length) {
        byte[] content = new byte[length];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(stored);
            int at = 0;
            int more = 1;
            while (at < length && more > 0) {
                more = inflater.inflate(content, at, length - at);
                at += more;
            }
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (at != length || !ended) {
                throw new UnreadableException(
                        UnreadableException.Reason.WRONG_LENGTH, "not " + length + " bytes of content");
            }
            return content;
        } catch (DataFormatException broken) {
            throw new UnreadableException(UnreadableException.Reason.MALFORMED, "compression", broken);
        }
    }
}
