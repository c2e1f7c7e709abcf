package org.alys.node.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A cable to one port of this machine that can be cut and mended: while it is cut, nothing gets through and nobody is told. */
final class CutCable implements AutoCloseable {
    private final ServerSocket entrance;
    private final int exit;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private boolean cut;

    CutCable(int exit) throws IOException {
        this.exit = exit;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cable").start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    void mend() {
        lock.lock();
        try {
            cut = false;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket in = entrance.accept();
                open.add(in);
                Thread.ofVirtual().start(() -> join(in));
            }
        } catch (IOException closed) {
            close();
        }
    }

    /** A connection that leads nowhere ends; the cable does not. */
    private void join(Socket in) {
        try (in;
                Socket out = new Socket(InetAddress.getLoopbackAddress(), exit)) {
            open.add(out);
            Thread back = Thread.ofVirtual().start(() -> carry(out, in));
            carry(in, out);
            back.join();
        } catch (IOException | InterruptedException ended) {
            // Who dialled sees the socket close.
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitMended();
                out.write(buffer, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // Both ends see their sockets close, as they would at the end of any connection.
        }
    }

    private void awaitMended() throws InterruptedException {
        lock.lock();
        try {
            while (cut) {
                mended.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
