package org.alys.storage.slashing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The few things the log needs from a file, so that tests can make each of them fail. */
interface LogFile extends AutoCloseable {
    /** Opens a file, which is created when it does not exist. */
    @FunctionalInterface
    interface Opener {
        LogFile open(Path file) throws IOException;
    }

    void write(long position, byte[] bytes) throws IOException;

    void truncate(long length) throws IOException;

    /** Returns when the disk has everything that was written. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;

    /** Not a {@code FileChannel}: interrupting a thread that uses one would close it under everybody. */
    static LogFile onDisk(Path file) throws IOException {
        RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
        return new LogFile() {
            @Override
            public void write(long position, byte[] bytes) throws IOException {
                access.seek(position);
                access.write(bytes);
            }

            @Override
            public void truncate(long length) throws IOException {
                access.setLength(length);
            }

            @Override
            public void sync() throws IOException {
                access.getFD().sync();
            }

            @Override
            public void close() throws IOException {
                access.close();
            }
        };
    }
}
