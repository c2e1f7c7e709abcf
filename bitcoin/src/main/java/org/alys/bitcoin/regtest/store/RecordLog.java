package org.alys.bitcoin.regtest.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One append-only file. A record is its payload's length and checksum (four bytes each), its type (one byte), and the
 * payload; the checksum covers type and payload. Not safe for use by several threads.
 */
public final class RecordLog implements AutoCloseable {
    /** The longest payload: a block, and room for what is written beside it. */
    public static final int MAX_PAYLOAD = 4_100_000;

    static final int HEADER_SIZE = 9;

    private final Path file;
    private final FileChannel channel;
    private long end;

    /** Takes the records of a file when it is opened, oldest first. */
    @FunctionalInterface
    public interface Reader {
        /**
         * One record.
         *
         * @param offset what {@link RecordLog#read} takes to read the same payload again
         */
        void record(int type, byte[] payload, long offset) throws IOException;
    }

    private RecordLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens or creates {@code file} and hands what is in it to {@code reader}. */
    public static RecordLog open(Path file, Reader reader) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        RecordLog log = new RecordLog(file, channel);
        try {
            log.replay(reader);
            return log;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void replay(Reader reader) throws IOException {
        long size = channel.size();
        while (end < size) {
            if (size - end < HEADER_SIZE) {
                break;
            }
            ByteBuffer header = readAt(end, HEADER_SIZE);
            int length = header.getInt();
            int checksum = header.getInt();
            byte type = header.get();
            if (length < 0 || length > MAX_PAYLOAD) {
                throw damaged();
            }
            if (length > size - end - HEADER_SIZE) {
                break;
            }
            byte[] payload = readAt(end + HEADER_SIZE, length).array();
            if (checksum(type, payload) != checksum) {
                throw damaged();
            }
            long offset = end;
            end += HEADER_SIZE + length;
            reader.record(type, payload, offset);
        }
        channel.truncate(end);
    }

    private IOException damaged() {
        return new IOException(file + " is damaged at byte " + end + ": restore it, or delete it and start afresh");
    }

    /** Writes one record and answers with its offset. */
    public long append(int type, byte[] payload) throws IOException {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("a record of " + payload.length + " bytes is too long");
        }
        ByteBuffer record = ByteBuffer.allocate(HEADER_SIZE + payload.length)
                .putInt(payload.length)
                .putInt(checksum((byte) type, payload))
                .put((byte) type)
                .put(payload)
                .flip();
        long offset = end;
        long position = offset;
        while (record.hasRemaining()) {
            position += channel.write(record, position);
        }
        end = position;
        return offset;
    }

    /** The payload of the record at {@code offset}. */
    public byte[] read(long offset) throws IOException {
        ByteBuffer header = readAt(offset, HEADER_SIZE);
        int length = header.getInt();
        int checksum = header.getInt();
        byte[] payload = readAt(offset + HEADER_SIZE, length).array();
        if (checksum(header.get(), payload) != checksum) {
            throw new IOException(file + " was changed behind our back at byte " + offset);
        }
        return payload;
    }

    private ByteBuffer readAt(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException(file + " ends inside the record at byte " + offset);
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte type, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(type);
        crc.update(payload);
        return (int) crc.getValue();
    }

    /** Bytes of the file. */
    public long size() {
        return end;
    }

    /** Writes through to the device. */
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
