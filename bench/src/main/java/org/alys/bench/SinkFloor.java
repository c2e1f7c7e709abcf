package org.alys.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What cannot be left out, as a {@link SinkPair}: one thread encrypts messages of the size that a full frame has and writes them to a
 * socket, one reads and decrypts them. No streams, no windows, no queues, nobody who gets the bytes.
 */
final class SinkFloor {
    private static final int PLAIN = 65_412;
    private static final int TAG = 16;
    private static final int ANSWER = 1;

    private final SocketChannel channel;
    private final Cipher cipher;
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
    private final byte[] message = new byte[PLAIN + TAG];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(PLAIN + TAG);
    private long nonce;

    private SinkFloor(SocketChannel channel) throws IOException {
        this.channel = channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        try {
            this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has ChaCha20-Poly1305 since 11", e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("serve")) {
            ServerSocketChannel socket =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofPlatform().daemon().start(() -> swallow(socket));
            SinkCommands.serve(Integer.toString(((InetSocketAddress) socket.getLocalAddress()).getPort()));
        } else {
            InetSocketAddress server =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
            SinkCommands.drive(new SinkFloor(SocketChannel.open(server))::nanos);
        }
    }

    /** As many messages as hold the bytes; the first tells how many there are. */
    private long nanos(int size, int writes) throws IOException {
        int messages = Math.toIntExact(((long) size * writes + PLAIN - 1) / PLAIN);
        byte[] plain = new byte[PLAIN];
        ByteBuffer.wrap(plain).putInt(messages);
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            apply(Cipher.ENCRYPT_MODE, plain, PLAIN);
            direct.clear().put(message).flip();
            writeFully(direct);
        }
        readFully(direct.clear().limit(ANSWER));
        return System.nanoTime() - start;
    }

    private static void swallow(ServerSocketChannel socket) {
        try {
            SinkFloor end = new SinkFloor(socket.accept());
            while (true) {
                int messages = end.receive();
                for (int i = 1; i < messages; i++) {
                    end.receive();
                }
                end.writeFully(end.direct.clear().limit(ANSWER));
            }
        } catch (EOFException e) {
            // The driver has ended, which is how every run ends: nobody is left to be told.
            return;
        } catch (IOException e) {
            System.err.println("the floor's receiver ended: " + e.getMessage());
        }
    }

    /** The first number of a message. */
    private int receive() throws IOException {
        readFully(direct.clear());
        direct.flip().get(message);
        apply(Cipher.DECRYPT_MODE, message, message.length);
        return ByteBuffer.wrap(message).getInt();
    }

    private void apply(int mode, byte[] source, int length) {
        try {
            cipher.init(
                    mode,
                    key,
                    new IvParameterSpec(
                            ByteBuffer.allocate(12).putLong(4, nonce++).array()));
            cipher.doFinal(source, 0, length, message, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("both ends have the same key and count alike", e);
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void readFully(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("closed");
            }
        }
    }
}
