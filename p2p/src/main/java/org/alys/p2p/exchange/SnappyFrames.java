package org.alys.p2p.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.alys.p2p.transport.Duplex;
import org.alys.p2p.wire.WireException;
import org.xerial.snappy.Snappy;

/** The framing format of snappy (google/snappy, framing_format.txt): chunks of at most 64 KiB, each with its checksum. */
public final class SnappyFrames {
    private static final int IDENTIFIER = 0xff;
    private static final int COMPRESSED = 0x00;
    private static final int UNCOMPRESSED = 0x01;
    private static final int FIRST_SKIPPABLE = 0x80;
    private static final byte[] NAME = {'s', 'N', 'a', 'P', 'p', 'Y'};
    private static final int HEAD = 4;
    private static final int CHECKSUM = 4;
    private static final int MAX_CHUNK = 65_536;
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int FIRST_PIECE = 64 * 1024;

    private SnappyFrames() {}

    /** {@code bytes} as a stream identifier and chunks; a chunk that would grow stays as it is. */
    public static byte[] encode(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head(out, IDENTIFIER, NAME.length);
        out.writeBytes(NAME);
        for (int from = 0; from < bytes.length; from += MAX_CHUNK) {
            encodeChunk(out, bytes, from, Math.min(MAX_CHUNK, bytes.length - from));
        }
        return out.toByteArray();
    }

    private static void encodeChunk(ByteArrayOutputStream out, byte[] bytes, int from, int length) {
        byte[] packed = new byte[Snappy.maxCompressedLength(length)];
        int packedLength;
        try {
            packedLength = Snappy.compress(bytes, from, length, packed, 0);
        } catch (IOException e) {
            throw new IllegalStateException("compressing in memory failed", e);
        }
        boolean smaller = packedLength < length;
        head(out, smaller ? COMPRESSED : UNCOMPRESSED, CHECKSUM + (smaller ? packedLength : length));
        int checksum = checksum(bytes, from, length);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(checksum >>> shift);
        }
        if (smaller) {
            out.write(packed, 0, packedLength);
        } else {
            out.write(bytes, from, length);
        }
    }

    /**
     * Reads frames until {@code length} bytes have come of them. Memory is taken as they arrive.
     *
     * @throws WireException when a frame is malformed, useless or goes beyond the length
     */
    public static byte[] decode(Duplex in, int length) throws IOException {
        byte[] out = new byte[Math.min(length, FIRST_PIECE)];
        int done = 0;
        readIdentifier(in);
        while (done < length) {
            byte[] chunk = readChunk(in, length - done);
            if (done + chunk.length > out.length) {
                int grown = (int) Math.min(length, Math.max(2L * out.length, (long) done + chunk.length));
                out = Arrays.copyOf(out, grown);
            }
            System.arraycopy(chunk, 0, out, done, chunk.length);
            done += chunk.length;
        }
        return out;
    }

    private static void readIdentifier(Duplex in) throws IOException {
        byte[] start = new byte[HEAD + NAME.length];
        in.readFully(start, 0, start.length);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        head(expected, IDENTIFIER, NAME.length);
        expected.writeBytes(NAME);
        if (!Arrays.equals(start, expected.toByteArray())) {
            throw new WireException("not a snappy stream");
        }
    }

    /** One chunk of at least one byte; chunks that carry nothing are refused, so that every chunk is progress. */
    private static byte[] readChunk(Duplex in, int wanted) throws IOException {
        byte[] head = new byte[HEAD];
        in.readFully(head, 0, HEAD);
        int type = head[0] & 0xff;
        int length = (head[1] & 0xff) | ((head[2] & 0xff) << 8) | ((head[3] & 0xff) << 16);
        if (type != COMPRESSED && type != UNCOMPRESSED) {
            throw new WireException(
                    type >= FIRST_SKIPPABLE ? "snappy chunk that carries nothing" : "unknown snappy chunk " + type);
        }
        if (length <= CHECKSUM || length > CHECKSUM + Snappy.maxCompressedLength(MAX_CHUNK)) {
            throw new WireException("snappy chunk of " + length + " bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body, 0, length);
        byte[] content = type == COMPRESSED
                ? unpack(body, Math.min(wanted, MAX_CHUNK))
                : Arrays.copyOfRange(body, CHECKSUM, length);
        if (content.length > Math.min(wanted, MAX_CHUNK)) {
            throw new WireException("snappy stream longer than announced");
        }
        int checksum = (body[0] & 0xff) | ((body[1] & 0xff) << 8) | ((body[2] & 0xff) << 16) | ((body[3] & 0xff) << 24);
        if (checksum != checksum(content, 0, content.length)) {
            throw new WireException("snappy checksum is wrong");
        }
        return content;
    }

    private static byte[] unpack(byte[] body, int maxLength) throws WireException {
        try {
            int length = Snappy.uncompressedLength(body, CHECKSUM, body.length - CHECKSUM);
            if (length < 1 || length > maxLength) {
                throw new WireException("snappy chunk of " + length + " unpacked bytes");
            }
            byte[] out = new byte[length];
            if (Snappy.uncompress(body, CHECKSUM, body.length - CHECKSUM, out, 0) != length) {
                throw new WireException("snappy chunk shorter than announced");
            }
            return out;
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException("snappy chunk is malformed");
        }
    }

    private static void head(ByteArrayOutputStream out, int type, int length) {
        out.write(type);
        out.write(length);
        out.write(length >>> 8);
        out.write(length >>> 16);
    }

    /** CRC-32C, masked as the format wants. */
    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + MASK_DELTA;
    }
}
