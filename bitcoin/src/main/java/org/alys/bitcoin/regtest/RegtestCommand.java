package org.alys.bitcoin.regtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Runs the embedded node as a program of its own: the arguments are its directory and, if wanted, the RPC port. */
public final class RegtestCommand {
    private static final int USUAL_PORT = 18_443;

    private RegtestCommand() {}

    /** Returns after the method {@code stop} was called, or when the process is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("arguments: DIRECTORY [RPC-PORT]");
            System.exit(2);
        }
        int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : USUAL_PORT;
        try (EmbeddedBitcoin bitcoin = EmbeddedBitcoin.start(Path.of(arguments[0]), port)) {
            System.out.println("embedded Bitcoin regtest, for development and tests only: " + bitcoin.url()
                    + ", cookie " + bitcoin.cookieFile()
                    + bitcoin.zmq().map(zmq -> ", new blocks at " + zmq).orElse(""));
            while (!bitcoin.awaitStopCall(Duration.ofHours(1))) {
                // an hour more
            }
        }
    }
}
