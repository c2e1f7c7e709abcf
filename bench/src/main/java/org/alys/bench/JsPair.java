package org.alys.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Two js-libp2p nodes in two processes, the peer that our own pair is measured beside. */
final class JsPair implements SinkPair {
    private static final String SCRIPT = "js-libp2p.mjs";

    private final Node server;
    private final Node driver;

    private JsPair(Node server, Node driver) {
        this.server = server;
        this.driver = driver;
    }

    /** The pair, connected; empty when js-libp2p is not installed. */
    static Optional<SinkPair> start(Path scratch) throws IOException, InterruptedException {
        Path modules = Path.of(System.getProperty("alys.root", "."), ".alys", "libp2p", "node_modules");
        if (!Files.isDirectory(modules.resolve("libp2p"))) {
            return Optional.empty();
        }
        Files.createSymbolicLink(scratch.resolve("node_modules"), modules.toRealPath());
        Path script = scratch.resolve(SCRIPT);
        try (InputStream source = JsPair.class.getResourceAsStream(SCRIPT)) {
            if (source == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path");
            }
            Files.write(script, source.readAllBytes());
        }
        Node server = Node.start(script, "serve");
        try {
            Node driver = Node.start(script, "drive", server.readLine());
            driver.readLine();
            return Optional.of(new JsPair(server, driver));
        } catch (IOException e) {
            server.stop();
            throw e;
        }
    }

    @Override
    public long nanos(int size, int writes) throws IOException {
        driver.input.write(size + " " + writes);
        driver.input.newLine();
        driver.input.flush();
        return Long.parseLong(driver.readLine());
    }

    @Override
    public void close() throws IOException {
        driver.stop();
        server.stop();
    }

    /** One process. */
    private record Node(Process process, BufferedWriter input, BufferedReader output) {
        static Node start(Path script, String... arguments) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("node", script.toString());
            builder.command().addAll(List.of(arguments));
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new Node(process, process.outputWriter(), process.inputReader());
        }

        String readLine() throws IOException {
            return Optional.ofNullable(output.readLine())
                    .orElseThrow(() -> new IOException("js-libp2p ended before it answered"));
        }

        void stop() throws IOException {
            input.close();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
