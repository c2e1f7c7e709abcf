package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListeningTest {
    @Test
    void namesTheKeyOfAPortThatIsTaken() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, here)) {
            assertThatThrownBy(() -> Listening.at("http.port", () -> {
                        try {
                            return new ServerSocket(taken.getLocalPort(), 1, here);
                        } catch (IOException e) {
                            throw new UncheckedIOException("cannot listen on " + taken.getLocalPort(), e);
                        }
                    }))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot listen on " + taken.getLocalPort())
                    .hasMessageContaining("set http.port")
                    .extracting(thrown -> ((StartException) thrown).code())
                    .isEqualTo("HTTP001");
        }
    }
}
