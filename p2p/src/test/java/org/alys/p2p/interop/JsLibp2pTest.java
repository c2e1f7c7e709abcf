package org.alys.p2p.interop;

import static org.alys.p2p.interop.JsPeer.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.alys.p2p.host.Connection;
import org.alys.p2p.host.DialResult;
import org.alys.p2p.host.Host;
import org.alys.p2p.host.HostOptions;
import org.alys.p2p.host.OpenResult;
import org.alys.p2p.host.PeerListener;
import org.alys.p2p.host.Stream;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.time.SystemTimers;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JsLibp2pTest {
    private static final String ECHO = "/test/echo/1";
    private static final String DIGEST = "/test/digest/1";
    private static final String RESET = "/test/reset/1";
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    Path scratch;

    private final SystemTimers timers = new SystemTimers();
    private final LinkedBlockingQueue<PeerDescription> described = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Connection> disconnected = new LinkedBlockingQueue<>();
    private Host host = newHost(NodeKey.generate(new SecureRandom()));
    private Optional<JsPeer> started = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        started = Optional.of(JsPeer.start(scratch));
        prepare();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        timers.close();
        if (started.isPresent()) {
            started.get().stop();
        }
    }

    @Test
    void dialsAndIdentifies() throws Exception {
        Connection connection = dial();
        assertThat(connection.peer()).isEqualTo(js().peerId());
        PeerDescription description = described.poll(20, TimeUnit.SECONDS);
        assertThat(description).isNotNull();
        assertThat(description.protocols()).contains(ECHO, "/ipfs/ping/1.0.0");
        assertThat(description.agentVersion()).startsWith("js-libp2p");
        assertThat(description.listening()).contains(js().address().withoutPeer());
        assertThat(description.signedRecord()).isPresent();
        JsonNode seen = js().event(
                        "identified",
                        event ->
                                event.path("peer").asText().equals(host.peerId().toString()));
        assertThat(seen.get("agent").asText()).isEqualTo("test/1");
        assertThat(seen.get("signed").asBoolean()).isTrue();
        assertThat(seen.get("protocols").toString()).contains(ECHO, "/ipfs/id/push/1.0.0");
        assertThat(seen.get("addresses").toString()).contains("/ip4/127.0.0.1/tcp/");
    }

    @Test
    void isDialled() throws Exception {
        assertThat(dialBack().get("peer").asText()).isEqualTo(host.peerId().toString());
        assertThat(host.connection(js().peerId())).isPresent();
    }

    @Test
    void speaksWithASecp256k1Identity() throws Exception {
        host.close();
        byte[] secret = Hashes.sha256(new byte[] {7});
        host = newHost(NodeKey.secp256k1(secret));
        prepare();
        assertThat(dialBack().get("peer").asText()).isEqualTo(host.peerId().toString());
        assertThat(echo(dial(), 100)).isEqualTo(100);
    }

    @Test
    void refusesAPeerWithAnotherIdentity() {
        Multiaddr wrong =
                js().address().withPeer(NodeKey.generate(new SecureRandom()).peerId());
        assertThat(host.connect(wrong))
                .isInstanceOfSatisfying(
                        DialResult.Failed.class,
                        failed -> assertThat(failed.why()).contains("expected was"));
    }

    @Test
    void pingsBothWays() throws Exception {
        dial();
        assertThat(host.ping(js().peerId(), Duration.ofSeconds(20))).isPresent();
        assertThat(js().ask(command("ping").put("address", ownAddress())).has("millis"))
                .isTrue();
    }

    @Test
    void carriesLargeMessagesOverItsOwnConnection() throws Exception {
        assertThat(echo(dial(), 3 * MEBIBYTE)).isEqualTo(3 * MEBIBYTE);
    }

    @Test
    void carriesLargeMessagesOverTheRemotesConnection() throws Exception {
        dialBack();
        js().ask(command("echo").put("address", ownAddress()).put("size", 3 * MEBIBYTE));
    }

    @Test
    void carriesAHundredStreamsAtOnce() throws Exception {
        Connection connection = dial();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int size = 1000 + i;
            calls.add(() -> echo(connection, size));
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = executor.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(1000 + i);
            }
        }
    }

    @Test
    void servesAHundredStreamsAtOnce() throws Exception {
        dialBack();
        js().ask(command("echo").put("address", ownAddress()).put("size", 1000).put("streams", 100));
    }

    @Test
    void readsAfterItClosedItsHalf() throws Exception {
        byte[] sent = random(MEBIBYTE);
        try (Stream stream = open(dial(), DIGEST)) {
            stream.write(sent);
            stream.closeWrite();
            byte[] digest = new byte[64];
            stream.readFully(digest, 0, digest.length);
            assertThat(new String(digest, StandardCharsets.US_ASCII))
                    .isEqualTo(HexFormat.of().formatHex(Hashes.sha256(sent)));
            assertThat(stream.read(digest, 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void noticesAReset() throws Exception {
        try (Stream stream = open(dial(), RESET)) {
            stream.write(new byte[] {1});
            assertThatThrownBy(() -> stream.read(new byte[1], 0, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset by the remote");
        }
    }

    @Test
    void resetsWhatTheRemoteOpened() throws Exception {
        dialBack();
        assertThat(js().ask(command("expectReset").put("address", ownAddress()))
                        .get("status")
                        .asText())
                .isEqualTo("reset");
    }

    @Test
    void saysThatAProtocolIsNotSpoken() {
        assertThat(dial().open(List.of("/nobody/speaks/this"))).isEqualTo(new OpenResult.Unsupported());
    }

    @Test
    void takesTheFirstProtocolThatIsSpoken() {
        assertThat(dial().open(List.of("/nobody/speaks/this", ECHO)))
                .isInstanceOfSatisfying(
                        OpenResult.Opened.class,
                        opened -> assertThat(opened.stream().protocol()).isEqualTo(ECHO));
    }

    @Test
    void tellsOfANewProtocolUnasked() throws Exception {
        dial();
        host.handle("/test/new/1", 1, stream -> {});
        js().event("identified", event -> event.get("protocols").toString().contains("/test/new/1"));
    }

    @Test
    void isToldOfANewProtocolUnasked() throws Exception {
        dial();
        PeerDescription first = described.poll(20, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.protocols()).doesNotContain("/test/later/1");
        js().ask(command("handle").put("protocol", "/test/later/1"));
        PeerDescription next = described.poll(20, TimeUnit.SECONDS);
        while (next != null && !next.protocols().contains("/test/later/1")) {
            next = described.poll(20, TimeUnit.SECONDS);
        }
        assertThat(next).isNotNull();
        assertThat(host.peers().description(js().peerId())).contains(next);
    }

    @Test
    void noticesThatTheRemoteHangsUp() throws Exception {
        dial();
        js().ask(command("hangUp").put("peer", host.peerId().toString()));
        assertThat(disconnected.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(host.connections()).isEmpty();
    }

    private Host newHost(NodeKey key) {
        return new Host(HostOptions.of(key, "test/1"), timers, new SecureRandom());
    }

    private void prepare() throws IOException {
        host.addListener(new PeerListener() {
            @Override
            public void identified(Connection connection, PeerDescription description) {
                described.add(description);
            }

            @Override
            public void disconnected(Connection connection, String why) {
                disconnected.add(connection);
            }
        });
        host.handle(ECHO, 200, JsLibp2pTest::serveEcho);
        host.handle(RESET, 1, stream -> {
            stream.readFully(new byte[1], 0, 1);
            throw new IOException("as the test wants");
        });
        host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    }

    private JsPeer js() {
        return started.orElseThrow();
    }

    private String ownAddress() {
        return host.addresses().getFirst().toString();
    }

    private Connection dial() {
        DialResult result = host.connect(js().address());
        assertThat(result).isInstanceOf(DialResult.Connected.class);
        return ((DialResult.Connected) result).connection();
    }

    private JsonNode dialBack() throws Exception {
        return js().ask(command("dial").put("address", ownAddress()));
    }

    private static Stream open(Connection connection, String protocol) {
        OpenResult result = connection.open(List.of(protocol));
        assertThat(result).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) result).stream();
    }

    /** Sends so many bytes while it reads them back; how many were the same. */
    private static int echo(Connection connection, int size) throws Exception {
        byte[] sent = random(size);
        byte[] received = new byte[size];
        try (Stream stream = open(connection, ECHO)) {
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    stream.write(sent);
                    stream.closeWrite();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            stream.readFully(received, 0, size);
            assertThat(stream.read(received, 0, 1)).isEqualTo(-1);
            writer.join();
        }
        assertThat(received).isEqualTo(sent);
        return size;
    }

    private static void serveEcho(Stream stream) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = stream.read(buffer, 0, buffer.length);
                count >= 0;
                count = stream.read(buffer, 0, buffer.length)) {
            stream.write(buffer, 0, count);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
