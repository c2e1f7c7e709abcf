package org.alys.p2p.noise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.ReentrantLock;
import org.alys.p2p.transport.Link;

/** A link whose bytes travel as Noise messages: two bytes of length, then ciphertext. */
final class NoiseLink implements Link {
    private static final int MAX_MESSAGE = 0xffff;
    private static final int MAX_PLAINTEXT = MAX_MESSAGE - CipherState.TAG_LENGTH;
    private static final byte[] NOTHING = {};

    private final Link link;
    private final CipherState sending;
    private final CipherState receiving;
    /** Messages must leave in the order of their nonces. */
    private final ReentrantLock sendLock = new ReentrantLock();

    private final byte[] header = new byte[2];
    private byte[] plaintext = NOTHING;
    private int position;
    private int limit;

    NoiseLink(Link link, XxHandshake.Keys keys) {
        this.link = link;
        this.sending = keys.sending();
        this.receiving = keys.receiving();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == limit) {
            if (!nextMessage()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plaintext, position, target, offset, count);
        position += count;
        if (position == limit) {
            plaintext = NOTHING;
            position = 0;
            limit = 0;
        }
        return count;
    }

    private boolean nextMessage() throws IOException {
        int first = link.read(header, 0, 1);
        if (first < 0) {
            return false;
        }
        link.readFully(header, 1, 1);
        int length = ((header[0] & 0xff) << 8) | (header[1] & 0xff);
        byte[] message = new byte[length];
        link.readFully(message, 0, length);
        limit = receiving.decrypt(NOTHING, message, 0, length);
        plaintext = message;
        position = 0;
        return true;
    }

    @Override
    public void enqueue(byte[] bytes) throws IOException {
        int messages = (bytes.length + MAX_PLAINTEXT - 1) / MAX_PLAINTEXT;
        byte[] out = new byte[bytes.length + messages * (2 + CipherState.TAG_LENGTH)];
        int at = 0;
        sendLock.lock();
        try {
            for (int from = 0; from < bytes.length; from += MAX_PLAINTEXT) {
                int count = Math.min(MAX_PLAINTEXT, bytes.length - from);
                int size = count + CipherState.TAG_LENGTH;
                out[at] = (byte) (size >> 8);
                out[at + 1] = (byte) size;
                sending.encrypt(NOTHING, bytes, from, count, out, at + 2);
                at += 2 + size;
            }
            link.enqueue(out);
        } finally {
            sendLock.unlock();
        }
    }

    @Override
    public void awaitWritable() throws IOException {
        link.awaitWritable();
    }

    @Override
    public InetSocketAddress local() {
        return link.local();
    }

    @Override
    public InetSocketAddress remote() {
        return link.remote();
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public void abort() {
        link.abort();
    }
}
