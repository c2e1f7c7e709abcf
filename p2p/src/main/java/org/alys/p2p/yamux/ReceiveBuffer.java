package org.alys.p2p.yamux;

import java.util.ArrayDeque;
import org.alys.p2p.wire.WireException;

/**
 * Bytes that arrived on a stream and were not read yet, and the window that bounds them. The window doubles while its reader keeps up, to
 * the limit. Guarded by the stream's lock.
 */
final class ReceiveBuffer {
    private final int maxWindow;
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private int headPosition;
    private int unread;
    private int window = YamuxLimits.INITIAL_WINDOW;
    /** What the remote may still send. */
    private int granted = YamuxLimits.INITIAL_WINDOW;

    ReceiveBuffer(int maxWindow) {
        this.maxWindow = maxWindow;
    }

    boolean isEmpty() {
        return unread == 0;
    }

    int unread() {
        return unread;
    }

    /** Refuses {@code count} bytes that the remote must not send. */
    void checkWindow(long count) throws WireException {
        if (count > granted) {
            throw new WireException("yamux window exceeded");
        }
    }

    void add(byte[] chunk) {
        granted -= chunk.length;
        unread += chunk.length;
        chunks.addLast(chunk);
    }

    /** The remote sent {@code count} bytes that nobody will read. */
    void dropped(int count) {
        granted -= count;
    }

    int take(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && !chunks.isEmpty()) {
            byte[] head = chunks.getFirst();
            int count = Math.min(length - done, head.length - headPosition);
            System.arraycopy(head, headPosition, target, offset + done, count);
            done += count;
            headPosition += count;
            if (headPosition == head.length) {
                chunks.removeFirst();
                headPosition = 0;
            }
        }
        unread -= done;
        return done;
    }

    /** Forgets all that is unread and says how much it was. */
    int clear() {
        int forgotten = unread;
        chunks.clear();
        headPosition = 0;
        unread = 0;
        return forgotten;
    }

    /** By how much to open the remote's window now; 0 when it is not worth a frame. */
    int grant() {
        int open = window - unread - granted;
        if (open < window / 2) {
            return 0;
        }
        if (unread == 0 && window < maxWindow) {
            int wider = Math.min(maxWindow, 2 * window);
            open += wider - window;
            window = wider;
        }
        granted += open;
        return open;
    }
}
