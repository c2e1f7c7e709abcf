package org.alys.p2p.yamux;

import java.util.Arrays;

/** Frames that wait to be sent, as bytes. Data of one stream that follows on data of the same stream becomes one frame with it. */
final class FrameBuffer {
    private static final byte[] NOTHING = {};
    private static final int SMALLEST = 256;

    private byte[] bytes = NOTHING;
    private int size;
    /** Where the last frame begins, if it is data that may grow; else -1. */
    private int growing = -1;

    private int growingStream;
    private int growingLength;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The frames, in the first {@link #size} bytes; good until the next one comes. */
    byte[] bytes() {
        return bytes;
    }

    void add(Frame frame) {
        ensureRoom(Frame.HEAD_LENGTH);
        frame.put(bytes, size);
        size += Frame.HEAD_LENGTH;
        growing = -1;
    }

    /** @param count at most {@link YamuxSession#MAX_DATA} */
    void addData(int streamId, byte[] source, int offset, int count) {
        ensureRoom(Frame.HEAD_LENGTH + count);
        if (growing < 0 || growingStream != streamId || growingLength + count > YamuxSession.MAX_DATA) {
            growing = size;
            growingStream = streamId;
            growingLength = 0;
            size += Frame.HEAD_LENGTH;
        }
        System.arraycopy(source, offset, bytes, size, count);
        size += count;
        growingLength += count;
        new Frame(Frame.Type.DATA, 0, streamId, growingLength).put(bytes, growing);
    }

    /** Forgets the frames, and their memory if it is more than {@code kept} bytes. */
    void clear(int kept) {
        size = 0;
        growing = -1;
        if (bytes.length > kept) {
            bytes = NOTHING;
        }
    }

    private void ensureRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(SMALLEST, Math.max(size + more, 2 * bytes.length)));
        }
    }
}
