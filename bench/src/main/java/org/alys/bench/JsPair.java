package org.alys.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Two js-libp2p nodes, the peer that our own pair is measured beside. */
final class JsPair {
    private static final String SCRIPT = "js-libp2p.mjs";

    private JsPair() {}

    /** The pair, connected; empty when js-libp2p is not installed. */
    static Optional<SinkPair> start(Path scratch) throws IOException {
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
        return Optional.of(SinkPair.start(List.of("node", script.toString())));
    }
}
