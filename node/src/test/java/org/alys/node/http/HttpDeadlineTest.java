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
    private static final Duration LIMIT = Duration.ofSeconds(1);

    @Override
    HttpSettings settings() {
        return super.settings().withRequestTimeout(LIMIT);
    }

    @Test
    void closesOnAClientThatDripsItsHeaders() throws Exception {
        assertThat(isClosedOn("POST / HTTP/1.1\r\nX: ")).isTrue();
    }

    @Test
    void closesOnAClientThatDripsItsBody() throws Exception {
        assertThat(isClosedOn("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"))
                .isTrue();
    }

    @Test
    void closesOnAClientThatDripsItsFirstLine() throws Exception {
        assertThat(isClosedOn("P")).isTrue();
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

    /** Sends one byte every tenth of the limit, and would go on for a minute; whether the server closed. */
    private boolean isClosedOn(String start) throws Exception {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        try (Socket socket = connect()) {
            socket.setSoTimeout((int) LIMIT.toMillis() / 10);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            boolean open = true;
            while (open && System.nanoTime() < giveUp) {
                open = dripOne(out, in);
            }
            return !open;
        }
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
