package org.alys.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Two nodes in two processes that are connected over the loopback interface; one sends, the other one swallows. */
final class SinkPair implements AutoCloseable {
    private static final long SECONDS_TO_END = 5;

    private final Node server;
    private final Node driver;

    private SinkPair(Node server, Node driver) {
        this.server = server;
        this.driver = driver;
    }

    /**
     * What one stream took.
     *
     * @param nanos by the driver's clock, until the receiver said that it has all
     * @param processorNanos of both processes, all that they did in that time
     */
    record Transfer(long nanos, long processorNanos) {}

    /**
     * The pair, connected.
     *
     * @param command starts a node when {@code serve} or {@code drive ADDRESS} is appended. The former says its address on a line; the
     *     latter says a line when it is connected, and then for each line {@code SIZE WRITES} how many nanoseconds they took
     */
    static SinkPair start(List<String> command) throws IOException {
        Node server = Node.start(command, "serve");
        try {
            Node driver = Node.start(command, "drive", server.readLine());
            driver.readLine();
            return new SinkPair(server, driver);
        } catch (IOException e) {
            server.stop();
            throw e;
        }
    }

    /** A pair of Java programs, run as the node is. */
    static SinkPair ofJava(Class<?> main) throws IOException {
        return start(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx512m",
                "-D" + Benchmarks.LOG_LEVEL + "=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    }

    /** So many writes of {@code size} bytes over one stream. */
    Transfer send(int size, int writes) throws IOException {
        long before = processorNanos();
        driver.input.write(size + " " + writes);
        driver.input.newLine();
        driver.input.flush();
        long nanos = Long.parseLong(driver.readLine());
        return new Transfer(nanos, processorNanos() - before);
    }

    private long processorNanos() {
        return server.processorNanos() + driver.processorNanos();
    }

    @Override
    public void close() throws IOException {
        driver.stop();
        server.stop();
    }

    /** One process. */
    private record Node(Process process, BufferedWriter input, BufferedReader output) {
        static Node start(List<String> command, String... arguments) throws IOException {
            List<String> words = new ArrayList<>(command);
            words.addAll(List.of(arguments));
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Node(process, process.outputWriter(), process.inputReader());
        }

        String readLine() throws IOException {
            return Optional.ofNullable(output.readLine())
                    .orElseThrow(() -> new IOException("a node ended before it answered"));
        }

        long processorNanos() {
            return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        }

        void stop() throws IOException {
            input.close();
            try {
                if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
