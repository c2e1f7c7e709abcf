package org.alys.node.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A machine as far as the network can tell: a Linux network namespace. Its anchor is a process that ends when its input does, so
 * that nothing stays behind, not even of a test that was killed.
 */
final class Machine implements AutoCloseable {
    private final String name;
    private final Process anchor;
    private final List<Process> programs = new ArrayList<>();

    private Machine(String name, Process anchor) {
        this.name = name;
        this.anchor = anchor;
    }

    static Machine boot(String name) throws IOException {
        Process anchor = new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up && echo up && exec cat")
                .redirectErrorStream(true)
                .start();
        String said = anchor.inputReader().readLine();
        assertThat(said)
                .as("the kernel gives " + name + " a network of its own")
                .isEqualTo("up");
        return new Machine(name, anchor);
    }

    String name() {
        return name;
    }

    /** Makes this machine a switch. */
    void bridge() throws IOException, InterruptedException {
        run("ip", "link", "add", "bridge", "type", "bridge");
        run("ip", "link", "set", "bridge", "up");
    }

    /** Lays a cable from this machine to {@code bridge} and gives this end an IPv4 address. */
    void plugInto(Machine bridge, String address) throws IOException, InterruptedException {
        String end = "/proc/" + anchor.pid() + "/ns/net";
        bridge.run("ip", "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", end);
        bridge.run("ip", "link", "set", name, "master", "bridge", "up");
        run("ip", "address", "add", address + "/24", "dev", "eth0");
        run("ip", "link", "set", "eth0", "up");
    }

    /** Takes the cable of {@code other} out of this switch, or puts it in again. */
    void plug(Machine other, boolean in) throws IOException, InterruptedException {
        run("ip", "link", "set", other.name, in ? "up" : "down");
    }

    /** Whether a TCP connection to another machine comes about. */
    boolean reaches(String address, int port) throws IOException, InterruptedException {
        return call("timeout", "2", "bash", "-c", ": < /dev/tcp/" + address + "/" + port).status == 0;
    }

    /** What a command prints; it must end with 0. */
    String run(String... command) throws IOException, InterruptedException {
        Ended ended = call(command);
        assertThat(ended.status)
                .as(() -> name + ": " + Arrays.toString(command) + ": " + ended.output)
                .isZero();
        return ended.output;
    }

    /** Runs a command to its end. */
    Ended call(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(inside(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** How a command ended and what it printed. */
    record Ended(int status, String output) {}

    /** Starts a program that stays; its output goes to {@code log}. */
    Process start(Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(inside(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ALYS_"));
        Process program = builder.start();
        programs.add(program);
        return program;
    }

    private List<String> inside(String... command) {
        List<String> words =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(anchor.pid()), "--net", "--"));
        words.addAll(List.of(command));
        return words;
    }

    @Override
    public void close() {
        programs.forEach(Process::destroyForcibly);
        programs.forEach(program -> program.onExit().join());
        anchor.destroyForcibly();
        anchor.onExit().join();
    }
}
