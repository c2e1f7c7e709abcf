package org.alys.p2p.noise;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.alys.p2p.transport.Link;
import org.alys.p2p.transport.StagingLink;

/** A link whose bytes travel as Noise messages: two bytes of length, then ciphertext. */
final class NoiseLink implements StagingLink {
    private static final byte[] NOTHING = {};
    /** What a link may keep that has nothing to send. */
    private static final int IDLE = 1024;
    /** What a busy link keeps between two flushes. */
    private static final int BUSY = 256 * 1024;
    /** Shorter messages get an array of their own length. */
    private static final int LONG = Spares.LENGTH / 2;

    private final Link link;
    private final Sealer sealer;
    private final CipherState receiving;
    private final Spares spares;

    private final byte[] header = new byte[2];
    /** One array for each message: what was handed out of it is not written again before it was given back. */
    private byte[] plaintext = NOTHING;

    private int position;
    private int limit;

    NoiseLink(Link link, XxHandshake.Keys keys, Spares spares) {
        this.spares = spares;
        this.link = link;
        this.sealer = new Sealer(keys.sending());
        this.receiving = keys.receiving();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!awaitPlaintext()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plaintext, position, target, offset, count);
        position += count;
        if (position == limit) {
            spares.give(plaintext);
            forget();
        }
        return count;
    }

    @Override
    public ByteBuffer take(int max) throws IOException {
        if (!awaitPlaintext()) {
            throw new EOFException("stream ended");
        }
        int count = Math.min(max, limit - position);
        // The last part, if it is not small: it must not keep much more than itself, and be the only one that refers to
        // the array.
        if (position + count == limit && count > plaintext.length / 2) {
            ByteBuffer rest = ByteBuffer.wrap(plaintext, position, count);
            forget();
            return rest;
        }
        byte[] copy = new byte[count];
        return ByteBuffer.wrap(copy, 0, read(copy, 0, count));
    }

    @Override
    public void giveBack(ByteBuffer taken) {
        if (taken.arrayOffset() == 0) {
            spares.give(taken.array());
        }
    }

    private void forget() {
        plaintext = NOTHING;
        position = 0;
        limit = 0;
    }

    /** False when the remote side will send no more. */
    private boolean awaitPlaintext() throws IOException {
        while (position == limit) {
            if (!nextMessage()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextMessage() throws IOException {
        int first = link.read(header, 0, 1);
        if (first < 0) {
            return false;
        }
        link.readFully(header, 1, 1);
        int length = ((header[0] & 0xff) << 8) | (header[1] & 0xff);
        byte[] message = length > LONG ? spares.take() : new byte[length];
        link.readFully(message, 0, length);
        limit = receiving.decrypt(NOTHING, message, 0, length);
        plaintext = message;
        position = 0;
        return true;
    }

    @Override
    public void stage(byte[] source, int offset, int length) {
        sealer.add(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        sealer.seal();
        link.write(sealer.messages(), 0, sealer.size());
        sealer.clear(BUSY);
    }

    @Override
    public void rest() {
        sealer.clear(IDLE);
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
    public void abort() {
        link.abort();
    }
}
