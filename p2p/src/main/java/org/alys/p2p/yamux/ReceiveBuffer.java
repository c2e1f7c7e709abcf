package org.alys.p2p.yamux;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.p2p.wire.WireException;

/**
 * Bytes that arrived on a stream and were not read yet, and the window that bounds them. The window doubles while its reader keeps up, to
 * the limit. Guarded by the stream's lock.
 */
final class ReceiveBuffer {
    private static final int SMALL = 1024;
    private static final int GATHERED = 4096;

    private final int maxWindow;
    private final Consumer<ByteBuffer> consumed;
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    /** Small chunks that come while others wait are gathered in the last one, which has room: many of them cost little more than their bytes. */
    private Optional<ByteBuffer> gathering = Optional.empty();

    private int unread;
    private int window = YamuxLimits.INITIAL_WINDOW;
    /** What the remote may still send. */
    private int granted = YamuxLimits.INITIAL_WINDOW;

    /** @param consumed gets the chunks that were read to their end */
    ReceiveBuffer(int maxWindow, Consumer<ByteBuffer> consumed) {
        this.consumed = consumed;
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

    void add(ByteBuffer chunk) {
        int count = chunk.remaining();
        granted -= count;
        unread += count;
        if (count > SMALL || chunks.isEmpty()) {
            chunks.addLast(chunk);
            gathering = Optional.empty();
        } else {
            gather(chunk);
        }
    }

    private void gather(ByteBuffer chunk) {
        int count = chunk.remaining();
        ByteBuffer last = gathering
                .filter(open -> open.capacity() - open.limit() >= count)
                .orElseGet(() -> {
                    ByteBuffer fresh = ByteBuffer.allocate(GATHERED).limit(0);
                    chunks.addLast(fresh);
                    return fresh;
                });
        int at = last.limit();
        last.limit(at + count).put(at, chunk, chunk.position(), count);
        gathering = Optional.of(last);
    }

    /** The remote sent {@code count} bytes that nobody will read. */
    void dropped(int count) {
        granted -= count;
    }

    int take(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && !chunks.isEmpty()) {
            ByteBuffer head = chunks.getFirst();
            int count = Math.min(length - done, head.remaining());
            head.get(target, offset + done, count);
            done += count;
            if (!head.hasRemaining()) {
                consumed.accept(chunks.removeFirst());
            }
        }
        if (chunks.isEmpty()) {
            gathering = Optional.empty();
        }
        unread -= done;
        return done;
    }

    /** Forgets all that is unread and says how much it was. */
    int clear() {
        int forgotten = unread;
        chunks.clear();
        gathering = Optional.empty();
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
