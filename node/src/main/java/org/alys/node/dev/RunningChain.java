package org.alys.node.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.rpc.RpcCredentials;

/** Where a development chain of another process runs, written down for commands in a second terminal. */
public record RunningChain(long pid, URI nodeUrl, URI ethUrl, URI bitcoinUrl, Optional<Path> cookie) {
    private static final String FILE = "running";

    /** Writes down where the chain of this process is. */
    public static void announce(DevChain.Addresses addresses) throws IOException {
        String cookie =
                addresses.bitcoinCredentials() instanceof RpcCredentials.CookieFile(Path path) ? path.toString() : "";
        Files.write(
                addresses.directory().resolve(FILE),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        addresses.nodeUrl().toString(),
                        addresses.ethUrl().toString(),
                        addresses.bitcoinUrl().toString(),
                        cookie));
    }

    /** Takes the note back. */
    public static void withdraw(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** The chain that runs in {@code directory}, if its process lives. */
    public static Optional<RunningChain> in(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 5) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0));
        boolean alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        return alive
                ? Optional.of(new RunningChain(
                        pid,
                        URI.create(lines.get(1)),
                        URI.create(lines.get(2)),
                        URI.create(lines.get(3)),
                        lines.get(4).isEmpty() ? Optional.empty() : Optional.of(Path.of(lines.get(4)))))
                : Optional.empty();
    }
}
