package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpDeadlineTest extends HttpTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    @Override
    HttpSettings settings() {
        return super.settings().withRequestTimeout(LIMIT);
    }

    @Test
    void closesOnAClientThatDripsItsHeaders() throws Exception {
        assertThat(dripUntilClosed("POST / HTTP/1.1\r\nX: ")).isLessThan(10 * LIMIT.toMillis());
    }

    @Test
    void closesOnAClientThatDripsItsBody() throws Exception {
        assertThat(dripUntilClosed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"))
                .isLessThan(10 * LIMIT.toMillis());
    }

    @Test
    void closesOnAClientThatDripsItsFirstLine() throws Exception {
        assertThat(dripUntilClosed("P")).isLessThan(10 * LIMIT.toMillis());
    }

    @Test
    void closesOnAClientThatSaysNothing() throws Exception {
        try (Socket socket = connect()) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void givesUpOnANodeThatDoesNotAnswer() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        node.create = payTo -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return new CreateAuxBlock.NotConnected("stopped");
        };
        assertThat(call("createauxblock", "[\"" + ScriptedNode.MINER + "\"]").statusCode())
                .isEqualTo(503);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Sends one byte every tenth of the limit; the milliseconds until the server closed. */
    private long dripUntilClosed(String start) throws Exception {
        long began = System.nanoTime();
        try (Socket socket = connect()) {
            socket.setSoTimeout((int) LIMIT.toMillis() / 10);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            boolean open = true;
            while (open && System.nanoTime() - began < Duration.ofSeconds(20).toNanos()) {
                open = dripOne(out, in);
            }
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    /** Whether the connection is still open; waits for the socket's timeout. */
    private static boolean dripOne(OutputStream out, InputStream in) throws java.io.IOException {
        try {
            out.write('x');
            return in.read() >= 0;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }
}
