package org.alys.p2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.PeerId;

/** A js-libp2p node in a process of its own, driven line by line. */
final class JsPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 40;

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();
    /** What was said and not asked for yet. */
    private final List<JsonNode> kept = new ArrayList<>();

    private final PeerId peerId;
    private final Multiaddr address;
    private int lastId;

    private JsPeer(Process process) throws IOException, InterruptedException {
        this.process = process;
        this.commands = process.outputWriter();
        Thread.ofPlatform().name("js-peer").daemon().start(this::listen);
        JsonNode ready = event("ready", event -> true);
        this.peerId = PeerId.parse(ready.get("peer").asText());
        this.address = Multiaddr.parse(ready.get("address").asText());
    }

    /** Starts a peer, in {@code scratch}; skips the test when there is none. */
    static JsPeer start(Path scratch) throws IOException, InterruptedException {
        return start(scratch, "{}");
    }

    /**
     * Starts a peer that speaks gossipsub.
     *
     * @param gossipOptions JSON for js-libp2p's gossipsub
     */
    static JsPeer gossiping(Path scratch, String gossipOptions) throws IOException, InterruptedException {
        return start(scratch, "{\"gossip\":" + gossipOptions + "}");
    }

    /** Starts a peer that looks for others in a multicast group; skips the test when that part of it is not there. */
    static JsPeer onLocalLink(Path scratch, InetSocketAddress group) throws IOException, InterruptedException {
        requireInstalled("@libp2p/mdns");
        return start(
                scratch,
                "{\"mdns\":{\"interval\":500,\"ip\":\"%s\",\"port\":%d}}"
                        .formatted(group.getAddress().getHostAddress(), group.getPort()));
    }

    private static Path requireInstalled(String part) {
        Path modules = Path.of(System.getProperty("alys.root", "."), ".alys", "libp2p", "node_modules");
        if (!Files.isDirectory(modules.resolve(part))) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(part + " is not installed: scripts/fetch-libp2p");
            }
            abort(part + " is not installed: run scripts/fetch-libp2p");
        }
        return modules;
    }

    private static JsPeer start(Path scratch, String options) throws IOException, InterruptedException {
        Path modules = requireInstalled("libp2p");
        Path link = scratch.resolve("node_modules");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, modules.toRealPath());
        }
        Path script = scratch.resolve("js-peer.mjs");
        try (InputStream source = JsPeer.class.getResourceAsStream("js-peer.mjs")) {
            assertThat(source).isNotNull();
            Files.write(script, source.readAllBytes());
        }
        return new JsPeer(new ProcessBuilder("node", script.toString(), options)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        scratch.resolve("js-peer.err").toFile()))
                .start());
    }

    PeerId peerId() {
        return peerId;
    }

    Multiaddr address() {
        return address;
    }

    static ObjectNode command(String name) {
        return JSON.createObjectNode().put("do", name);
    }

    /** Has the peer do something and waits until it is done. */
    JsonNode ask(ObjectNode command) throws IOException, InterruptedException {
        int id = ++lastId;
        commands.write(command.put("id", id).toString());
        commands.newLine();
        commands.flush();
        JsonNode answer =
                await("answer to " + command, message -> message.path("answers").asInt() == id);
        assertThat(answer.get("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer;
    }

    /** The first event of this name that matches, of those not taken yet. */
    JsonNode event(String name, Predicate<JsonNode> matches) throws InterruptedException {
        return await("event " + name, message -> message.path("event").asText().equals(name) && matches.test(message));
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted) throws InterruptedException {
        Optional<JsonNode> before = kept.stream().filter(wanted).findFirst();
        if (before.isPresent()) {
            kept.remove(before.get());
            return before.get();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            JsonNode next = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("js-libp2p did not say: " + what + "; it said " + kept);
            }
            if (wanted.test(next)) {
                return next;
            }
            kept.add(next);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            said.add(JSON.createObjectNode().put("event", "broken").put("why", String.valueOf(e.getMessage())));
        }
    }

    void stop() throws IOException, InterruptedException {
        commands.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
