package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.alys.node.wiring.StartException;

/** The programs that a development chain talks to: fetched once into {@code .alys/} of the checkout by its own scripts. */
final class Peers {
    private final Path home;
    private final Consumer<String> progress;

    Peers(Path home, Consumer<String> progress) {
        this.home = home;
        this.progress = progress;
    }

    /** The Bitcoin daemon. */
    Path bitcoind() throws IOException, InterruptedException {
        Path program = home.resolve(".alys/bitcoind/bin/bitcoind");
        fetch(program, "fetch-bitcoind", "a Bitcoin daemon");
        return program;
    }

    /** The directory that holds the execution client's {@code node_modules}. */
    Path ethereumjs() throws IOException, InterruptedException {
        Path installation = home.resolve(".alys/ethereumjs");
        fetch(installation.resolve("node_modules/.bin/ethereumjs"), "fetch-ethereumjs", "an execution client");
        return installation;
    }

    private void fetch(Path wanted, String script, String what) throws IOException, InterruptedException {
        if (Files.isExecutable(wanted)) {
            return;
        }
        Path path = home.resolve("scripts").resolve(script);
        if (!Files.isExecutable(path)) {
            throw new StartException(
                    "DEV001", wanted + " is not there, and neither is " + path + ". Run alys dev from a checkout.");
        }
        progress.accept("fetching " + what + " into " + home.resolve(".alys") + " (once)");
        Path log = Files.createDirectories(home.resolve(".alys")).resolve(script + ".log");
        int status = new ProcessBuilder("sh", path.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0 || !Files.isExecutable(wanted)) {
            throw new StartException("DEV002", "Fetching " + what + " failed. What it said is in " + log + ".");
        }
    }
}
